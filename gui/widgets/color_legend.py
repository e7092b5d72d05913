"""The colour bar that goes with every heat map."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gui.theme.fonts import CAPTION, number_font
from gui.theme.tensor_colors import HALF, ColorCode, color_table
from gui.theme.theme import CurrentTheme
from gui.widgets.number_text import short_text

BAR_WIDTH = 64
BAR_HEIGHT = 8
LEAST_BAR = 16
LABEL_WIDTH = 58
AROUND_BAR = 8


class ColorLegend(QWidget):
    """A colour bar with the number at either end: ``−0.42 ▆▆▆ +0.42``."""

    def __init__(self, theme: CurrentTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._code = ColorCode.SIGN
        self._limit = 0.0
        self._bar_width = BAR_WIDTH
        self.setFixedSize(self.sizeHint())
        self.setToolTip("Orange is negative, blue is positive, the surface colour is zero.")
        theme.changed.connect(self.update)

    @property
    def limit(self) -> float:
        """The number that gets the full colour."""
        return self._limit

    def set_limit(self, limit: float, code: ColorCode = ColorCode.SIGN) -> None:
        """Show the colours from -`limit` to +`limit` (from 0 for ink)."""
        self._limit, self._code = limit, code
        self.update()

    def fit(self, width: int) -> None:
        """Shorten the bar, if need be, so that all is at most `width` pixels wide."""
        bar = min(BAR_WIDTH, width - 2 * LABEL_WIDTH - AROUND_BAR)
        self._bar_width = max(LEAST_BAR, bar)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(self._bar_width + 2 * LABEL_WIDTH + AROUND_BAR, 18)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        table = color_table(self._theme.theme, self._code)[: 2 * HALF + 1]
        is_ink = self._code is ColorCode.INK
        colors = (table[HALF:] if is_ink else table).copy()
        image = QImage(colors.data, len(colors), 1, 4 * len(colors), QImage.Format.Format_RGB32)
        bar = QRect(
            LABEL_WIDTH + 4, (self.height() - BAR_HEIGHT) // 2, self._bar_width, BAR_HEIGHT
        )
        painter.drawImage(bar, image)
        painter.setPen(QColor(self._theme.theme.line))
        painter.drawRect(bar)
        painter.setPen(QColor(self._theme.theme.muted))
        painter.setFont(number_font(CAPTION))
        right_center = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        left_center = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        low = "0" if is_ink else f"−{short_text(self._limit)}"
        high = short_text(self._limit) if is_ink else f"+{short_text(self._limit)}"
        painter.drawText(QRect(0, 0, LABEL_WIDTH, self.height()), right_center, low)
        painter.drawText(
            QRect(bar.right() + 5, 0, LABEL_WIDTH, self.height()), left_center, high
        )
        painter.end()
