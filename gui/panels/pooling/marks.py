"""What lies on a map of a pooling, as one picture: windows, losers and winners."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter

from core.arrays import BoolArray, IntArray
from gui.panels.pooling.outline import PoolOutline
from gui.theme.theme import Theme

PATTERN_SIDE = 8
TIED_ALPHA = 110


def draw_marks(outline: PoolOutline, unit: int, theme: Theme) -> IntArray:
    """Return the marks of all cells; drawn one by one they take ten times as long.

    Parameters
    ----------
    outline : PoolOutline
    unit : int
        Screen pixels per cell of the pooling's input.
    theme : Theme

    Returns
    -------
    ndarray of uint32, shape (height, width)
        Premultiplied 0xAARRGGBB, for the outline's whole extent.
    """
    side = outline.cell_size * unit
    rows, columns = outline.extent
    pixels: IntArray = np.zeros((rows * unit, columns * unit), np.uint32)
    top, left = (place * unit for place in outline.origin)
    line = QColor(theme.line)
    truth = QColor(theme.truth)
    faint = QColor(truth)
    faint.setAlpha(TIED_ALPHA)
    for mask, pattern, color in (
        (outline.losers, _hatch, line),
        (outline.tied, _frame, faint),
        (outline.winners, _frame, truth),
    ):
        if mask is None or not mask.any():
            continue
        height, width = mask.shape[0] * side, mask.shape[1] * side
        magnified = mask.repeat(side, axis=0).repeat(side, axis=1)
        magnified &= pattern((height, width), side)
        part = pixels[top : top + height, left : left + width]
        np.copyto(part, _premultiplied(color), where=magnified)
    # between the cells, where no frame is
    pixels[:, [x * unit - 1 for x in outline.vertical_lines]] = line.rgba()
    pixels[[y * unit - 1 for y in outline.horizontal_lines]] = line.rgba()
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
