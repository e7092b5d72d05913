"""One labelled row for each of a few units."""

from __future__ import annotations

from abc import abstractmethod

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from core.arrays import FloatArray
from gui.theme.theme import CurrentTheme

#: More units than this are a strip.
MAX_ROWS = 16
LEAST_ROW_HEIGHT = 14
MAX_ROW_HEIGHT = 32


class UnitRows(QWidget):
    """Base of the widgets that draw n numbers as n rows, each with a label.

    Parameters
    ----------
    theme : CurrentTheme

    Signals
    -------
    hovered(int or None)
        Index of the unit under the mouse.
    clicked(int)
    """

    hovered = Signal(object)
    clicked = Signal(int)

    def __init__(self, theme: CurrentTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._values: FloatArray = np.zeros(0, np.float32)
        self._selected: int | None = None
        self.setMouseTracking(True)
        theme.changed.connect(self.update)

    @property
    def values(self) -> FloatArray:
        """The shown numbers, shape (n,)."""
        return self._values

    def set_selected(self, unit: int | None) -> None:
        """Outline one row."""
        if unit != self._selected:
            self._selected = unit
            self.update()

    def row_rect(self, unit: int) -> QRect:
        """Return where a unit is drawn, in widget coordinates."""
        height = min(MAX_ROW_HEIGHT, self.height() // max(1, len(self._values)))
        return QRect(0, unit * height, self.width(), height)

    def unit_at(self, point: QPoint) -> int | None:
        """Return the unit drawn at `point`, if any."""
        unit = point.y() // max(1, self.row_rect(0).height())
        return unit if 0 <= unit < len(self._values) else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        unit = self.unit_at(event.position().toPoint())
        if unit is not None:
            self.clicked.emit(unit)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.hovered.emit(self.unit_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered.emit(None)
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for unit in range(len(self._values)):
            self._paint_row(painter, unit, self.row_rect(unit))
        if self._selected is not None and self._selected < len(self._values):
            painter.setPen(QPen(QColor(self._theme.theme.selection), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.row_rect(self._selected).adjusted(1, 1, -1, -1))
        painter.end()

    @abstractmethod
    def _paint_row(self, painter: QPainter, unit: int, row: QRect) -> None:
        """Draw one unit into `row`."""
