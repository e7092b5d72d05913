"""On how many images both runs are right, one of them, or neither."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.evaluation.two_judged import Agreement, TwoJudged
from core.number_text import share_text
from core.number_words import counted
from gui.judging.picture import EvaluationPicture
from gui.theme.fonts import BODY, CONTROL, READ_OUT, number_writer, text_font
from gui.theme.theme import CurrentTheme
from gui.widgets.selection_outline import paint_outline

WIDTH, HEIGHT, GAP = 108, 52, 4
LEFT, TOP = 64, 26
CELLS = (
    (Agreement.BOTH, Agreement.ONLY_FIRST),
    (Agreement.ONLY_SECOND, Agreement.NEITHER),
)
WORDS = {
    Agreement.BOTH: "both are right",
    Agreement.ONLY_FIRST: "only A is right",
    Agreement.ONLY_SECOND: "only B is right",
    Agreement.NEITHER: "neither is right",
}


class AgreementTable(EvaluationPicture):
    """Two rows and two columns; a click shows the images of a cell.

    Signals
    -------
    chosen(Agreement)
    """

    chosen = Signal(object)

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, "Which run is right on how many images", parent)
        self._both: TwoJudged | None = None
        self._selected = Agreement.ONLY_SECOND
        self._under_mouse: tuple[int, int] | None = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(self.sizeHint())

    @property
    def selected(self) -> Agreement:
        """Whose images are shown."""
        return self._selected

    def show_both(self, both: TwoJudged) -> None:
        """Show other numbers."""
        self._both = both
        self.update()

    def rect_of(self, agreement: Agreement) -> QRect:
        """Return where a cell is."""
        row, column = next(
            (r, c) for r, line in enumerate(CELLS) for c, one in enumerate(line)
            if one is agreement
        )  # fmt: skip
        return QRect(LEFT + column * (WIDTH + GAP), TOP + row * (HEIGHT + GAP), WIDTH, HEIGHT)

    def sentence(self, agreement: Agreement) -> str:
        """Return what a cell says."""
        if self._both is None:
            return "nothing judged yet"
        count = self._both.count(agreement)
        return f"on {counted(count, 'image')} {WORDS[agreement]}"

    def spoken_value(self) -> str:
        """Return what the cell says that has the keyboard, or the chosen one."""
        place = self.walked_to
        return self.sentence(self._selected if place is None else CELLS[place[0]][place[1]])

    def sizeHint(self) -> QSize:
        return QSize(LEFT + 2 * WIDTH + GAP + 4, TOP + 2 * HEIGHT + GAP + 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self._place_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(None)
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and place is not None:
            self._put_cursor(*place)
            self._open(*place)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = self._painter(), self.colors
        painter.setFont(text_font(BODY))
        painter.setPen(QColor(theme.muted))
        middle = Qt.AlignmentFlag.AlignCenter
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for at, text in enumerate(("right", "wrong")):
            column = QRect(LEFT + at * (WIDTH + GAP), 0, WIDTH, TOP - 4)
            row = QRect(0, TOP + at * (HEIGHT + GAP), LEFT - 8, HEIGHT)
            painter.drawText(column, middle, f"B {text}")
            painter.drawText(row, right, f"A {text}")
        for line in CELLS:
            for agreement in line:
                self._paint_cell(painter, agreement)
        paint_outline(painter, self.rect_of(self._selected), theme)
        if self.walked_to is not None:
            row_at, column_at = self.walked_to
            place = self.rect_of(CELLS[row_at][column_at])
            paint_outline(painter, place, theme, is_focus=True)
        painter.end()

    def _paint_cell(self, painter: QPainter, agreement: Agreement) -> None:
        theme, place = self.colors, self.rect_of(agreement)
        fill = {Agreement.BOTH: theme.ok_soft, Agreement.NEITHER: theme.error_soft}
        is_pointed = (
            self._under_mouse is not None
            and CELLS[self._under_mouse[0]][self._under_mouse[1]] is agreement
        )
        painter.setPen(QColor(theme.muted if is_pointed else theme.line))
        painter.setBrush(QColor(fill.get(agreement, theme.raised)))
        painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        if self._both is None:
            return
        count = self._both.count(agreement)
        images = sum(len(one) for one in self._both.places.values())
        painter.setPen(QColor(theme.text))
        above = QRect(place.left(), place.top() + 4, WIDTH, HEIGHT // 2)
        number_writer(READ_OUT, bold=True).write(painter, above, f"{count:,}")
        painter.setPen(QColor(theme.muted))
        below = QRect(place.left(), place.top() + HEIGHT // 2 + 2, WIDTH, HEIGHT // 2 - 6)
        number_writer(CONTROL).write(painter, below, share_text(count, images))

    def _place_at(self, point: QPoint) -> tuple[int, int] | None:
        for row, line in enumerate(CELLS):
            for column, agreement in enumerate(line):
                if self.rect_of(agreement).contains(point):
                    return row, column
        return None

    def _grid(self) -> tuple[int, int]:
        return (2, 2) if self._both is not None else (0, 0)

    def _point_at(self, place: tuple[int, int] | None) -> None:
        if place != self._under_mouse:
            self._under_mouse = place
            self.update()

    def _open(self, row: int, column: int) -> None:
        self._selected = CELLS[row][column]
        self.update()
        self.chosen.emit(self._selected)
