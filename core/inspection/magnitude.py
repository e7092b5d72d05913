"""How large the numbers of an array are, for colour scales."""

from __future__ import annotations

import numpy as np

from core.arrays import FloatArray


def largest_magnitude(values: FloatArray) -> float:
    """Return the largest absolute value; NaN and infinity do not count, nothing gives 0."""
    if not values.size:
        return 0.0
    sizes = np.abs(values)
    largest = float(sizes.max())
    if np.isfinite(largest):
        return largest
    return float(sizes.max(initial=0.0, where=np.isfinite(sizes)))


def largest_magnitude_by_channel(values: FloatArray) -> FloatArray:
    """Return `largest_magnitude` along the last axis, shape (C,)."""
    sizes = np.abs(values).reshape(-1, values.shape[-1])
    largest: FloatArray = sizes.max(axis=0, initial=0.0, where=np.isfinite(sizes))
    return largest
