"""The matrix with the figures of its classes beside it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gui.judging.evaluation import Evaluation
from gui.panels.evaluate.class_table import ClassTable
from gui.panels.evaluate.matrix import ConfusionMatrix, MatrixNumbers
from gui.panels.evaluate.table_picture import Cell
from gui.theme.theme import CurrentTheme
from gui.widgets.notice_stack import NoticeStack
from gui.widgets.read_out import ReadOut
from gui.widgets.segmented_control import SegmentedControl

_SHARES = (
    (MatrixNumbers.COUNTS, "Counts", "How many images."),
    (MatrixNumbers.BY_ROW, "By row", "Percent of the images of the true class."),
    (MatrixNumbers.BY_COLUMN, "By column", "Percent of the images that are called so."),
)
HINT = "Rows: true class. Columns: what it says."
ONE_CLASS = "There is only one class, so nothing can be confused."
TOO_MANY = (
    "With more than 1,000 classes there is no table of all pairs; see the images instead."
)
BETWEEN = 20
TITLE_ROW = 28
READ_OUT = 20
SPACING = 6
SCROLL_BAR = 12
LEAST_WIDTH = 300  # of title and choices


class ConfusionSection(QWidget):
    """Title, matrix, table, and the sentence of the cell under the mouse.

    Signals
    -------
    chosen(int, int)
        A cell was clicked.
    entered(int, int)
        Enter was pressed on a cell.
    """

    chosen = Signal(int, int)
    entered = Signal(int, int)

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._is_shown = self._is_upright = False
        self._selected: Cell | None = None
        self._build(theme, name)

    @property
    def pictures(self) -> tuple[ConfusionMatrix, ClassTable]:
        """What pales while another step is judged."""
        return self._matrix, self._table

    def show_evaluation(self, evaluation: Evaluation) -> None:
        """Show what is taken for what."""
        counts, figures = evaluation.judgement.confusion, evaluation.judgement.per_class
        self._evaluation = evaluation
        self._is_shown = counts is not None and len(figures) > 1
        if counts is None or len(figures) == 1:
            self._stack.show_notice(TOO_MANY if counts is None else ONE_CLASS)
            return
        self._matrix.show_counts(counts, evaluation.names)
        self._lay_out()
        self._stack.show_view()
        self._say("")

    def show_selected(self, cell: Cell | None) -> None:
        """Frame the cell whose images are shown."""
        self._selected = cell if self._is_shown else None
        self._matrix.show_selected(self._selected)
        self._say("")

    def width_of(self, *, is_upright: bool) -> int:
        """Return how wide it is with the table below the matrix, or beside it."""
        return self._board_size(is_upright=is_upright).width() + 2

    def set_room(self, height: int, *, is_upright: bool) -> None:
        """Make the cells as large as fits into a height, title and sentence included.

        Parameters
        ----------
        height : int
        is_upright : bool
            Whether the table stands below the matrix.
        """
        self._is_upright = is_upright
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.TopToBottom if is_upright else direction.LeftToRight)
        self._matrix.set_room(height - self._around())
        self._lay_out()

    def sizeHint(self) -> QSize:
        board = self._board_size() if self._is_shown else QSize(400, 120)
        return QSize(board.width() + 2, board.height() + self._around())

    def minimumSizeHint(self) -> QSize:
        return QSize(300, 160)

    def _board_size(self, *, is_upright: bool | None = None) -> QSize:
        matrix, table = self._matrix.sizeHint(), self._table.sizeHint()
        if self._is_upright if is_upright is None else is_upright:
            width = max(matrix.width(), table.width(), LEAST_WIDTH)
            return QSize(width, matrix.height() + BETWEEN + table.height())
        return QSize(matrix.width() + BETWEEN + table.width(), matrix.height())

    def _around(self) -> int:
        return TITLE_ROW + READ_OUT + 2 * SPACING + SCROLL_BAR

    @Slot(str)
    def _say(self, sentence: str) -> None:
        if sentence:
            self._read_out.show_text(sentence)
        elif self._selected is not None:
            self._read_out.show_text(self._matrix.spoken_value())
        else:
            self._read_out.show_hint()

    @Slot(str)
    def _on_share(self, share: str) -> None:
        self._matrix.show_share(MatrixNumbers(share))
        self._lay_out()

    def _lay_out(self) -> None:
        if self._is_shown:
            names = self._matrix.row_names if self._is_upright else ()
            figures = self._evaluation.judgement.per_class
            self._table.show_figures(figures, self._matrix.cell, names)
            self._board.setFixedSize(self._board_size())

    def _build(self, theme: CurrentTheme, name: str) -> None:
        title = QLabel("Confusion")
        title.setObjectName(f"{name}_title")
        title.setProperty("role", "title")
        self._share = SegmentedControl(_SHARES, name=f"{name}_share")
        self._share.chosen.connect(self._on_share)
        self._matrix = ConfusionMatrix(theme, f"{name}_matrix")
        self._matrix.chosen.connect(self.chosen)
        self._matrix.entered.connect(self.entered)
        self._matrix.pointed.connect(self._say)
        self._table = ClassTable(theme, f"{name}_table")
        self._board = QWidget()
        row = self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._board)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(BETWEEN)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self._matrix, 0, top)
        row.addWidget(self._table, 0, top)
        row.addStretch(1)
        scroll = QScrollArea()
        scroll.setObjectName(f"{name}_scroll")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._board)
        self._read_out = ReadOut(f"{name}_read_out", HINT)
        self._read_out.setFixedHeight(READ_OUT)
        titles = QHBoxLayout()
        titles.addWidget(title)
        titles.addStretch(1)
        titles.addWidget(self._share)
        title.setMinimumHeight(TITLE_ROW)
        body = QWidget()
        self._stack = NoticeStack(body, scroll, f"{name}_message")
        body.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACING)
        column.addLayout(titles)
        column.addWidget(self._read_out)
        column.addWidget(body, 1)
