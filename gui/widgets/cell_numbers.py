"""Numbers written into the cells of a map."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter

from core.arrays import FloatArray, IntArray
from core.number_text import ALMOST_ZERO, cell_text
from gui.theme.fonts import CONTROL, number_writer
from gui.theme.tensor_colors import TEXT_ON_DARK, TEXT_ON_LIGHT, are_dark, is_dark
from gui.theme.text_writer import LEFT

#: Screen pixels per cell from which its number is written into it.
NUMBER_ZOOM = 28
AROUND = 3  # screen pixels that a number leaves free of its cell's width
NAME_OPACITY = 0.75
PER_PIXEL = 0.36  # font size for a pixel of zoom


def paint_numbers(
    painter: QPainter, values: FloatArray, colors: IntArray, area: QRect, zoom: int
) -> None:
    """Write every number of a map into its cell; none where no cell has room for a digit.

    Parameters
    ----------
    painter : QPainter
    values : ndarray of shape (rows, columns)
    colors : ndarray of the same shape
        0xffRRGGBB of every cell.
    area : QRect
        Where the first cell begins.
    zoom : int
        Side of a cell.
    """
    writer = number_writer(min(CONTROL, zoom * PER_PIXEL))
    characters = int((zoom - AROUND) / writer.width("0"))
    pens = QColor(TEXT_ON_LIGHT), QColor(TEXT_ON_DARK)
    dark = are_dark(colors).tolist()
    texts = [
        [cell_text(number, characters) for number in numbers] for numbers in values.tolist()
    ]
    if says_nothing(texts):
        return
    top = area.y()
    for row, written in enumerate(texts):
        left = area.x()
        for column, text in enumerate(written):
            painter.setPen(pens[dark[row][column]])
            writer.write_at(painter, (left, top, zoom, zoom), text)
            left += zoom
        top += zoom


def says_nothing(texts: Iterable[Iterable[str]]) -> bool:
    """Return whether a map's numbers are all too small for a digit, and colours say more."""
    written = {text for row in texts for text in row}
    return ALMOST_ZERO in written and written <= {ALMOST_ZERO, "0"}


def paint_names(
    painter: QPainter, names: Iterable[tuple[str, QRect]], colors: Iterable[int]
) -> None:
    """Write short names into the upper left corners of tiles.

    Parameters
    ----------
    painter : QPainter
    names : iterable of (str, QRect)
        What a tile is called, and where it is.
    colors : iterable of int
        0xffRRGGBB of what each name is written on.
    """
    writer = number_writer(CONTROL)
    pens = _faint(TEXT_ON_LIGHT), _faint(TEXT_ON_DARK)
    for (name, tile), color in zip(names, colors, strict=True):
        painter.setPen(pens[is_dark(color)])
        writer.write_at(painter, (tile.x() + 4, tile.y() + 2, 24, 15), name, LEFT)


@lru_cache(maxsize=2)
def _faint(color: str) -> QColor:
    faint = QColor(color)
    faint.setAlphaF(NAME_OPACITY)
    return faint
