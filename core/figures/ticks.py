"""Round numbers along an axis."""

from __future__ import annotations

import math


def round_ticks(low: float, high: float, at_most: int) -> tuple[float, ...]:
    """Return round numbers from `low` to `high`: steps of 1, 2 or 5 times a power of ten.

    Parameters
    ----------
    low, high : float
        Finite, `low` below `high`.
    at_most : int
        How many, at least 2.
    """
    step = 10.0 ** math.floor(math.log10((high - low) / at_most))
    for factor in (1, 2, 5, 10, 20, 50):
        size = step * factor
        first, last = math.ceil(low / size - 1e-9), math.floor(high / size + 1e-9)
        if last - first + 1 <= at_most:
            return tuple(at * size for at in range(first, last + 1))
    return (low, high)
