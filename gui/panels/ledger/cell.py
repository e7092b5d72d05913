"""Paints one number as a coloured cell."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gui.panels.ledger.canvas import CENTER, Canvas, Face, face_metrics
from gui.theme.tensor_colors import ColorCode, color_indices, color_table, text_on
from gui.theme.theme import Theme

RADIUS = 3.0


@lru_cache(maxsize=8)
def number_width(characters: int) -> int:
    """Return how many pixels a cell needs for a number of so many characters."""
    pitch = face_metrics(Face.NUMBER_SMALL).horizontalAdvance("0")
    return math.ceil(characters * pitch)


def cell_color(theme: Theme, value: float, limit: float, *, is_ink: bool) -> int:
    """Return the colour of a number as 0xffRRGGBB."""
    code = ColorCode.INK if is_ink else ColorCode.SIGN
    index = color_indices(np.array([value], np.float32), 1.0 if is_ink else limit)[0]
    return int(color_table(theme, code)[index])


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
