"""Many numbers of a flat layer as a narrow strip of coloured cells."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from core.arrays import FloatArray, IntArray
from gui.panels.network.unit_picture import UnitPicture
from gui.theme.tensor_colors import HALF, ColorCode, color_indices, color_table
from gui.theme.theme import CurrentTheme
from gui.widgets.selection_outline import paint_cell_outline

MARGIN = 2


class UnitStrip(UnitPicture):
    """Shows n numbers as square cells, line by line, in a given number of columns."""

    def __init__(self, theme: CurrentTheme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._limit = 0.0
        self._code = ColorCode.SIGN
        self._pixels: IntArray = np.zeros((0, 0), np.uint32)  # (rows, columns)
        self._columns = 1
        self._zoom = 1

    def set_grid(self, columns: int, zoom: int) -> None:
        """Put `columns` cells of `zoom` screen pixels side by side."""
        if (columns, zoom) != (self._columns, self._zoom):
            self._columns, self._zoom = columns, zoom
            self._recolor()

    def set_values(
        self, values: FloatArray, limit: float, code: ColorCode = ColorCode.SIGN
    ) -> None:
        """Show `values` of shape (n,), not copied; `limit` gets the full colour."""
        self._values, self._limit, self._code = values, limit, code
        self._recolor()

    @property
    def _columns_of_units(self) -> int:
        return self._columns

    def unit_rect(self, unit: int) -> QRect:
        row, column = divmod(unit, self._columns)
        zoom = self._zoom
        return QRect(MARGIN + column * zoom, MARGIN + row * zoom, zoom, zoom)

    def unit_at(self, point: QPoint) -> int | None:
        x, y = point.x() - MARGIN, point.y() - MARGIN
        if x < 0 or y < 0 or x >= self._columns * self._zoom:
            return None
        unit = y // self._zoom * self._columns + x // self._zoom
        return unit if unit < len(self._values) else None

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._values.size:
            return
        rows, columns = self._pixels.shape
        theme = self._theme.theme
        image = QImage(
            self._pixels.data, columns, rows, 4 * columns, QImage.Format.Format_RGB32
        )
        area = QRect(MARGIN, MARGIN, columns * self._zoom, rows * self._zoom)
        painter = QPainter(self)
        painter.drawImage(area, image)
        painter.setPen(QColor(theme.line))
        painter.drawRect(area.adjusted(-1, -1, 0, 0))
        selected = self._selected_rect()
        if selected is not None:
            paint_cell_outline(painter, selected, theme)
        if self.cursor_unit is not None:
            cursor = self.unit_rect(self.cursor_unit)
            paint_cell_outline(painter, cursor, theme, is_focus=True)
        painter.end()

    def _on_theme_changed(self) -> None:
        self._recolor()

    def _recolor(self) -> None:
        n = len(self._values)
        if n:
            rows = -(-n // self._columns)
            indices = np.full(rows * self._columns, HALF, np.int32)
            indices[:n] = color_indices(self._values, self._limit)
            colors = color_table(self._theme.theme, self._code)[indices]
            colors[n:] = QColor(self._theme.theme.surface).rgb()
            self._pixels = colors.reshape(rows, self._columns)
        self.update()
