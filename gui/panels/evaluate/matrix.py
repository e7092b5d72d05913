"""What is taken for what, as a square of numbers."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from core.arrays import IntArray
from core.index_words import index_words
from core.number_text import fixed_text
from gui.judging.class_words import cell_sentence
from gui.panels.evaluate.table_picture import Cell, TablePicture
from gui.theme.fonts import BODY, CONTROL, number_writer, text_font
from gui.theme.mixed_color import mixed_color
from gui.theme.tensor_colors import text_on
from gui.theme.theme import CurrentTheme
from gui.widgets.selection_outline import paint_outline

CELL, LEAST_CELL = 35, 26
HEADER = 24
GAP = 8  # between names and cells
LONGEST_NAME = 112  # screen pixels
EMPTY: IntArray = np.zeros((0, 0), np.int64)
FAINTEST = 0.16  # colour of a single mistake, as a share of the error colour


class MatrixNumbers(StrEnum):
    """What the numbers are."""

    COUNTS = "counts"
    BY_ROW = "row"  # percent of the true class
    BY_COLUMN = "column"  # percent of what it says


class ConfusionMatrix(TablePicture):
    """Rows are true classes, columns what the network says; zeros are empty.

    Signals
    -------
    chosen(int, int)
        A cell was clicked: true class and predicted one.
    entered(int, int)
        The same by keyboard.
    """

    chosen = Signal(int, int)
    entered = Signal(int, int)

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, "Confusion matrix", parent)
        self._counts = EMPTY
        self._names: tuple[str, ...] = ()
        self._share = MatrixNumbers.COUNTS
        self._selected: Cell | None = None
        self._cell = self._column = CELL
        self._left_edge = 0

    @property
    def cell(self) -> int:
        """Side of a cell in screen pixels; rows of the table beside it are as high."""
        return self._cell

    @property
    def counts(self) -> IntArray:
        """What is shown, shape (classes, classes)."""
        return self._counts

    def show_counts(self, counts: IntArray, names: tuple[str, ...]) -> None:
        """Show a matrix, rows true, columns predicted."""
        self._counts, self._names = counts, names
        self._resize()

    def show_share(self, share: MatrixNumbers) -> None:
        """Write counts, or percentages."""
        self._share = share
        self._resize()

    def show_selected(self, cell: Cell | None) -> None:
        """Frame the cell whose images are shown."""
        if cell != self._selected:
            self._selected = cell
            self.update()

    def set_room(self, height: int) -> None:
        """Make cells as large as fits into a height."""
        count = max(1, len(self._names))
        cell = max(LEAST_CELL, min(CELL, (height - HEADER - 1) // count))
        if cell != self._cell:
            self._cell = cell
            self._resize()

    @property
    def row_names(self) -> tuple[str, ...]:
        """What is written before the rows."""
        return tuple(self._row_name(label) for label in range(len(self._names)))

    def rect_of(self, true: int, predicted: int) -> QRect:
        """Return where a cell is."""
        side, left = self._width, self._left
        return QRect(
            left + predicted * side, HEADER + true * self._cell, side - 1, self._cell - 1
        )

    def text_of(self, true: int, predicted: int) -> str:
        """Return what is written in a cell; nothing for zero."""
        count = int(self._counts[true, predicted])
        if not count or self._share is MatrixNumbers.COUNTS:
            return str(count) if count else ""
        is_row = self._share is MatrixNumbers.BY_ROW
        line = self._counts[true] if is_row else self._counts[:, predicted]
        percent = 100 * count / int(line.sum())
        if percent == 100:
            return "100"
        return ">99" if percent >= 99.95 else fixed_text(percent, 1)

    def spoken_value(self) -> str:
        """Return the sentence of the cell with the keyboard, or of the selected one."""
        place = self.walked_to or self._selected
        if place is None or max(place) >= len(self._names):
            return "nothing judged yet" if not self._names else "no cell is selected"
        return self.sentence(*place)

    def sizeHint(self) -> QSize:
        count = len(self._names)
        return QSize(self._left + count * self._width + 2, HEADER + count * self._cell + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = self._painter()
        area = event.rect()
        self._paint_names(painter, area)
        side, high = self._width, self._cell
        count = len(self._names)
        first_row = max(0, (area.top() - HEADER) // high)
        last_row = min(count, (area.bottom() - HEADER) // high + 1)
        first = max(0, (area.left() - self._left) // side)
        last = min(count, (area.right() - self._left) // side + 1)
        most = self._most_mistakes()
        for true in range(first_row, last_row):
            for predicted in range(first, last):
                self._paint_cell(painter, true, predicted, most)
        if self._selected is not None and max(self._selected) < count:
            paint_outline(painter, self.rect_of(*self._selected), self.colors)
        if self.walked_to is not None:
            paint_outline(painter, self.rect_of(*self.walked_to), self.colors, is_focus=True)
        painter.end()

    def _paint_cell(self, painter: QPainter, true: int, predicted: int, most: int) -> None:
        theme, place = self.colors, self.rect_of(true, predicted)
        count = int(self._counts[true, predicted])
        color = QColor(theme.surface)
        if count and true == predicted:
            color = QColor(theme.ok_soft)
        elif count:
            color = mixed_color(theme.surface, theme.error, max(FAINTEST, count / most))
        painter.setPen(QColor(theme.line))
        painter.setBrush(color)
        painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
        if count:
            is_plain = true == predicted or self.is_faded
            painter.setPen(QColor(theme.text if is_plain else text_on(color.rgb())))
            writer = number_writer(CONTROL)
            writer.write(painter, place, self.text_of(true, predicted))

    def _paint_names(self, painter: QPainter, area: QRect) -> None:
        theme = self.colors
        pointed = self._under_mouse or self._selected or (-1, -1)
        letters = QFontMetrics(text_font(BODY))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for label, name in enumerate(self._names):
            row, column = self.rect_of(label, 0), self.rect_of(0, label)
            if row.bottom() >= area.top() and row.top() <= area.bottom():
                place = QRect(0, row.top(), self._left - GAP, row.height())
                painter.setFont(text_font(BODY, bold=label == pointed[0]))
                painter.setPen(QColor(theme.truth))
                text = letters.elidedText(
                    self._row_name(label), Qt.TextElideMode.ElideRight, place.width() - 2
                )
                painter.drawText(place, right, text)
            if column.right() >= area.left() and column.left() <= area.right():
                place = QRect(column.left(), 0, column.width(), HEADER)
                is_pointed = label == pointed[1]
                painter.setFont(text_font(BODY, bold=is_pointed))
                painter.setPen(QColor(theme.text if is_pointed else theme.muted))
                text = name if self._are_short else index_words(label)
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    @property
    def _are_short(self) -> bool:
        """Whether every name fits over its column."""
        letters = QFontMetrics(text_font(BODY, bold=True))
        return all(letters.horizontalAdvance(name) <= LEAST_CELL for name in self._names)

    def _row_name(self, label: int) -> str:
        name = self._names[label]
        return name if self._are_short else f"{index_words(label)} {name}"

    def _resize(self) -> None:
        self._find_places()
        self.updateGeometry()
        self.resize(self.sizeHint())
        self.update()

    def _find_places(self) -> None:
        count = len(self._names)
        letters = QFontMetrics(text_font(BODY, bold=True))
        names = [self._row_name(label) for label in range(count)]
        widest = max((letters.horizontalAdvance(name) for name in names), default=0)
        self._left_edge = min(LONGEST_NAME, widest + 2) + GAP
        most = int(self._counts.max()) if self._counts.size else 0
        text = str(most) if self._share is MatrixNumbers.COUNTS else "99.9"
        self._column = max(self._cell, round(number_writer(CONTROL).width(text)) + 6)

    @property
    def _left(self) -> int:
        return self._left_edge if self._names else 0

    @property
    def _width(self) -> int:
        return self._column if self._names else self._cell

    def _most_mistakes(self) -> int:
        if not self._counts.size:
            return 1
        wrong = self._counts - np.diag(np.diagonal(self._counts))
        return max(1, int(wrong.max()))

    def _cell_at(self, point: QPoint) -> Cell | None:
        count = len(self._names)
        column = (point.x() - self._left) // self._width
        row = (point.y() - HEADER) // self._cell
        return (row, column) if 0 <= row < count and 0 <= column < count else None

    def sentence(self, row: int, column: int) -> str:
        """Return how many of a class are taken for which."""
        return cell_sentence(self._counts, row, column, self._names)

    def _choose(self, cell: Cell) -> None:
        self.chosen.emit(*cell)

    def _grid(self) -> Cell:
        return len(self._names), len(self._names)

    def _open(self, row: int, column: int) -> None:
        self.entered.emit(row, column)
