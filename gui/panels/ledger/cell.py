"""Paints one number as a coloured cell."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gui.panels.ledger.canvas import CENTER, Canvas, Face, face_metrics
from gui.theme.tensor_colors import ColorCode, color_indices, color_table, text_on
from gui.theme.theme import Theme
from gui.widgets.number_text import fitting_text

RADIUS = 3.0
#: Sizes below this are given with three decimals wherever those fit.
SMALL = 0.1


@lru_cache(maxsize=1)
def _letter_width() -> float:
    return face_metrics(Face.NUMBER_SMALL).horizontalAdvance("0")


def cell_color(theme: Theme, value: float, limit: float, *, is_ink: bool) -> int:
    """Return the colour of a number as 0xffRRGGBB."""
    code = ColorCode.INK if is_ink else ColorCode.SIGN
    index = color_indices(np.array([value], np.float32), 1.0 if is_ink else limit)[0]
    return int(color_table(theme, code)[index])


def cell_text(value: float, width: int, *, is_ink: bool) -> str:
    """Return a number so that it fits in a cell of so many pixels."""
    characters = int(width / _letter_width())
    if is_ink and 0 <= value <= 1:
        return f"{value:.2f}"
    if value == 0:
        return "0"
    # two decimals leave some air around a number in a narrow cell, if they say enough
    needs_three = characters >= 7 or (characters >= 6 and abs(value) < SMALL)
    return fitting_text(value, 3 if needs_three else 2, characters)


def paint_cell(canvas: Canvas, rect: QRect, text: str, color: int, *, is_framed: bool) -> None:
    """Paint a cell with its number; one that won is framed, one pointed at outlined."""
    painter, theme = canvas.painter, canvas.theme
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QColor(theme.line))
    painter.setBrush(QColor.fromRgb(color))
    painter.drawRoundedRect(box, RADIUS, RADIUS)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    is_pointed = canvas.is_pointed(rect)
    if is_framed or is_pointed:
        frame = theme.selection if is_pointed else theme.truth
        painter.setPen(QPen(QColor(frame), 2))
        painter.drawRoundedRect(box, RADIUS, RADIUS)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    if text:
        ink = text_on(color)
        canvas.write(rect, text, Face.NUMBER_SMALL, ink, CENTER)
