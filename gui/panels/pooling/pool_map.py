"""One map of a pooling, with its windows drawn on it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.arrays import FloatArray, IntArray
from gui.panels.pooling.marks import draw_marks
from gui.panels.pooling.outline import PoolOutline
from gui.theme.tensor_colors import ColorCode, colors_of
from gui.theme.theme import CurrentTheme
from gui.widgets.accessible_picture import announce
from gui.widgets.clickable_map import ClickableMap
from gui.widgets.mosaic_keys import ENLARGE
from gui.widgets.tile_opener import scrolls

MARKS_FORMAT = QImage.Format.Format_ARGB32_Premultiplied


class PoolMap(ClickableMap):
    """Shows one (H, W) map at whole-pixel zoom, with padding, window grid and outlined cells.

    A cell is one of the pooling's *input*.  A number of the pooled map takes several, so that
    it lies next to the input at the same scale.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
        ``objectName``.
    position : int
        Which of several maps this is; part of the signals.

    Signals
    -------
    large_wanted(int, tuple)
        The wheel was turned over a number, or + pressed.
    """

    large_wanted = Signal(int, object)

    def __init__(
        self, theme: CurrentTheme, name: str, position: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, name, position, parent)
        self._outline = PoolOutline()
        self._marks: IntArray = np.zeros((0, 0), np.uint32)
        self._pinned: QRect | None = None
        self._pointed: QRect | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def outline(self) -> PoolOutline:
        """What is drawn on top of the numbers."""
        return self._outline

    @property
    def boxes(self) -> tuple[QRect | None, QRect | None]:
        """The selected window and the one under the mouse, in input cells."""
        return self._pinned, self._pointed

    def show_map(self, values: FloatArray, limit: float, outline: PoolOutline) -> None:
        """Show `values` of shape (H, W); `limit` gets the full colour.  Not copied."""
        self._values, self._limit, self._outline = values, limit, outline
        self._recolor()

    def set_boxes(self, pinned: QRect | None, pointed: QRect | None) -> None:
        """Outline the selected window and the one under the mouse, in input cells."""
        if (pinned, pointed) != (self._pinned, self._pointed):
            is_other = pinned != self._pinned
            self._pinned, self._pointed = pinned, pointed
            if is_other:
                announce(self)
            self.update()

    @property
    def _cell_size(self) -> int:
        return self._outline.cell_size

    @property
    def _origin(self) -> tuple[int, int]:
        return self._outline.origin

    def sizeHint(self) -> QSize:
        rows, columns = self._outline.extent
        return QSize(columns * 8 + 2, rows * 8 + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(64, 64)

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
            self._hatch(painter, frame, theme.line, Qt.BrushStyle.BDiagPattern)
        image = QImage(self._colors.data, w, h, 4 * w, QImage.Format.Format_RGB32)
        painter.drawImage(tile, image)
        rows, columns = self._marks.shape
        marks = QImage(self._marks.data, columns, rows, 4 * columns, MARKS_FORMAT)
        painter.drawImage(frame.topLeft(), marks)
        painter.setPen(QColor(theme.line))
        painter.drawRect(frame.adjusted(-1, -1, 0, 0))
        self._draw_box(painter, self._pointed, 1)
        self._draw_box(painter, self._pinned, 2)
        self._paint_cursor(painter)
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        cell = self.cell_at(event.position().toPoint())
        is_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        is_up = event.angleDelta().y() > 0
        if cell is None or not is_up or (scrolls(self) and not is_control):
            event.ignore()  # what it lies in scrolls
            return
        self.large_wanted.emit(self._position, cell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in ENLARGE and not is_control and self._values.size:
            self.large_wanted.emit(self._position, self._clamped())
        else:
            super().keyPressEvent(event)

    def _marked(self) -> QRect | None:
        if self._pinned is None:
            return None
        size, (top, left) = self._cell_size, self._origin
        first = (self._pinned.x() - left) // size, (self._pinned.y() - top) // size
        extent = max(1, self._pinned.width() // size), max(1, self._pinned.height() // size)
        return QRect(*first, *extent)

    def _draw_box(self, painter: QPainter, box: QRect | None, width: int) -> None:
        if box is None:
            return
        self._set_outline(painter, self._theme.theme.text, width)
        painter.drawRect(self._on_screen(box).adjusted(-1, -1, 0, 0))

    def _colored(self) -> IntArray:
        return colors_of(self._values, self._limit, self._theme.theme, ColorCode.SIGN)

    def _recolor(self) -> None:
        super()._recolor()
        self._mark()

    def _on_zoomed(self) -> None:
        self._mark()

    def _mark(self) -> None:
        self._marks = draw_marks(self._outline, self._zoom, self._theme.theme)
