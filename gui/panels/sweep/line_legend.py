"""What the lines of the trials mean."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gui.panels.sweep.trial_picture import Standing, standing_pen
from gui.theme.fonts import CONTROL, text_font
from gui.theme.theme import CurrentTheme

LINES = (
    (Standing.BEST, "best", False),
    (Standing.BRUSHED, "brushed", False),
    (Standing.PLAIN, "pruned", True),
)
HEIGHT, LINE, GAP = 28, 24, 8


class LineLegend(QWidget):
    """A short line and a word for each kind of trial.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
    """

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName(name)
        self.setAccessibleName("What the lines mean")
        theme.changed.connect(self.update)

    def spoken_value(self) -> str:
        """Return the words."""
        return ", ".join(word for _, word, _ in LINES)

    def sizeHint(self) -> QSize:
        letters = QFontMetrics(text_font(CONTROL))
        words = sum(letters.horizontalAdvance(word) for _, word, _ in LINES)
        return QSize(words + len(LINES) * (LINE + 3 * GAP), HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font, x, middle = text_font(CONTROL), 0, self.height() / 2
        painter.setFont(font)
        for standing, word, is_pruned in LINES:
            painter.setPen(standing_pen(standing, theme, is_pruned=is_pruned))
            painter.drawLine(QPointF(x, middle), QPointF(x + LINE, middle))
            painter.setPen(QColor(theme.muted))
            wide = QFontMetrics(font).horizontalAdvance(word)
            place = QRect(x + LINE + GAP, 0, wide + 2, self.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, word)
            x += LINE + wide + 3 * GAP
        painter.end()
