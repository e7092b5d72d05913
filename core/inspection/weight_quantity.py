"""What can be shown of a weight at one step."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from core.arrays import FloatArray
from core.training.snapshot import Snapshot


class WeightQuantity(StrEnum):
    """Which number stands for a weight."""

    VALUE = "value"
    GRADIENT = "gradient"  # of the latest batch
    CHANGE = "change"  # since step 0 of the same run


def weight_numbers(
    quantity: WeightQuantity, path: str, snapshot: Snapshot, initial: Mapping[str, FloatArray]
) -> FloatArray:
    """Return one number for every entry of the parameter at `path`.

    Parameters
    ----------
    quantity : WeightQuantity
    path : str
    snapshot : Snapshot
    initial : mapping of str to ndarray
        Values at step 0 by path.
    """
    if quantity is WeightQuantity.VALUE:
        return snapshot.values[path]
    if quantity is WeightQuantity.GRADIENT:
        return snapshot.gradients[path]
    return snapshot.values[path] - initial[path]
