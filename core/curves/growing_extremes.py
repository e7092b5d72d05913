"""Few points that draw the same line as many, while it grows."""

from __future__ import annotations

import numpy as np

from core.arrays import FloatArray, IntArray
from core.curves.curve_stretches import stretch_width, with_gaps


class GrowingExtremes:
    """The smallest and the largest y of each of at most N stretches of a growing curve.

    No spike is lost, so the drawn line covers the same pixels as all points would.  The
    stretches have a power of two points and start at the first point: adding points leaves
    finished stretches as they are, so the picture does not flicker while it grows, and only
    the unfinished rest has to be looked at again.
    """

    def __init__(self) -> None:
        self._width = 0
        self._extremes = np.empty((0, 2))  # of the finished stretches: smallest, largest

    def points(
        self, x: FloatArray | IntArray, y: FloatArray, columns: int
    ) -> tuple[FloatArray, FloatArray]:
        """Return what to draw for `x` and `y`, which must begin as they did last time.

        Parameters
        ----------
        x, y : ndarray of shape (n,)
            NaN in `y` is skipped; an infinity makes a gap.
        columns : int
            At least 1.

        Returns
        -------
        x, y : ndarray of float64, shape (m,)
            At most ``2 * columns`` points; all of them when there are no more than `columns`.
        """
        width = stretch_width(len(y), columns)
        if width == 1:
            return np.array(x, np.float64), with_gaps(y)
        if width != self._width:
            self._width, self._extremes = width, np.empty((0, 2))
        known = len(self._extremes)
        if known * width < len(y):
            self._extremes = np.concatenate(
                [self._extremes, _extremes(y[known * width :], width)]
            )
        shown = self._extremes
        self._extremes = shown[: len(y) // width]
        return np.repeat(np.asarray(x[::width], np.float64), 2), with_gaps(shown.reshape(-1))


def _extremes(y: FloatArray, width: int) -> FloatArray:
    starts = np.arange(0, len(y), width)
    return np.stack([np.fmin.reduceat(y, starts), np.fmax.reduceat(y, starts)], axis=1)
