"""How a long curve is cut into stretches that are drawn as one or two points each."""

from __future__ import annotations

import numpy as np

from core.arrays import FloatArray, IntArray


def decimate_ends(
    x: FloatArray | IntArray, y: FloatArray, columns: int
) -> tuple[FloatArray, FloatArray]:
    """Return the last point of each of at most `columns` stretches, for smooth curves.

    Parameters
    ----------
    x, y : ndarray of shape (n,)
    columns : int
        At least 1.

    Returns
    -------
    x, y : ndarray of float64, shape (m,)
        At most ``columns + 1`` points, the first and the last one among them.
    """
    n = len(y)
    width = stretch_width(n, columns)
    if width == 1:
        return np.array(x, np.float64), with_gaps(y)
    chosen = np.arange(width - 1, n + width - 1, width)
    chosen[-1] = n - 1
    chosen = np.concatenate(([0], chosen))
    return np.array(x[chosen], np.float64), with_gaps(y[chosen])


def stretch_width(count: int, columns: int) -> int:
    """Return the smallest power of two that cuts `count` points into at most `columns`."""
    if columns < 1:
        raise ValueError(f"decimation: columns must be at least 1, received {columns}")
    width = 1
    while width * columns < count:
        width *= 2
    return width


def with_gaps(y: FloatArray) -> FloatArray:
    """Return a copy in float64 in which everything that is not finite is NaN."""
    return np.where(np.isfinite(y), y, np.nan).astype(np.float64, copy=False)
