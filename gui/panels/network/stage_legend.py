"""A colour bar that fits under a column of maps."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent

from core.number_text import short_text
from gui.theme.fonts import CONTROL, number_writer
from gui.theme.tensor_colors import ColorCode, color_bar
from gui.theme.text_writer import LEFT, RIGHT
from gui.widgets.color_scale import ColorScale

HEIGHT = 25
BAR_HEIGHT = 6
BAR_WIDTH = 124
BETWEEN = 6  # the least distance of the two numbers; with less they become one: ``±1.932``


class StageLegend(ColorScale):
    """A colour bar as wide as the stage, with the number of either end under it."""

    def texts(self) -> tuple[str, ...]:
        """Return the numbers as written: both ends, or one for both where there is no room."""
        number = short_text(self._limit)
        if self._code is ColorCode.INK:
            return "0", number
        both = f"−{number}", f"+{number}"
        writer = number_writer(CONTROL)
        room = min(self.width() - 5, BAR_WIDTH)
        needed = BETWEEN + sum(writer.width(text) for text in both)
        return both if needed <= room else (f"±{number}",)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme.theme
        painter = QPainter(self)
        width = min(self.width() - 5, BAR_WIDTH)
        bar = QRect(2, 4, width, BAR_HEIGHT)
        painter.drawImage(bar, color_bar(theme, self._code))
        painter.setPen(QColor(theme.line))
        painter.drawRect(bar)
        painter.setPen(QColor(theme.muted))
        writer, words = number_writer(CONTROL), self.texts()
        below = QRect(2, 4 + BAR_HEIGHT + 1, max(width + 1, self.width() - 2), 15)
        writer.write(painter, below, words[0], LEFT)
        if len(words) > 1:
            below.setWidth(width + 1)
            writer.write(painter, below, words[1], RIGHT)
        painter.end()
