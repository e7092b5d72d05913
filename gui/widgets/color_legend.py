"""The colour bar that goes with every heat map."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from core.number_text import short_text
from gui.theme.fonts import CAPTION, number_writer
from gui.theme.tensor_colors import ColorCode, color_bar
from gui.theme.text_writer import LEFT, RIGHT
from gui.theme.theme import CurrentTheme
from gui.widgets.color_scale import ColorScale

BAR_WIDTH = 64
BAR_HEIGHT = 8
LEAST_BAR = 16
LABEL_WIDTH = 58
AROUND_BAR = 8


class ColorLegend(ColorScale):
    """A colour bar with the number at either end: ``−0.42 ▆▆▆ +0.42``."""

    def __init__(self, theme: CurrentTheme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._bar_width = BAR_WIDTH
        self.setFixedSize(self.sizeHint())
        self.setToolTip("Orange is negative, blue is positive, the surface colour is zero.")

    def fit(self, width: int) -> None:
        """Shorten the bar, if need be, so that all is at most `width` pixels wide."""
        bar = min(BAR_WIDTH, width - 2 * LABEL_WIDTH - AROUND_BAR)
        self._bar_width = max(LEAST_BAR, bar)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(self._bar_width + 2 * LABEL_WIDTH + AROUND_BAR, 18)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, height = self._theme.theme, self.height()
        painter = QPainter(self)
        bar = QRect(LABEL_WIDTH + 4, (height - BAR_HEIGHT) // 2, self._bar_width, BAR_HEIGHT)
        painter.drawImage(bar, color_bar(theme, self._code))
        painter.setPen(QColor(theme.line))
        painter.drawRect(bar)
        painter.setPen(QColor(theme.muted))
        is_ink, number = self._code is ColorCode.INK, short_text(self._limit)
        low, high = ("0", number) if is_ink else (f"−{number}", f"+{number}")
        writer = number_writer(CAPTION)
        writer.write(painter, QRect(0, 0, LABEL_WIDTH, height), low, RIGHT)
        writer.write(painter, QRect(bar.right() + 5, 0, LABEL_WIDTH, height), high, LEFT)
        painter.end()
