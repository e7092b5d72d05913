"""The panel's first line: how good the best trial is."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from gui.theme.fonts import CONTROL, text_font
from gui.theme.theme import CurrentTheme
from gui.widgets.wrapped_text import lines_of

LARGE, LESS_LARGE, HEIGHT = 24.0, 18.0, 56
#: Where the quiet line begins, and the room that one line of it takes.
QUIET_TOP, LINE = 34, 18
PILL_HEIGHT, PILL_PADDING, GAP = 22, 9, 10


class SweepHeadlineView(QWidget):
    """Paints a sentence, a pill beside it, and a quiet line below.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
    """

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName("What came of the sweep")
        self._theme = theme
        self._large = self._pill = self._quiet = ""
        self.setFixedHeight(HEIGHT)
        theme.changed.connect(self.update)

    def show_texts(self, large: str, pill: str, quiet: str) -> None:
        """Show other words."""
        if (large, pill, quiet) != (self._large, self._pill, self._quiet):
            self._large, self._pill, self._quiet = large, pill, quiet
            self.setToolTip(self.spoken_value())
            self._fit()
            self.update()

    def spoken_value(self) -> str:
        """Return all of it."""
        return " · ".join(part for part in (self._large, self._pill, self._quiet) if part)

    def sizeHint(self) -> QSize:
        return QSize(420, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Make room for as many lines as the quiet text needs."""
        more = max(
            0, len(lines_of(self._quiet, QFontMetrics(text_font(CONTROL)), self.width())) - 1
        )
        self.setFixedHeight(HEIGHT + more * LINE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, width = QPainter(self), self._theme.theme, self.width()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        small = text_font(CONTROL, bold=True)
        wide = QFontMetrics(small).horizontalAdvance(self._pill) + 2 * PILL_PADDING
        room = width - (wide + GAP if self._pill else 0)
        font = text_font(LARGE, bold=True)
        if QFontMetrics(font).horizontalAdvance(self._large) > room:
            font = text_font(LESS_LARGE, bold=True)
        elide, middle = Qt.TextElideMode.ElideRight, Qt.AlignmentFlag.AlignVCenter
        letters = QFontMetrics(font)
        text = letters.elidedText(self._large, elide, room)
        painter.setFont(font)
        painter.setPen(QColor(theme.text))
        painter.drawText(QRect(0, 0, room, 34), middle, text)
        if self._pill:
            place = QRectF(
                letters.horizontalAdvance(text) + GAP, (34 - PILL_HEIGHT) / 2, wide, PILL_HEIGHT
            )
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.raised))
            painter.drawRoundedRect(place, PILL_HEIGHT / 2, PILL_HEIGHT / 2)
            painter.setFont(small)
            painter.setPen(QColor(theme.muted))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._pill)
        painter.setFont(text_font(CONTROL))
        painter.setPen(QColor(theme.muted))
        for at, line in enumerate(lines_of(self._quiet, painter.fontMetrics(), width)):
            painter.drawText(QRect(0, QUIET_TOP + at * LINE, width, LINE), middle, line)
        painter.end()
