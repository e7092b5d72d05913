"""What lies on a map of a pooling, as one picture: hatched losers, outlined winners."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter

from core.arrays import BoolArray, IntArray
from gui.theme.theme import Theme
from gui.widgets.pool_outline import PoolOutline

PATTERN_SIDE = 8
TIED_ALPHA = 110


def draw_marks(outline: PoolOutline, unit: int, theme: Theme) -> IntArray | None:
    """Return the marks of all cells; drawn one by one they take ten times as long.

    Parameters
    ----------
    outline : PoolOutline
    unit : int
        Screen pixels per cell of the pooling's input.
    theme : Theme

    Returns
    -------
    ndarray of uint32, shape (height, width), or None
        Premultiplied 0xAARRGGBB; None if no cell is marked.
    """
    side = outline.cell_size * unit
    pixels: IntArray | None = None
    truth = QColor(theme.truth)
    faint = QColor(truth)
    faint.setAlpha(TIED_ALPHA)
    for mask, pattern, color in (
        (outline.losers, _hatch, QColor(theme.line)),
        (outline.tied, _frame, faint),
        (outline.winners, _frame, truth),
    ):
        if mask is None or not mask.any():
            continue
        shape = mask.shape[0] * side, mask.shape[1] * side
        if pixels is None:
            pixels = np.zeros(shape, np.uint32)
        magnified = mask.repeat(side, axis=0).repeat(side, axis=1)
        np.copyto(pixels, _premultiplied(color), where=magnified & pattern(shape, side))
    return pixels


@lru_cache(maxsize=8)
def _hatch(shape: tuple[int, int], _side: int) -> BoolArray:
    """Return Qt's own diagonal stripes."""
    stripes = QImage(PATTERN_SIDE, PATTERN_SIDE, QImage.Format.Format_RGB32)
    stripes.fill(Qt.GlobalColor.black)
    painter = QPainter(stripes)
    brush = QBrush(Qt.GlobalColor.white, Qt.BrushStyle.BDiagPattern)
    painter.fillRect(stripes.rect(), brush)
    painter.end()
    one = np.array(
        [
            [stripes.pixelColor(x, y).red() > 0 for x in range(PATTERN_SIDE)]
            for y in range(PATTERN_SIDE)
        ]
    )
    rows, columns = (np.arange(length) % PATTERN_SIDE for length in shape)
    pattern: BoolArray = one[np.ix_(rows, columns)]
    return pattern


@lru_cache(maxsize=8)
def _frame(shape: tuple[int, int], side: int) -> BoolArray:
    """Return a square in every cell that leaves its last row and column to the grid."""
    inner = max(1, side - 1)
    one = np.zeros((side, side), np.bool_)
    one[:inner, :inner] = True
    one[1 : inner - 1, 1 : inner - 1] = False
    return np.tile(one, (shape[0] // side, shape[1] // side))


def _premultiplied(color: QColor) -> int:
    alpha = color.alpha()
    red, green, blue = (
        (part * alpha + 127) // 255 for part in (color.red(), color.green(), color.blue())
    )
    return alpha << 24 | red << 16 | green << 8 | blue
