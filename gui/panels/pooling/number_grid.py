"""A few numbers in a grid of coloured cells."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.arrays import BoolArray, FloatArray
from core.number_text import signed_text
from gui.theme.fonts import CAPTION, number_writer
from gui.theme.tensor_colors import (
    ColorCode,
    colors_of,
    text_on,
)
from gui.theme.theme import CurrentTheme
from gui.widgets.spoken_cell import spoken_rows
from gui.widgets.thin_frame import paint_frame

GAP = 2
NUMBERS_UP_TO = 4  # cells along the longer side


class NumberGrid(QWidget):
    """Shows a small matrix cell by cell, one cell framed; padding is crossed out.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
        ``objectName``.
    """

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._theme = theme
        self._values = np.zeros((1, 1), np.float32)
        self._is_inside: BoolArray = np.ones((1, 1), np.bool_)
        self._limit = 0.0
        self._framed: tuple[int, int] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    @property
    def values(self) -> FloatArray:
        """The shown numbers."""
        return self._values

    @property
    def framed(self) -> tuple[int, int] | None:
        """Row and column of the framed cell."""
        return self._framed

    def show_numbers(
        self,
        values: FloatArray,
        is_inside: BoolArray,
        limit: float,
        framed: tuple[int, int] | None,
    ) -> None:
        """Show `values` of shape (rows, columns).

        Parameters
        ----------
        values : ndarray
        is_inside : ndarray of bool
            False for padding.
        limit : float
            Absolute value that gets the full colour.
        framed : tuple (row, column) or None
        """
        resized = values.shape != self._values.shape
        self._values, self._is_inside = values, is_inside
        self._limit, self._framed = limit, framed
        if resized:
            self.updateGeometry()
        self.update()

    def spoken_value(self) -> str:
        """Return all numbers, row by row; the framed one last."""
        said = spoken_rows(self._values)
        if self._framed is None:
            return said
        row, column = self._framed
        return f"{said}; framed: row {row}, column {column}"

    def sizeHint(self) -> QSize:
        rows, columns = self._values.shape
        width, height = self._cell_size()
        return QSize(columns * (width + GAP) + GAP, rows * (height + GAP) + GAP)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme.theme
        painter = QPainter(self)
        writer = number_writer(CAPTION)
        colors = colors_of(self._values, self._limit, theme, ColorCode.SIGN).tolist()
        numbers, is_inside = self._values.tolist(), self._is_inside.tolist()
        rows, columns = self._values.shape
        shows_numbers = max(rows, columns) <= NUMBERS_UP_TO
        line = QColor(theme.line)
        for row in range(rows):
            for column in range(columns):
                cell = self._cell_rect(row, column)
                if not is_inside[row][column]:
                    painter.fillRect(cell, QColor(theme.background))
                    painter.fillRect(cell, QBrush(line, Qt.BrushStyle.BDiagPattern))
                    continue
                color = colors[row][column]
                painter.fillRect(cell, QColor.fromRgb(color))
                paint_frame(painter, cell, line)
                if shows_numbers:
                    painter.setPen(QColor(text_on(color)))
                    writer.write(painter, cell, signed_text(numbers[row][column]))
        if self._framed is not None:
            pen = QPen(QColor(theme.truth), 2)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
            painter.drawRect(self._cell_rect(*self._framed))
        painter.end()

    def _cell_size(self) -> tuple[int, int]:
        side = max(self._values.shape)
        if side <= 2:
            return 56, 30
        if side <= 3:
            return 56, 24
        return (52, 20) if side <= NUMBERS_UP_TO else (max(3, 84 // side), max(3, 84 // side))

    def _cell_rect(self, row: int, column: int) -> QRect:
        width, height = self._cell_size()
        return QRect(GAP + column * (width + GAP), GAP + row * (height + GAP), width, height)
