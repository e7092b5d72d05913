"""The look of a run's curves as a small picture."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from gui.theme.run_colors import run_color, run_dashes
from gui.theme.theme import Theme

WIDTH, HEIGHT, SCALE = 24, 12, 2


@lru_cache(maxsize=64)
def run_swatch(theme: Theme, index: int) -> QIcon:
    """Return a line as the curves of that look are drawn."""
    picture = QPixmap(WIDTH * SCALE, HEIGHT * SCALE)
    picture.setDevicePixelRatio(SCALE)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    pen = QPen(QColor(run_color(theme, index)), 2)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setDashPattern(run_dashes(index))
    painter.setPen(pen)
    painter.drawLine(0, HEIGHT // 2, WIDTH, HEIGHT // 2)
    painter.end()
    return QIcon(picture)
