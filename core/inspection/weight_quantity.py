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
    LAST_CHANGE = "last_change"  # since an earlier step of the same run


def weight_numbers(
    quantity: WeightQuantity,
    path: str,
    snapshot: Snapshot,
    initial: Mapping[str, FloatArray],
    before: Mapping[str, FloatArray] | None = None,
) -> FloatArray:
    """Return one number for every entry of the parameter at `path`.

    Parameters
    ----------
    quantity : WeightQuantity
    path : str
    snapshot : Snapshot
    initial : mapping of str to ndarray
        Values at step 0 by path.
    before : mapping of str to ndarray or None
        Values at the earlier step; None if none is known: nothing has changed since.
    """
    if quantity is WeightQuantity.VALUE:
        return snapshot.values[path]
    if quantity is WeightQuantity.GRADIENT:
        return snapshot.gradients[path]
    if quantity is WeightQuantity.LAST_CHANGE:
        now = snapshot.values[path]
        return now - (now if before is None else before[path])
    return snapshot.values[path] - initial[path]
