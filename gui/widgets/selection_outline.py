"""The look of what is selected, and of what has the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gui.theme.theme import Theme

LEAST_CELL = 6  # screen pixels; what is smaller gets a box around it


def paint_outline(
    painter: QPainter, area: QRect, theme: Theme, *, is_focus: bool = False
) -> None:
    """Draw a frame that can be seen on every colour; dashed for the keyboard's place.

    Parameters
    ----------
    painter : QPainter
    area : QRect
        What is framed: the frame lies around it, and over its outermost pixel.
    theme : Theme
    is_focus : bool
    """
    frame = area.adjusted(0, 0, 1, 1)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for color, width in ((theme.background, 4), (theme.text, 2)):
        pen = QPen(QColor(color), width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        if is_focus and width == 2:
            pen.setDashPattern([2.0, 1.5])
        painter.setPen(pen)
        painter.drawRect(frame)


def paint_cell_outline(
    painter: QPainter, cell: QRect, theme: Theme, *, is_focus: bool = False
) -> None:
    """Frame one number; one that is too small to be seen gets a larger box."""
    missing = max(0, LEAST_CELL - min(cell.width(), cell.height()) + 1) // 2
    area = cell.adjusted(-missing, -missing, missing - 1, missing - 1)
    paint_outline(painter, area, theme, is_focus=is_focus)
