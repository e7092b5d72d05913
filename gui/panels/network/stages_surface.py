"""What the stages of a network stand on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QWidget

from gui.theme.theme import CurrentTheme

ABOVE = 4  # screen pixels from the line between two rows to the lower one
ARROW = 4


class StagesSurface(QWidget):
    """Draws a line between rows of stages, which points down at the left, where it goes on.

    Parameters
    ----------
    theme : CurrentTheme
    """

    def __init__(self, theme: CurrentTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tops: list[int] = []
        theme.changed.connect(self.update)

    def show_rows(self, tops: Sequence[int]) -> None:
        """Draw a line over every row but the first; `tops` may name a row several times."""
        further = sorted({top for top in tops if top > 0})
        if further != self._tops:
            self._tops = further
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._tops:
            return
        theme = self._theme.theme
        painter = QPainter(self)
        for top in self._tops:
            y = top - ABOVE
            painter.fillRect(2 * ARROW, y, self.width(), 1, QColor(theme.line))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QColor(theme.muted))
            # below the line alone: above it is the legend of the row before
            head = ((0, y), (ARROW, y + ARROW), (2 * ARROW, y))
            painter.drawPolyline(QPolygonF([QPointF(x + 0.5, at + 0.5) for x, at in head]))
        painter.end()
