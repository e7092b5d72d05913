"""Which of a run's stored states tell its story."""

from __future__ import annotations

import numpy as np

from core.arrays import IntArray

MANTISSAS = (1, 2, 5)


def story_places(steps: IntArray, count: int) -> IntArray:
    """Return the places of at most `count` steps, rising.

    Half of them at most are near 1, 2, 5, 10, 20 …, as a network changes most at first; the
    others are evenly spread.  The first and the last are among them, if there may be two.

    Parameters
    ----------
    steps : ndarray of int, shape (S,)
        Rising.
    count : int
    """
    if len(steps) <= count:
        return np.arange(len(steps))
    if count < 1:
        return np.empty(0, np.int64)
    decades = 10 ** np.arange(len(str(int(steps[-1]))), dtype=np.int64)
    round_steps = np.multiply.outer(decades, MANTISSAS).reshape(-1)
    early = {int(np.abs(steps - step).argmin()) for step in round_steps}
    at_first = sorted(early)[: count // 2]
    even = np.linspace(0, len(steps) - 1, count - len(at_first)).astype(np.int64)
    return np.union1d(at_first, even).astype(np.int64)
