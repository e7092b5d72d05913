"""A part of one map, so large that its numbers can be read."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.arrays import FloatArray, IntArray
from gui.theme.tensor_colors import ColorCode, colors_of
from gui.theme.theme import CurrentTheme
from gui.widgets.cell_numbers import NUMBER_ZOOM, paint_numbers
from gui.widgets.selection_outline import paint_cell_outline
from gui.widgets.spoken_cell import spoken_cell
from gui.widgets.walked_picture import Place, WalkedPicture

#: Screen pixels of a cell, one step of the wheel after the other; the last one only if the
#: whole map then fits.
ZOOMS = (8, 16, 32, 64)
DRAG = 4  # screen pixels from which a press is no click


class LargeMap(WalkedPicture):
    """Shows as much of a map as fits; wheel and + − zoom, dragging moves, keys walk.

    What is in sight follows the number that has the keyboard.

    Parameters
    ----------
    theme : CurrentTheme

    Signals
    -------
    hovered(tuple or None)
        Row and column under the mouse.
    clicked(tuple)
    moved()
        Another part is shown.
    left()
        The wheel was turned beyond the smallest cells.
    """

    hovered = Signal(object)
    clicked = Signal(object)
    moved = Signal()
    left = Signal()

    def __init__(self, theme: CurrentTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._values: FloatArray = np.zeros((0, 0), np.float32)
        self._colors: IntArray = np.zeros((0, 0), np.uint32)
        self._selected: tuple[int, int] | None = None
        self._zoom = ZOOMS[0]
        self._first = (0, 0)  # row and column of the first cell in sight
        self._pressed: tuple[QPoint, tuple[int, int]] | None = None
        self._is_dragged = False
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def zoom(self) -> int:
        """Screen pixels of a cell."""
        return self._zoom

    @property
    def part(self) -> QRect:
        """What is in sight: columns and rows of the map."""
        rows, columns = self._in_sight()
        return QRect(self._first[1], self._first[0], columns, rows)

    def show_map(
        self,
        values: FloatArray,
        limit: float,
        code: ColorCode,
        selected: tuple[int, int] | None,
    ) -> None:
        """Show `values` of shape (rows, columns), not copied, with one number outlined."""
        self._values, self._selected = values, selected
        self._colors = np.ascontiguousarray(colors_of(values, limit, self._theme.theme, code))
        self._go_to(*self._first)
        self.update()

    def go_to(self, row: int, column: int) -> None:
        """Show the numbers large, with the given one in the middle."""
        fitting = [zoom for zoom in ZOOMS[:3] if zoom <= self._largest_zoom()]
        self._zoom = self._largest_zoom() if self._fits(ZOOMS[3]) else fitting[-1]
        self._cursor = row, column
        self._show_in_middle(row, column)

    def cell_rect(self, row: int, column: int) -> QRect:
        """Return where a number is drawn."""
        zoom, (top, left) = self._zoom, self._first
        return QRect((column - left) * zoom + 1, (row - top) * zoom + 1, zoom, zoom)

    def cell_at(self, point: QPoint) -> tuple[int, int] | None:
        """Return row and column of the number at `point`, if any."""
        row = self._first[0] + (point.y() - 1) // self._zoom
        column = self._first[1] + (point.x() - 1) // self._zoom
        return (row, column) if self.part.contains(column, row) else None

    def sizeHint(self) -> QSize:
        return QSize(12 * 32 + 2, 12 * 32 + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(96, 96)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._go_to(*self._first)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y()
        if turned:
            self._step_zoom(1 if turned > 0 else -1, event.position().toPoint())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self._step_zoom(-1 if key == Qt.Key.Key_Minus else 1, self.rect().center())
        elif key == Qt.Key.Key_Escape:
            event.ignore()  # closes what the map is in
        else:
            super().keyPressEvent(event)

    def spoken_value(self) -> str:
        """Return the number that has the keyboard or is selected, and where it is."""
        place = self.walked_to or self._selected
        where = (None, None, None) if place is None else (0, *place)
        return spoken_cell(self._values[:, :, None], where, 0)

    def _grid(self) -> Place:
        rows, columns = self._values.shape
        return rows, columns

    def _point_at(self, place: Place | None) -> None:
        if place is not None:
            self._show_in_middle(*place)
        self.hovered.emit(place)

    def _open(self, row: int, column: int) -> None:
        self.clicked.emit((row, column))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint(), self._first
            self._is_dragged = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._pressed is None:
            self.hovered.emit(self.cell_at(point))
            return
        start, (row, column) = self._pressed
        way = point - start
        self._is_dragged |= way.manhattanLength() >= DRAG
        if self._is_dragged:
            zoom = self._zoom
            self._go_to(row - round(way.y() / zoom), column - round(way.x() / zoom))
            self._walk_from_middle()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position().toPoint())
        if self._pressed is not None and not self._is_dragged and cell is not None:
            self._put_cursor(*cell)
            self.clicked.emit(cell)
        self._pressed = None

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._values.size:
            return
        h, w = self._colors.shape
        part, zoom = self.part, self._zoom
        area = QRect(1, 1, part.width() * zoom, part.height() * zoom)
        painter = QPainter(self)
        image = QImage(self._colors.data, w, h, 4 * w, QImage.Format.Format_RGB32)
        painter.drawImage(area, image, part)
        theme = self._theme.theme
        painter.setPen(QColor(theme.line))
        painter.drawRect(area.adjusted(-1, -1, 0, 0))
        if zoom >= NUMBER_ZOOM:
            rows = slice(part.top(), part.top() + part.height())
            columns = slice(part.left(), part.left() + part.width())
            seen = self._values[rows, columns], self._colors[rows, columns]
            paint_numbers(painter, *seen, area, zoom)
        if self._selected is not None and part.contains(*self._selected[::-1]):
            painter.setClipRect(area.adjusted(-1, -1, 2, 2))
            paint_cell_outline(painter, self.cell_rect(*self._selected), theme)
        if self.walked_to is not None:
            cell = self.cell_rect(*self.walked_to)
            paint_cell_outline(painter, cell, theme, is_focus=True)
        painter.end()

    def _walk_from_middle(self) -> None:
        """Let the keyboard begin in what is in sight now."""
        (row, column), (rows, columns) = self._first, self._in_sight()
        self._cursor = row + rows // 2, column + columns // 2

    def _show_in_middle(self, row: int, column: int) -> None:
        rows, columns = self._in_sight()
        self._go_to(row - rows // 2, column - columns // 2)

    def _step_zoom(self, by: int, about: QPoint) -> None:
        """Make the cells larger or smaller; the number at `about` stays where it is."""
        offered = [zoom for zoom in ZOOMS if zoom <= self._largest_zoom()]
        place = offered.index(self._zoom) + by if self._zoom in offered else 0
        if place < 0:
            self.left.emit()
            return
        row, column = self.cell_at(about) or self._first
        self._zoom = offered[min(place, len(offered) - 1)]
        self._go_to(row - about.y() // self._zoom, column - about.x() // self._zoom)
        self._walk_from_middle()

    def _largest_zoom(self) -> int:
        return ZOOMS[3] if self._fits(ZOOMS[3]) else ZOOMS[2]

    def _fits(self, zoom: int) -> bool:
        h, w = self._values.shape
        return bool(h * zoom + 2 <= self.height() and w * zoom + 2 <= self.width())

    def _in_sight(self) -> tuple[int, int]:
        """Return how many rows and columns are in sight."""
        h, w = self._values.shape
        rows, columns = (self.height() - 2) // self._zoom, (self.width() - 2) // self._zoom
        return max(1, min(h, rows)), max(1, min(w, columns))

    def _go_to(self, row: int, column: int) -> None:
        h, w = self._values.shape
        rows, columns = self._in_sight()
        first = max(0, min(row, h - rows)), max(0, min(column, w - columns))
        self._first = first
        self.moved.emit()
        self.update()
