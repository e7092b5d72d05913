"""A colour bar that fits under a column of maps."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gui.theme.fonts import CAPTION, number_font
from gui.theme.tensor_colors import HALF, ColorCode, color_table
from gui.theme.theme import CurrentTheme
from gui.widgets.number_text import short_text

HEIGHT = 26
BAR_HEIGHT = 6
BAR_WIDTH = 124
ROOM_FOR_BOTH_ENDS = 84  # narrower than this, the two numbers become one: ``±1.932``


class StageLegend(QWidget):
    """A colour bar as wide as the stage, with the number of either end under it."""

    def __init__(self, theme: CurrentTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._code = ColorCode.SIGN
        self._limit = 0.0
        theme.changed.connect(self.update)

    @property
    def limit(self) -> float:
        """The number that gets the full colour."""
        return self._limit

    def set_limit(self, limit: float, code: ColorCode = ColorCode.SIGN) -> None:
        """Show the colours from -`limit` to +`limit` (from 0 for ink)."""
        if (limit, code) != (self._limit, self._code):
            self._limit, self._code = limit, code
            self.update()

    def texts(self) -> tuple[str, ...]:
        """Return the numbers as written: both ends, or one for both where there is no room."""
        number = short_text(self._limit)
        if self._code is ColorCode.INK:
            return "0", number
        if self.width() < ROOM_FOR_BOTH_ENDS:
            return (f"±{number}",)
        return f"−{number}", f"+{number}"

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme.theme
        table = color_table(theme, self._code)[: 2 * HALF + 1]
        colors = (table[HALF:] if self._code is ColorCode.INK else table).copy()
        image = QImage(colors.data, len(colors), 1, 4 * len(colors), QImage.Format.Format_RGB32)
        painter = QPainter(self)
        width = min(self.width() - 5, BAR_WIDTH)
        bar = QRect(2, 4, width, BAR_HEIGHT)
        painter.drawImage(bar, image)
        painter.setPen(QColor(theme.line))
        painter.drawRect(bar)
        painter.setPen(QColor(theme.muted))
        painter.setFont(number_font(CAPTION))
        words = self.texts()
        below = QRect(2, 4 + BAR_HEIGHT + 1, max(width + 1, self.width() - 2), 15)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, words[0])
        if len(words) > 1:
            below.setWidth(width + 1)
            painter.drawText(below, Qt.AlignmentFlag.AlignRight, words[1])
        painter.end()
