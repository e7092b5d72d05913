"""An axis of shares that shows where the curves are."""

from __future__ import annotations

import numpy as np

from core.arrays import FloatArray

LOWS = (0.98, 0.95, 0.9, 0.85, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.0)
HIGHS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
#: Percent of the points that may lie below: the steep beginning of a run.
BELOW = 10
#: The least room over and under the curves.
ROOM = 0.01


def followed_shares(values: FloatArray) -> tuple[float, float]:
    """Return from where to where an axis goes that shows most of `values`.

    Round numbers, so that it changes seldom while a run goes on.

    Parameters
    ----------
    values : ndarray of shape (n,)
        Shares from 0 to 1, or NaN.
    """
    finite = values[np.isfinite(values)]
    if not len(finite):
        return 0.0, 1.0
    low = float(np.percentile(finite, BELOW)) - ROOM
    high = float(finite.max()) + ROOM
    top = next((edge for edge in HIGHS if edge >= high), 1.0)
    return next((edge for edge in LOWS if edge <= low), 0.0), top
