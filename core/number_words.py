"""Numbers as they stand in sentences."""

from __future__ import annotations

import math

import numpy as np

from core.arrays import FloatArray


def share_text(count: float, total: float) -> str:
    """Return a share as whole percent, ``61 %``; tenths where it would seem none or all.

    Parameters
    ----------
    count, total : float
        Nothing of nothing is 0 %.
    """
    percent = 100 * count / total if total else 0.0
    if not math.isfinite(percent):
        return f"{percent} %"
    seems_whole = 0 < percent < 1 or 99 < percent < 100
    return f"{percent:.1f} %" if seems_whole else f"{percent:.0f} %"


def signed_words(value: float) -> str:
    """Return a signed quantity with three digits that count: ``+0.142``, ``-2.1e-05``."""
    if not math.isfinite(value):
        return f"{value:+}"
    return f"{value + 0.0:+.3g}"


def size_words(value: float) -> str:
    """Return a quantity that has no sign, with three digits that count: ``0.0021``."""
    return f"{value:.3g}"


def range_words(values: FloatArray) -> str:
    """Return between which numbers all of `values` lie: ``from -0.2 to +3.1``."""
    least, most = float(values.min()), float(values.max())
    return f"from {signed_words(least)} to {signed_words(most)}"


def root_mean_square(values: FloatArray) -> float:
    """Return the root of the mean square; 0 for nothing."""
    if not values.size:
        return 0.0
    return math.sqrt(float(np.mean(np.square(values, dtype=np.float64))))
