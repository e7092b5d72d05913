"""A map under a window that slides: numbers, padding, gaps, and the window."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.arrays import FloatArray, IntArray
from core.inspection.slide_operand import CellKind
from core.number_text import cell_text
from gui.theme.fonts import CAPTION, CONTROL, number_font
from gui.theme.tensor_colors import (
    ColorCode,
    colors_of,
    text_on,
)
from gui.theme.theme import CurrentTheme
from gui.widgets.accessible_picture import announce
from gui.widgets.cell_numbers import NUMBER_ZOOM
from gui.widgets.grid_walk import ARROWS
from gui.widgets.pixel_map import PixelMap
from gui.widgets.selection_outline import paint_outline
from gui.widgets.walked_picture import Place

#: Where a key leads that goes as far as there is.
_FAR = {
    Qt.Key.Key_Home: (0, -1),
    Qt.Key.Key_End: (0, 1),
    Qt.Key.Key_PageUp: (-1, 0),
    Qt.Key.Key_PageDown: (1, 0),
}
LETTER = 0.6  # width of a digit for its height
VEIL = 205  # how much of the numbers that are not reached yet is hidden, of 255


class SlidingMap(PixelMap):
    """Shows one map at whole-pixel zoom; padding is hatched, gaps of a stride are dotted.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
        ``objectName``.
    position : int
        Which of several maps this is; part of the signals.

    Signals
    -------
    grabbed(int, tuple), dropped()
        `position`, row and column under the pressed mouse; let go.
    nudged(int, int)
        Rows and columns, by an arrow key.
    """

    MARGIN = 2

    grabbed = Signal(int, object)
    dropped = Signal()
    nudged = Signal(int, int)

    def __init__(
        self, theme: CurrentTheme, name: str, position: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, name, position, parent)
        self._kinds: IntArray | None = None
        self._code = ColorCode.SIGN
        self._span = QRect()
        self._box: QRect | None = None
        self._reached: int | None = None
        self._can_drag = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def box(self) -> QRect | None:
        """The outlined cells."""
        return self._box

    @property
    def reached(self) -> int | None:
        """How many cells, in row order, are shown; None for all."""
        return self._reached

    def show_map(
        self,
        values: FloatArray,
        kinds: IntArray | None,
        limit: float,
        code: ColorCode = ColorCode.SIGN,
    ) -> None:
        """Show `values` of shape (rows, columns), not copied; `limit` gets the full colour.

        Parameters
        ----------
        values : ndarray
        kinds : ndarray of `CellKind` or None
            None if every cell is a number.
        limit : float
        code : ColorCode
        """
        self._values, self._kinds, self._limit, self._code = values, kinds, limit, code
        self._span = QRect()
        if kinds is not None:
            rows, columns = (np.flatnonzero((kinds != 1).any(axis=axis)) for axis in (1, 0))
            if rows.size and columns.size:
                self._span = QRect(
                    QPoint(int(columns[0]), int(rows[0])),
                    QPoint(int(columns[-1]), int(rows[-1])),
                )
        self._recolor()

    def set_zoom(self, zoom: int) -> None:
        super().set_zoom(zoom)
        self.setFixedSize(self.sizeHint())  # of other values, even if the zoom is the same

    def set_box(self, box: QRect | None) -> None:
        """Outline some cells."""
        if box != self._box:
            self._box = box
            announce(self)
            self.update()

    def set_reached(self, reached: int | None) -> None:
        """Veil all cells but the first so many."""
        if reached != self._reached:
            self._reached = reached
            self.update()

    def set_draggable(self, *, can_drag: bool, hint: str) -> None:
        """Let the mouse and the arrow keys move the window; `hint` says so when focused."""
        self._can_drag = can_drag
        self.setAccessibleDescription(hint)
        shape = Qt.CursorShape.PointingHandCursor if can_drag else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)

    def sizeHint(self) -> QSize:
        h, w = self._values.shape
        return QSize(w * self._zoom + 4, h * self._zoom + 4)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position().toPoint())
        if self._can_drag and cell is not None and event.button() == Qt.MouseButton.LeftButton:
            self.grabbed.emit(self._position, cell)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if self._can_drag and event.buttons() & Qt.MouseButton.LeftButton:
            self.grabbed.emit(
                self._position, self.cell_at(event.position().toPoint(), nearest=True)
            )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._can_drag and event.button() == Qt.MouseButton.LeftButton:
            self.dropped.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        by = ARROWS.get(key)
        if key in _FAR:
            by = _FAR[key][0] * self._values.shape[0], _FAR[key][1] * self._values.shape[1]
        if by is None or not self._can_drag:
            super().keyPressEvent(event)
        else:
            self.nudged.emit(*by)
            announce(self)

    def _open(self, row: int, column: int) -> None:
        if self._can_drag:
            self.dropped.emit()

    @property
    def walked_to(self) -> Place | None:
        """The number that has the keyboard; where a window is moved, that is the place."""
        return None if self._can_drag else super().walked_to

    def _marked(self) -> QRect | None:
        return self._box

    def paintEvent(self, event: QPaintEvent) -> None:
        h, w = self._values.shape
        if not h or not w:
            return
        theme = self._theme.theme
        painter = QPainter(self)
        frame = self._on_screen(QRect(0, 0, w, h))
        if self._kinds is not None:
            self._hatch(painter, frame, theme.line, Qt.BrushStyle.BDiagPattern)
            if not self._span.isEmpty():
                gaps = self._on_screen(self._span)
                self._hatch(painter, gaps, theme.dim, Qt.BrushStyle.Dense6Pattern)
        image = QImage(self._colors.data, w, h, 4 * w, QImage.Format.Format_ARGB32)
        painter.drawImage(frame, image)
        if self._zoom >= NUMBER_ZOOM:
            self._write_numbers(painter)
        if self._reached is not None:
            self._veil(painter, self._reached)
        painter.setPen(QPen(QColor(theme.line)))
        painter.drawRect(frame.adjusted(-1, -1, 0, 0))
        if self._box is not None:
            box = self._on_screen(self._box)
            for color, outer in ((theme.background, 2), (theme.selection, 1)):
                self._set_outline(painter, color, 2)
                painter.drawRect(box.adjusted(-outer, -outer, outer, outer))
        if self._can_drag and self._is_walked and self.hasFocus():
            paint_outline(painter, frame.adjusted(0, 0, -1, -1), theme, is_focus=True)
        self._paint_cursor(painter)
        painter.end()

    def _write_numbers(self, painter: QPainter) -> None:
        wanted = (self._zoom - 2) / (len("+0.12") * LETTER)
        font = number_font(min(CONTROL, max(CAPTION, wanted)))
        painter.setFont(font)
        characters = int((self._zoom - 2) / QFontMetricsF(font).horizontalAdvance("0") + 0.01)
        for row, column in np.ndindex(self._values.shape):
            painter.setPen(QColor(text_on(self.color_at(row, column))))
            painter.drawText(
                self.cell_rect(row, column),
                Qt.AlignmentFlag.AlignCenter,
                cell_text(float(self._values[row, column]), min(characters, len("+0.12"))),
            )

    def _veil(self, painter: QPainter, reached: int) -> None:
        h, w = self._values.shape
        row, column = divmod(reached, w)
        color = QColor(self._theme.theme.surface)
        color.setAlpha(VEIL)
        painter.fillRect(self._on_screen(QRect(column, row, w - column, 1)), color)
        painter.fillRect(self._on_screen(QRect(0, row + 1, w, h - row - 1)), color)

    def _colored(self) -> IntArray:
        colors = colors_of(self._values, self._limit, self._theme.theme, self._code)
        if self._kinds is not None:
            colors = np.where(self._kinds == CellKind.NUMBER, colors, np.uint32(0))
        return colors
