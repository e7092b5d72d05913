"""One map of numbers, each a square of colour, with whole-pixel zoom."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from core.arrays import FloatArray, IntArray
from gui.theme.theme import CurrentTheme
from gui.widgets.selection_outline import paint_cell_outline
from gui.widgets.spoken_cell import spoken_cell
from gui.widgets.walked_picture import Place, WalkedPicture


class PixelMap(WalkedPicture):
    """Base of the maps that windows are drawn on; what they draw besides is their own.

    The unit of all drawing is a cell, `zoom` screen pixels large.  A number takes one cell,
    unless `_cell_size` and `_origin` say otherwise.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
        ``objectName``.
    position : int
        Which of several maps this is; part of the signals.

    Signals
    -------
    hovered(int, tuple or None)
        `position`, and row and column of the number under the mouse.
    """

    #: Screen pixels left of and over the first cell.
    MARGIN: ClassVar[int] = 1

    hovered = Signal(int, object)

    def __init__(
        self, theme: CurrentTheme, name: str, position: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._position = position
        self._theme = theme
        self._values: FloatArray = np.zeros((0, 0), np.float32)
        self._limit = 0.0
        self._colors: IntArray = np.zeros((0, 0), np.uint32)  # 0xffRRGGBB
        self._zoom = 1
        self.setMouseTracking(True)
        theme.changed.connect(self._recolor)

    @property
    def values(self) -> FloatArray:
        """The shown numbers, shape (rows, columns)."""
        return self._values

    @property
    def limit(self) -> float:
        """The absolute value that gets the full colour."""
        return self._limit

    @property
    def zoom(self) -> int:
        """Screen pixels per cell."""
        return self._zoom

    @property
    def _cell_size(self) -> int:
        """Cells along one side of a number."""
        return 1

    @property
    def _origin(self) -> tuple[int, int]:
        """Row and column of the cell at which the first number begins."""
        return 0, 0

    def set_zoom(self, zoom: int) -> None:
        """Draw every cell `zoom` screen pixels large."""
        if zoom != self._zoom:
            self._zoom = zoom
            self._on_zoomed()
            self.update()

    def cell_rect(self, row: int, column: int) -> QRect:
        """Return where one number is drawn, in widget coordinates."""
        size, (top, left) = self._cell_size, self._origin
        return self._on_screen(QRect(left + column * size, top + row * size, size, size))

    def cell_at(self, point: QPoint, *, nearest: bool = False) -> tuple[int, int] | None:
        """Return row and column of the number at `point`, or None; or else the nearest one."""
        h, w = self._values.shape
        size, (top, left) = self._cell_size * self._zoom, self._origin
        row = (point.y() - self.MARGIN - top * self._zoom) // size
        column = (point.x() - self.MARGIN - left * self._zoom) // size
        if nearest and h and w:
            return max(0, min(h - 1, row)), max(0, min(w - 1, column))
        return (row, column) if 0 <= row < h and 0 <= column < w else None

    def color_at(self, row: int, column: int) -> int:
        """Return the colour of one number as 0xffRRGGBB."""
        return int(self._colors[row, column])

    def spoken_value(self) -> str:
        """Return the number that has the keyboard or is marked, and where it is."""
        marked = self._marked()
        place = self.walked_to
        if place is None and marked is not None and marked.width() == marked.height() == 1:
            place = marked.y(), marked.x()
        if place is None and marked is not None:
            rows = f"rows {marked.top()}–{marked.bottom()}"
            return f"{rows}, columns {marked.left()}–{marked.right()}"
        where = (None, None, None) if place is None else (0, *place)
        return spoken_cell(self._values[:, :, None], where, 0)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.hovered.emit(self._position, self.cell_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered.emit(self._position, None)
        super().leaveEvent(event)

    def _marked(self) -> QRect | None:
        """Return the outlined rows and columns of numbers, if some are."""
        return None

    def _grid(self) -> Place:
        rows, columns = self._values.shape
        return rows, columns

    def _point_at(self, place: Place | None) -> None:
        self.hovered.emit(self._position, place)

    def _paint_cursor(self, painter: QPainter) -> None:
        """Outline the number that has the keyboard."""
        if self.walked_to is not None:
            cell = self.cell_rect(*self.walked_to)
            paint_cell_outline(painter, cell, self._theme.theme, is_focus=True)

    def _colored(self) -> IntArray:
        """Return the colours of the numbers, 0xffRRGGBB or transparent."""
        raise NotImplementedError

    def _on_zoomed(self) -> None:
        """Fit to another zoom."""

    def _recolor(self) -> None:
        if self._values.size:
            self._colors = np.ascontiguousarray(self._colored())
        self.update()

    def _on_screen(self, cells: QRect) -> QRect:
        """Return the screen pixels of a rectangle of cells."""
        zoom = self._zoom
        return QRect(
            self.MARGIN + cells.x() * zoom,
            self.MARGIN + cells.y() * zoom,
            cells.width() * zoom,
            cells.height() * zoom,
        )

    def _hatch(
        self, painter: QPainter, area: QRect, color: str, pattern: Qt.BrushStyle
    ) -> None:
        """Fill screen pixels with a pattern: no numbers are there."""
        painter.fillRect(area, QColor(self._theme.theme.background))
        painter.fillRect(area, QBrush(QColor(color), pattern))

    @staticmethod
    def _set_outline(painter: QPainter, color: str, width: int) -> None:
        """Draw the next rectangles with a line of `width` pixels and sharp corners."""
        pen = QPen(QColor(color), width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
