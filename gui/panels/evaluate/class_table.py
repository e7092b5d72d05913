"""How well each class is recognised, in the rows of the matrix."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.evaluation.class_figures import ClassFigures
from core.number_text import percent_text
from gui.panels.evaluate.matrix import CELL, GAP, HEADER, LONGEST_NAME
from gui.theme.fonts import BODY, CONTROL, number_writer, text_font
from gui.theme.text_writer import RIGHT
from gui.theme.theme import CurrentTheme
from gui.widgets.class_words import many
from gui.widgets.evaluation_picture import EvaluationPicture

COLUMNS = ("recall", "precision", "F1", "images")
WIDTH = 66
BAR = 42  # screen pixels
FLOORS = (0.93, 0.8, 0.5)  # where bars may begin
NONE = "–"


class ClassTable(EvaluationPicture):
    """Recall, precision and F1 with thin bars, and how many images there are.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
    """

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, "Figures of each class", parent)
        self._figures: tuple[ClassFigures, ...] = ()
        self._names: tuple[str, ...] = ()
        self._row, self._left = CELL, 0
        self._floor = 0.0
        self._worst: tuple[float | None, ...] = (None, None, None)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_figures(
        self, figures: tuple[ClassFigures, ...], row: int, names: tuple[str, ...] = ()
    ) -> None:
        """Show the figures of every class.

        Parameters
        ----------
        figures : tuple of ClassFigures
        row : int
            Height of a row, in screen pixels.
        names : tuple of str
            What is written before the rows; nothing where they stand in others' rows.
        """
        self._figures, self._row, self._names = figures, row, names
        letters = QFontMetrics(text_font(BODY))
        widest = max((letters.horizontalAdvance(name) for name in names), default=-GAP)
        self._left = min(LONGEST_NAME, widest) + GAP
        columns = [[_shares(one)[at] for one in figures] for at in range(3)]
        there = [[share for share in column if share is not None] for column in columns]
        lowest = min((min(column) for column in there if column), default=0.0)
        self._floor = next((floor for floor in FLOORS if floor < lowest), 0.0)
        self._worst = tuple(
            min(column) if len(column) > 1 and min(column) < 1 else None for column in there
        )
        self.setToolTip(f"Bars begin at {percent_text(self._floor, 0)}.")
        self.updateGeometry()
        self.resize(self.sizeHint())
        self.update()

    def text_at(self, row: int, column: int) -> str:
        """Return what stands in a column of a class."""
        if column == len(COLUMNS) - 1:
            return f"{self._figures[row].support:,}"
        share = _shares(self._figures[row])[column]
        return NONE if share is None else percent_text(share)

    def spoken_value(self) -> str:
        """Return the number that has the keyboard, and of which class it is."""
        if not self._figures:
            return "nothing judged yet"
        row, column = self.walked_to or (0, 0)
        what = COLUMNS[column]
        return f"{what} of {many(self._figures[row].name)}: {self.text_at(row, column)}"

    def sizeHint(self) -> QSize:
        return QSize(
            self._left + len(COLUMNS) * WIDTH + 4, HEADER + len(self._figures) * self._row + 2
        )

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = self._painter()
        painter.setFont(text_font(CONTROL))
        painter.setPen(QColor(self.colors.muted))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for column, title in enumerate(COLUMNS):
            painter.drawText(QRect(self._left + column * WIDTH, 0, WIDTH, HEADER), right, title)
        area = event.rect()
        first = max(0, (area.top() - HEADER) // self._row)
        last = min(len(self._figures), (area.bottom() - HEADER) // self._row + 1)
        for row in range(first, last):
            top = HEADER + row * self._row
            painter.setPen(QColor(self.colors.line))
            painter.drawLine(0, top + self._row - 1, self.width(), top + self._row - 1)
            if self._names:
                self._paint_name(painter, self._names[row], top)
            for column in range(len(COLUMNS)):
                self._paint_number(painter, row, column, top)
        painter.end()

    def _paint_name(self, painter: QPainter, name: str, top: int) -> None:
        font, place = text_font(BODY), QRect(0, top, self._left - GAP, self._row - 1)
        text = QFontMetrics(font).elidedText(
            name, Qt.TextElideMode.ElideRight, place.width() + 1
        )
        painter.setFont(font)
        painter.setPen(QColor(self.colors.truth))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, right, text)

    def _paint_number(self, painter: QPainter, row: int, column: int, top: int) -> None:
        theme, is_share = self.colors, column < 3
        share = _shares(self._figures[row])[column] if is_share else None
        is_worst = share is not None and share == self._worst[column]
        color = QColor(theme.error if is_worst else theme.text if is_share else theme.muted)
        has_bar = is_share and self._row >= 30
        high = self._row - 1 - (7 if has_bar else 0)
        place = QRect(self._left + column * WIDTH, top, WIDTH, high)
        painter.setPen(color)
        number_writer(CONTROL).write(painter, place, self.text_at(row, column), RIGHT)
        if has_bar and share is not None:
            left, y = self._left + (column + 1) * WIDTH - BAR, top + self._row - 10
            length = BAR * max(0.0, share - self._floor) / (1 - self._floor)
            painter.setPen(Qt.PenStyle.NoPen)
            for width, fill in (
                (BAR, theme.line),
                (length, color if is_worst else theme.muted),
            ):
                painter.setBrush(QColor(fill))
                painter.drawRoundedRect(QRectF(left, y, width, 3), 1.5, 1.5)
        if self.walked_to == (row, column):
            letters = QFontMetrics(text_font(CONTROL))
            painter.setPen(QColor(theme.selection))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            middle = place.center().y()
            high = letters.height() + 2
            painter.drawRect(QRect(place.left() + 4, middle - high // 2, WIDTH - 2, high))

    def _grid(self) -> tuple[int, int]:
        return len(self._figures), len(COLUMNS)


def _shares(figures: ClassFigures) -> tuple[float | None, float | None, float | None]:
    return figures.recall, figures.precision, figures.f1
