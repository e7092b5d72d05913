"""A line about one of several runs, with a sample of how its curve looks."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from gui.panels.twins.curve_pen import curve_pen
from gui.theme.theme import CurrentTheme

SAMPLE, GAP = 20, 8


class RunLine(QLabel):
    """Says what a run is made of; before it stands a piece of its curve.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
        ``objectName``.
    place : int
        Of the run: 0 for A.
    """

    def __init__(
        self, theme: CurrentTheme, name: str, place: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._place = theme, place
        self.setObjectName(name)
        self.setProperty("role", "caption")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setContentsMargins(SAMPLE + GAP, 0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        theme.changed.connect(self.update)

    def line_width(self) -> int:
        """Return how wide the text is in one line, with the piece of the curve."""
        return SAMPLE + GAP + self.fontMetrics().horizontalAdvance(self.text()) + 2

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(curve_pen(self._theme.theme, self._place))
        middle = self.fontMetrics().height() / 2 + 1
        painter.drawLine(QPointF(1, middle), QPointF(SAMPLE, middle))
        painter.end()
