"""A thin line around a picture or a cell."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter


def paint_frame(painter: QPainter, area: QRect, color: QColor | str) -> None:
    """Fill the outermost pixel of `area` on all four sides.

    A pen would draw half of its width outside of the area; where that is the edge of a widget
    and a pixel of the lab is one and a half of the screen, nothing is left of two sides.
    """
    ink = QColor(color)
    x, y, width, height = area.x(), area.y(), area.width(), area.height()
    for side in (
        QRect(x, y, width, 1),
        QRect(x, y + height - 1, width, 1),
        QRect(x, y + 1, 1, height - 2),
        QRect(x + width - 1, y + 1, 1, height - 2),
    ):
        painter.fillRect(side, ink)
