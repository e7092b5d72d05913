"""What one draws on: ink on dark paper, drawn by a round pen."""

from __future__ import annotations

import math

import numpy as np

from core.arrays import ByteArray, FloatArray

#: Pixels along each side.
BOARD_SIDE = 280

Point = tuple[float, float]


def draw_line(board: ByteArray, start: Point, end: Point, width: float, ink: int = 255) -> None:
    """Draw a line of a round pen on a board, in place, its edge smooth.

    Parameters
    ----------
    board : ndarray of uint8, shape (H, W)
        0 is paper, 255 full ink.
    start, end : tuple (x, y)
        In pixels from the left and top edge; may lie outside.
    width : float
        Of the pen, in pixels.
    ink : int
        255 draws, 0 erases.
    """
    radius = width / 2
    reach = radius + 1
    left, right = _span(start[0], end[0], reach, board.shape[1])
    top, bottom = _span(start[1], end[1], reach, board.shape[0])
    if left >= right or top >= bottom:
        return
    cover = np.clip(radius + 0.5 - _distance(left, right, top, bottom, start, end), 0, 1)
    part = board[top:bottom, left:right]
    if ink:
        np.maximum(part, np.rint(cover * ink).astype(np.uint8), out=part)
    else:
        np.minimum(part, np.rint((1 - cover) * 255).astype(np.uint8), out=part)


def _span(first: float, second: float, reach: float, length: int) -> tuple[int, int]:
    low = math.floor(min(first, second) - reach)
    high = math.ceil(max(first, second) + reach) + 1
    return min(max(low, 0), length), min(max(high, 0), length)


def _distance(
    left: int, right: int, top: int, bottom: int, start: Point, end: Point
) -> FloatArray:
    """Return the distance of pixel centres from a line from `start` to `end`."""
    x = np.arange(left, right)[None] + 0.5 - start[0]
    y = np.arange(top, bottom)[:, None] + 0.5 - start[1]
    along = (end[0] - start[0], end[1] - start[1])
    length = along[0] ** 2 + along[1] ** 2
    share = np.clip((x * along[0] + y * along[1]) / length, 0, 1) if length else 0.0
    distance: FloatArray = np.hypot(x - share * along[0], y - share * along[1])
    return distance
