"""Numbers written into the cells of a map."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter

from core.arrays import FloatArray, IntArray
from core.number_text import cell_text
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
    """Write every number of a map into its cell.

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
    top = area.y()
    for row, numbers in enumerate(values.tolist()):
        left = area.x()
        for column, number in enumerate(numbers):
            painter.setPen(pens[dark[row][column]])
            cell = left, top, zoom, zoom
            writer.write_at(painter, cell, cell_text(number, characters))
            left += zoom
        top += zoom


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
