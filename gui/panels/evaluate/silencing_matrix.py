"""What silencing each filter or unit costs each class, as a table of numbers."""

from __future__ import annotations

import math
from collections.abc import Collection

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from core.index_words import index_words, unit_words
from core.number_text import fixed_text, percent_text
from core.what_if.ablation import AblationMatrix
from gui.panels.evaluate.table_picture import Cell, TablePicture
from gui.theme.fonts import BODY, CONTROL, number_writer, text_font
from gui.theme.mixed_color import mixed_color
from gui.theme.tensor_colors import text_on
from gui.theme.theme import CurrentTheme
from gui.widgets.selection_outline import paint_outline

ROW, COLUMN = 30, 52
HEADER = 24
GAP = 8  # between names and cells, and before the column of all classes
MARK = 64  # room for what says that a row is silenced
FAINTEST, FULL = 0.14, 0.5  # of the colour; and the loss of accuracy that gets all of it
ALL = "all"
SILENCED = "silenced"


class SilencingMatrix(TablePicture):
    """Rows are filters or units, columns classes; the numbers are points of accuracy lost.

    Signals
    -------
    chosen(int)
        A row was clicked, or Enter pressed in it: the filter or unit.
    """

    chosen = Signal(int)

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, "Accuracy lost by silencing", parent)
        self._matrix: AblationMatrix | None = None
        self._lost: list[list[float]] = []
        self._names: tuple[str, ...] = ()
        self._silenced: frozenset[int] = frozenset()

    def show_matrix(self, matrix: AblationMatrix, names: tuple[str, ...]) -> None:
        """Show what silencing costs.

        Parameters
        ----------
        matrix : AblationMatrix
        names : tuple of str
            Of the classes.
        """
        self._matrix, self._names = matrix, names
        overall = matrix.lost_overall[:, None].tolist()
        self._lost = [
            [*one, *row] for one, row in zip(overall, matrix.lost.tolist(), strict=True)
        ]
        self.updateGeometry()
        self.resize(self.sizeHint())
        self.update()

    def show_silenced(self, units: Collection[int]) -> None:
        """Mark the rows that are silenced now."""
        self._silenced = frozenset(units)
        self.update()

    def rect_of(self, unit: int, column: int) -> QRect:
        """Return where a cell is; column 0 is all classes together."""
        left = self._left + column * COLUMN + (GAP if column else 0)
        return QRect(left, HEADER + unit * ROW, COLUMN - 1, ROW - 1)

    def text_of(self, unit: int, column: int) -> str:
        """Return what is written in a cell: points of accuracy; nothing for zero."""
        lost = self._lost[unit][column]
        if math.isnan(lost):
            return "–"
        return fixed_text(100 * lost, 1) if lost else ""

    def sentence(self, unit: int, column: int) -> str:
        """Return what a cell says."""
        matrix = self._matrix
        if matrix is None:
            return ""
        who = unit_words(matrix.units.noun, unit)
        if column == 0:
            whole = matrix.accuracy
            without = whole - self._lost[unit][0]
            of = "of all images"
        else:
            support = int(matrix.support[column - 1])
            if not support:
                return f"There is no image of {self._names[column - 1]}."
            whole = int(matrix.right[column - 1]) / support
            without = int(matrix.right_without[unit, column - 1]) / support
            of = f"of the {self._names[column - 1]}s"
        return (
            f"Without {who}, {percent_text(without)} {of} are right instead of "
            f"{percent_text(whole)}; a click silences it everywhere."
        )

    def spoken_value(self) -> str:
        """Return the sentence of the cell with the keyboard, or of the first."""
        if self._matrix is None:
            return "nothing judged yet"
        unit, column = self._clamped()
        silent = f", {SILENCED}" if unit in self._silenced else ""
        return f"{self.sentence(unit, column)}{silent}"

    def sizeHint(self) -> QSize:
        count = self._matrix.units.count if self._matrix else 0
        wide = self._left + (len(self._names) + 1) * COLUMN + GAP + MARK
        return QSize(wide, HEADER + count * ROW + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, area = self._painter(), event.rect()
        self._paint_names(painter)
        first = max(0, (area.top() - HEADER) // ROW)
        last = min(len(self._lost), (area.bottom() - HEADER) // ROW + 1)
        for unit in range(first, last):
            self._paint_row(painter, unit)
        for unit in self._silenced:
            if first <= unit < last:
                self._paint_mark(painter, unit)
        if self.walked_to is not None:
            place = self.rect_of(*self.walked_to)
            paint_outline(painter, place, self.colors, is_focus=True)
        painter.end()

    def _paint_row(self, painter: QPainter, unit: int) -> None:
        theme = self.colors
        is_silent = unit in self._silenced
        place = QRect(0, HEADER + unit * ROW, self._left - GAP, ROW - 1)
        painter.setFont(text_font(BODY, bold=is_silent))
        pointed = self._under_mouse is not None and self._under_mouse[0] == unit
        painter.setPen(QColor(theme.text if pointed or is_silent else theme.muted))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, right, self._row_name(unit))
        for column in range(len(self._names) + 1):
            self._paint_cell(painter, unit, column)

    def _paint_mark(self, painter: QPainter, unit: int) -> None:
        """Frame a silenced row, over its neighbours, and say what it is."""
        theme, top = self.colors, HEADER + unit * ROW
        end = self.rect_of(unit, len(self._names)).right()
        painter.setFont(text_font(CONTROL, bold=True))
        painter.setPen(QColor(theme.warning))
        mark = QRect(end + GAP, top, MARK - GAP, ROW - 1)
        painter.drawText(mark, Qt.AlignmentFlag.AlignVCenter, SILENCED)
        whole = QRect(self._left - 2, top - 1, end - self._left + 4, ROW + 1)
        paint_outline(painter, whole, theme)

    def _paint_cell(self, painter: QPainter, unit: int, column: int) -> None:
        theme, place = self.colors, self.rect_of(unit, column)
        lost = self._lost[unit][column]
        color = QColor(theme.surface)
        if lost and not math.isnan(lost):
            over = theme.error if lost > 0 else theme.ok
            color = mixed_color(theme.surface, over, max(FAINTEST, min(1.0, abs(lost) / FULL)))
        painter.setPen(QColor(theme.line))
        painter.setBrush(color)
        painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
        painter.setPen(QColor(theme.text if self.is_faded else text_on(color.rgb())))
        number_writer(CONTROL, bold=column == 0).write(
            painter, place, self.text_of(unit, column)
        )

    def _paint_names(self, painter: QPainter) -> None:
        theme = self.colors
        pointed = -1 if self._under_mouse is None else self._under_mouse[1]
        for column, name in enumerate((ALL, *self._names)):
            cell = self.rect_of(0, column)
            place = QRect(cell.left(), 0, cell.width(), HEADER)
            font = text_font(BODY, bold=column == pointed)
            painter.setFont(font)
            painter.setPen(QColor(theme.truth if column else theme.text))
            letters = QFontMetrics(font)
            is_short = letters.horizontalAdvance(name) <= place.width()
            text = name if is_short else index_words(column - 1)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    @property
    def _left(self) -> int:
        if self._matrix is None:
            return 0
        letters = QFontMetrics(text_font(BODY, bold=True))
        return letters.horizontalAdvance(self._row_name(self._matrix.units.count - 1)) + 2 + GAP

    def _row_name(self, unit: int) -> str:
        return unit_words(self._matrix.units.noun, unit) if self._matrix else ""

    def _cell_at(self, point: QPoint) -> tuple[int, int] | None:
        unit, columns = (point.y() - HEADER) // ROW, len(self._names) + 1
        x = point.x() - self._left
        column = x // COLUMN if x < COLUMN + GAP else (x - GAP) // COLUMN
        inside = 0 <= unit < len(self._lost) and point.y() >= HEADER
        return (unit, max(0, min(column, columns - 1))) if inside else None

    def _grid(self) -> tuple[int, int]:
        return len(self._lost), len(self._names) + 1

    def _choose(self, cell: Cell) -> None:
        self.chosen.emit(cell[0])

    def _open(self, row: int, column: int) -> None:
        self.chosen.emit(row)
