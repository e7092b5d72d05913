"""The most frequent mistakes, as sentences."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from core.evaluation.confusion import Confusion
from core.number_text import percent_text
from gui.judging.class_words import short_name
from gui.judging.evaluation import Evaluation
from gui.judging.picture import EvaluationPicture
from gui.theme.fonts import CONTROL, number_writer, text_font
from gui.theme.text_writer import RIGHT
from gui.theme.theme import CurrentTheme
from gui.widgets.thin_frame import paint_frame

ROW = 28
MOST = 6
COUNT_WIDTH = 44
SHARE_WIDTH = 116
NO_MISTAKES = "The network makes no mistake on these images."


class MistakeList(EvaluationPicture):
    """Lines such as ``14 times a 9 is called 4``.

    Signals
    -------
    chosen(int, int)
        A line was clicked, or Enter pressed on it: true class and predicted one.
    """

    chosen = Signal(int, int)

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, "Most frequent mistakes", parent)
        self._mistakes: tuple[Confusion, ...] = ()
        self._evaluation: Evaluation | None = None
        self._selected: tuple[int, int] | None = None
        self._under_mouse: int | None = None
        self.setMouseTracking(True)

    def show_evaluation(self, evaluation: Evaluation) -> None:
        """Show what is confused most often."""
        self._evaluation = evaluation
        self._mistakes = evaluation.judgement.top_confusions[:MOST]
        self.updateGeometry()
        self.update()

    def show_selected(self, cell: tuple[int, int] | None) -> None:
        """Mark the line of the cell whose images are shown."""
        if cell != self._selected:
            self._selected = cell
            self.update()

    def sentence(self, row: int) -> str:
        """Return a whole line."""
        mistake = self._mistakes[row]
        times = "time" if mistake.count == 1 else "times"
        return f"{mistake.count:,} {times} {''.join(self._words(mistake))}"

    def share(self, row: int) -> str:
        """Return which share of a class is lost in that way."""
        mistake = self._mistakes[row]
        if self._evaluation is None:
            return ""
        support = self._evaluation.judgement.per_class[mistake.true].support
        name = self._names[mistake.true]
        of = f"of {name}s" if len(name) == 1 else "of them"
        return f"{percent_text(mistake.count / support)} {of}"

    def rect_of(self, row: int) -> QRect:
        """Return where a line is."""
        return QRect(0, row * ROW, self.width(), ROW)

    def spoken_value(self) -> str:
        """Return the line that has the keyboard, or the first."""
        if not self._mistakes:
            return "nothing judged yet" if self._evaluation is None else NO_MISTAKES
        row = self.walked_to[0] if self.walked_to else 0
        return f"{self.sentence(row)}, {self.share(row)}"

    def sizeHint(self) -> QSize:
        return QSize(330, max(1, len(self._mistakes)) * ROW + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(280, self.sizeHint().height())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().toPoint())
        self._point_at(None if row is None else (row, 0))

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(None)
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and row is not None:
            self._put_cursor(row, 0)
            self._open(row, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = self._painter(), self.colors
        painter.setFont(text_font(CONTROL))
        if not self._mistakes and self._evaluation is not None:
            painter.setPen(QColor(theme.muted))
            place = QRect(0, 0, self.width(), ROW)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, NO_MISTAKES)
        for row, mistake in enumerate(self._mistakes):
            place = self.rect_of(row)
            is_selected = (mistake.true, mistake.predicted) == self._selected
            if is_selected or row == self._under_mouse:
                painter.fillRect(place.adjusted(0, 1, 0, -1), QColor(theme.raised))
            if is_selected:
                painter.fillRect(QRect(0, place.top() + 1, 2, ROW - 2), QColor(theme.selection))
            painter.setPen(QColor(theme.line))
            painter.drawLine(place.bottomLeft(), place.bottomRight())
            painter.setPen(QColor(theme.text))
            number = QRect(0, place.top(), COUNT_WIDTH - 12, ROW)
            number_writer(CONTROL, bold=True).write(
                painter, number, f"{mistake.count:,}", RIGHT
            )
            painter.setPen(QColor(theme.muted))
            share = place.adjusted(0, 0, -8, 0)
            number_writer(CONTROL).write(painter, share, self.share(row), RIGHT)
            self._paint_words(painter, place, mistake)
            if self.walked_to is not None and self.walked_to[0] == row:
                paint_frame(painter, place, theme.selection)
        painter.end()

    def _paint_words(self, painter: QPainter, place: QRect, mistake: Confusion) -> None:
        """Write ``times a 9 is called 4``, the true class in its colour."""
        theme = self.colors
        x = COUNT_WIDTH
        room = place.width() - SHARE_WIDTH
        times = "time " if mistake.count == 1 else "times "
        before, true, between, predicted = self._words(mistake)
        for text, color, is_bold in (
            (times + before, theme.muted, False),
            (true, theme.truth, True),
            (between, theme.muted, False),
            (predicted, theme.text, True),
        ):
            font = text_font(CONTROL, bold=is_bold)
            letters = QFontMetrics(font)
            shown = letters.elidedText(text, Qt.TextElideMode.ElideRight, max(0, room - x))
            painter.setFont(font)
            painter.setPen(QColor(color))
            painter.drawText(
                QPoint(x, place.top() + (ROW + letters.ascent() - letters.descent()) // 2),
                shown,
            )
            x += letters.horizontalAdvance(shown)

    def _words(self, mistake: Confusion) -> tuple[str, str, str, str]:
        true, predicted = self._names[mistake.true], self._names[mistake.predicted]
        article = "an " if true[:1] in "8aeiouAEIOU" else "a "
        return article, short_name(true), " is called ", short_name(predicted)

    @property
    def _names(self) -> tuple[str, ...]:
        return () if self._evaluation is None else self._evaluation.names

    def _row_at(self, point: QPoint) -> int | None:
        row = point.y() // ROW
        return row if 0 <= row < len(self._mistakes) else None

    def _grid(self) -> tuple[int, int]:
        return len(self._mistakes), 1

    def _point_at(self, place: tuple[int, int] | None) -> None:
        self._under_mouse = None if place is None else place[0]
        self.update()

    def _open(self, row: int, column: int) -> None:
        mistake = self._mistakes[row]
        self.chosen.emit(mistake.true, mistake.predicted)
