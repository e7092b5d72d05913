"""One map of a pooling, with its windows drawn on it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.arrays import FloatArray, IntArray
from gui.panels.pooling.marks import draw_marks
from gui.panels.pooling.outline import PoolOutline
from gui.theme.tensor_colors import ColorCode, colors_of
from gui.theme.theme import CurrentTheme

MARKS_FORMAT = QImage.Format.Format_ARGB32_Premultiplied


class PoolMap(QWidget):
    """Shows one (H, W) map at whole-pixel zoom, with padding, window grid and outlined cells.

    The unit of all drawing is one cell of the pooling's *input*.  The pooled map is drawn
    with larger cells, so that it lies next to the input at the same scale.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
        ``objectName``.
    position : int
        Which of several maps this is; part of the signals.

    Signals
    -------
    hovered(int, tuple or None), clicked(int, tuple)
        `position`, and row and column of a number.
    """

    hovered = Signal(int, object)
    clicked = Signal(int, object)

    def __init__(
        self, theme: CurrentTheme, name: str, position: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._position = position
        self._theme = theme
        self._values = np.zeros((0, 0), np.float32)
        self._limit = 0.0
        self._pixels = np.zeros((0, 0), np.uint32)
        self._outline = PoolOutline()
        self._marks: IntArray = np.zeros((0, 0), np.uint32)
        self._unit = 1
        self._pinned: QRect | None = None
        self._pointed: QRect | None = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self._recolor)

    @property
    def values(self) -> FloatArray:
        """The shown numbers, shape (H, W)."""
        return self._values

    @property
    def outline(self) -> PoolOutline:
        """What is drawn on top of the numbers."""
        return self._outline

    @property
    def unit(self) -> int:
        """Screen pixels per input cell."""
        return self._unit

    @property
    def boxes(self) -> tuple[QRect | None, QRect | None]:
        """The selected window and the one under the mouse, in input cells."""
        return self._pinned, self._pointed

    def show_map(self, values: FloatArray, limit: float, outline: PoolOutline) -> None:
        """Show `values` of shape (H, W); `limit` gets the full colour.  Not copied."""
        self._values, self._limit, self._outline = values, limit, outline
        self._recolor()

    def set_unit(self, unit: int) -> None:
        """Draw every input cell `unit` screen pixels large."""
        if unit != self._unit:
            self._unit = unit
            self._mark()
            self.update()

    def set_boxes(self, pinned: QRect | None, pointed: QRect | None) -> None:
        """Outline the selected window and the one under the mouse, in input cells."""
        if (pinned, pointed) != (self._pinned, self._pointed):
            self._pinned, self._pointed = pinned, pointed
            self.update()

    def cell_rect(self, row: int, column: int) -> QRect:
        """Return where one number is drawn, in widget coordinates."""
        return self._on_screen(self._outline.cell(row, column))

    def cell_at(self, point: QPoint) -> tuple[int, int] | None:
        """Return row and column of the number drawn at `point`, if any."""
        size = self._outline.cell_size * self._unit
        top, left = self._outline.origin
        column = (point.x() - 1 - left * self._unit) // size
        row = (point.y() - 1 - top * self._unit) // size
        h, w = self._values.shape
        return (row, column) if 0 <= row < h and 0 <= column < w else None

    def color_at(self, row: int, column: int) -> int:
        """Return the colour of one number as 0xffRRGGBB."""
        return int(self._pixels[row, column])

    def sizeHint(self) -> QSize:
        rows, columns = self._outline.extent
        return QSize(columns * 8 + 2, rows * 8 + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(64, 64)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.hovered.emit(self._position, self.cell_at(event.position().toPoint()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position().toPoint())
        if cell is not None and event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(self._position, cell)

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered.emit(self._position, None)
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        h, w = self._values.shape
        if not h:
            return
        theme, outline = self._theme.theme, self._outline
        painter = QPainter(self)
        rows, columns = outline.extent
        frame = self._on_screen(QRect(0, 0, columns, rows))
        top, left = outline.origin
        size = outline.cell_size
        tile = self._on_screen(QRect(left, top, w * size, h * size))
        if tile != frame:  # padding, or cells that no window reaches
            painter.fillRect(frame, QColor(theme.background))
            painter.fillRect(frame, QBrush(QColor(theme.line), Qt.BrushStyle.BDiagPattern))
        image = QImage(self._pixels.data, w, h, 4 * w, QImage.Format.Format_RGB32)
        painter.drawImage(tile, image)
        rows, columns = self._marks.shape
        marks = QImage(self._marks.data, columns, rows, 4 * columns, MARKS_FORMAT)
        painter.drawImage(frame.topLeft(), marks)
        painter.setPen(QColor(theme.line))
        painter.drawRect(frame.adjusted(-1, -1, 0, 0))
        self._draw_box(painter, self._pointed, 1)
        self._draw_box(painter, self._pinned, 2)
        painter.end()

    def _draw_box(self, painter: QPainter, box: QRect | None, width: int) -> None:
        if box is None:
            return
        pen = QPen(QColor(self._theme.theme.text), width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.drawRect(self._on_screen(box).adjusted(-1, -1, 0, 0))

    def _on_screen(self, cells: QRect) -> QRect:
        unit = self._unit
        return QRect(
            1 + cells.x() * unit,
            1 + cells.y() * unit,
            cells.width() * unit,
            cells.height() * unit,
        )

    def _recolor(self) -> None:
        if self._values.size:
            theme = self._theme.theme
            colors = colors_of(self._values, self._limit, theme, ColorCode.SIGN)
            self._pixels = np.ascontiguousarray(colors)
        self._mark()
        self.update()

    def _mark(self) -> None:
        self._marks = draw_marks(self._outline, self._unit, self._theme.theme)
