"""How many pixels have each brightness."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from core.arrays import IntArray
from core.number_text import share_text
from core.number_words import counted
from gui.judging.picture import EvaluationPicture
from gui.theme.fonts import CONTROL, text_font
from gui.theme.theme import CurrentTheme

VALUES = 256
LINE = 18
HEIGHT = 118
LEAST_WIDTH = 200


class PixelHistogram(EvaluationPicture):
    """Bars in a logarithmic scale: most pixels of drawings are empty.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
    """

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, "Brightness of pixels", parent)
        self._counts: IntArray = np.zeros(VALUES, np.int64)
        self._value: int | None = None
        self.setMouseTracking(True)
        self.setMinimumSize(LEAST_WIDTH, HEIGHT)

    def show_counts(self, counts: IntArray) -> None:
        """Show how many pixels have each value from 0 to 255."""
        self._counts = counts
        self.update()

    @property
    def said(self) -> str:
        """What stands above the bars: of the value that is pointed at, or of all."""
        total = int(self._counts.sum())
        if self._value is None:
            there = np.flatnonzero(self._counts)
            if not total:
                return ""
            return f"values from {there[0]} to {there[-1]}, bars are logarithmic"
        count = int(self._counts[self._value])
        return f"{counted(count, 'pixel')} of {self._value} ({share_text(count, total)})"

    def spoken_value(self) -> str:
        """Return what stands above the bars."""
        return self.said

    def sizeHint(self) -> QSize:
        return QSize(280, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_WIDTH, HEIGHT)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = int(event.position().x() * VALUES / max(1, self.width()))
        self._show_value(min(max(at, 0), VALUES - 1))

    def leaveEvent(self, event: QEvent) -> None:
        self._show_value(None)
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = self._painter(), self.colors
        width, bottom = self.width(), self.height() - LINE
        painter.setFont(text_font(CONTROL))
        painter.setPen(QColor(theme.muted))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(0, 0, width, LINE), middle, self.said)
        ends = QRect(0, bottom, width, LINE)
        painter.drawText(ends, middle | Qt.AlignmentFlag.AlignLeft, "0")
        painter.drawText(ends, middle | Qt.AlignmentFlag.AlignRight, "255")
        painter.setPen(QColor(theme.line))
        painter.drawLine(0, bottom, width, bottom)
        heights = np.log1p(self._counts.astype(np.float64))
        heights *= (bottom - LINE - 4) / max(float(heights.max()), 1e-9)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        starts = np.arange(VALUES + 1) * width // VALUES  # whole pixels: no stripes
        for value in np.flatnonzero(self._counts).tolist():
            left, high = int(starts[value]), max(1, round(float(heights[value])))
            wide = max(1, int(starts[value + 1]) - left)
            color = theme.text if value == self._value else theme.muted
            painter.fillRect(left, bottom - high, wide, high, QColor(color))
        painter.end()

    def _show_value(self, value: int | None) -> None:
        if value != self._value:
            self._value = value
            self.update()

    def _grid(self) -> tuple[int, int]:
        return (1, VALUES) if self._counts.any() else (0, 0)

    def _point_at(self, place: tuple[int, int] | None) -> None:
        self._show_value(None if place is None else place[1])

    def _open(self, row: int, column: int) -> None:
        self._show_value(column)
