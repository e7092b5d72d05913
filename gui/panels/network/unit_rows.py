"""One labelled row for each of a few units."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter, QPaintEvent

from gui.panels.network.unit_picture import UnitPicture
from gui.widgets.selection_outline import paint_outline

#: More units than this are a strip.
MAX_ROWS = 16
LEAST_ROW_HEIGHT = 14
MAX_ROW_HEIGHT = 32


class UnitRows(UnitPicture):
    """Base of the widgets that draw n numbers as n rows, each with a label."""

    def unit_rect(self, unit: int) -> QRect:
        height = min(MAX_ROW_HEIGHT, self.height() // max(1, len(self._values)))
        return QRect(0, unit * height, self.width(), height)

    def unit_at(self, point: QPoint) -> int | None:
        unit = point.y() // max(1, self.unit_rect(0).height())
        return unit if 0 <= unit < len(self._values) else None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for unit in range(len(self._values)):
            self._paint_row(painter, unit, self.unit_rect(unit))
        selected = self._selected_rect()
        theme = self._theme.theme
        if selected is not None:
            paint_outline(painter, self._framed(selected), theme)
        if self.cursor_unit is not None:
            cursor = self._framed(self.unit_rect(self.cursor_unit))
            paint_outline(painter, cursor, theme, is_focus=True)
        painter.end()

    def _framed(self, row: QRect) -> QRect:
        """Return what of a row is framed."""
        return row.adjusted(1, 1, -3, -3)

    @abstractmethod
    def _paint_row(self, painter: QPainter, unit: int, row: QRect) -> None:
        """Draw one unit into `row`."""
