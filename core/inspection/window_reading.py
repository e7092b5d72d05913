"""One window of a max-pooling, number by number."""

from __future__ import annotations

from dataclasses import dataclass

from core.arrays import BoolArray, FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class WindowReading:
    """What one pooling window saw, chose, and was sent back.

    Attributes
    ----------
    row, column : int
        Of the window, in the pooled map.
    top, left : int
        Input cell under the window's first cell; negative where that is padding.
    is_inside : ndarray of bool, shape (K_h, K_w)
        False for padding, which never wins.
    values : ndarray of shape (K_h, K_w)
        The input's numbers; 0 where padded.
    winner : tuple of int or None
        Row and column *inside the window*; None if the window holds no number (only NaN).
    pooled : float
        What the layer put out for this window.
    is_tied : bool
        Whether another cell holds the winner's number too: the first in row order won.
    margin : float or None
        Winner minus the best of the other cells; None if there is no other cell.
    arriving : float or None
        d(loss)/d(pooled); None without a gradient.
    routed : ndarray of shape (K_h, K_w) or None
        d(loss)/d(values); where windows overlap this is the sum over all of them.
    """

    row: int
    column: int
    top: int
    left: int
    is_inside: BoolArray
    values: FloatArray
    winner: tuple[int, int] | None
    pooled: float
    is_tied: bool
    margin: float | None
    arriving: float | None
    routed: FloatArray | None
