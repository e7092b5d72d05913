"""What can be shown of a weight at one step."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import numpy as np

from core.arrays import FloatArray
from core.inspection.unknown_gradients import gradients_are_known
from core.training.snapshot import Snapshot


class WeightQuantity(StrEnum):
    """Which number stands for a weight."""

    VALUE = "value"
    GRADIENT = "gradient"  # of the latest batch
    CHANGE = "change"  # since step 0 of the same run
    LAST_CHANGE = "last_change"  # since an earlier step of the same run


def is_known(quantity: WeightQuantity, snapshot: Snapshot) -> bool:
    """Return whether a snapshot has such numbers."""
    return quantity is not WeightQuantity.GRADIENT or gradients_are_known(snapshot)


def weight_numbers(
    quantity: WeightQuantity,
    path: str,
    snapshot: Snapshot,
    initial: Mapping[str, FloatArray],
    before: Mapping[str, FloatArray] | None = None,
) -> FloatArray:
    """Return one number for every entry of the parameter at `path`.

    Zero for gradients that are not known: see `is_known`.

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
        gradient = snapshot.gradients[path]
        return gradient if is_known(quantity, snapshot) else np.zeros_like(gradient)
    if quantity is WeightQuantity.LAST_CHANGE:
        now = snapshot.values[path]
        return now - (now if before is None else before[path])
    return snapshot.values[path] - initial[path]
