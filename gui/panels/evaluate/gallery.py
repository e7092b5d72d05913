"""The images of a cell, the worst mistakes, or the closest calls."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.arrays import IntArray
from core.evaluation.ranking import Ranking, in_cell, ranked
from core.number_words import counted
from gui.panels.evaluate.evaluation import Evaluation
from gui.theme.theme import CurrentTheme
from gui.widgets.class_words import short_name
from gui.widgets.gallery_view import NOTHING, GalleryView
from gui.widgets.segmented_control import SegmentedControl


class Source(StrEnum):
    """Which images are shown."""

    CELL = "cell"
    WRONG = "wrong"
    UNSURE = "unsure"


_SOURCES = (
    (Source.CELL, "This cell", "The images of the cell that is chosen in the matrix."),
    (Source.WRONG, "Most wrong", "All mistakes, the one with the largest loss first."),
    (Source.UNSURE, "Least sure", "All images, the closest call between two classes first."),
)
_ORDERS = (
    (Ranking.CONFIDENCE, "most sure first"),
    (Ranking.LOSS, "largest loss first"),
    (Ranking.MARGIN, "smallest margin first"),
)
#: What the images of a source are in order of, unless another order is chosen.
_OWN_ORDER = {Source.WRONG: Ranking.LOSS, Source.UNSURE: Ranking.MARGIN}
NO_CELL = "Click a cell of the matrix to see its images."

Cell = tuple[int, int]


class Gallery(QWidget):
    """Shows images in order; one that is clicked becomes the sample of every panel.

    Signals
    -------
    image_chosen(int)
        Index of the part.
    source_chosen()
    """

    image_chosen = Signal(int)
    source_chosen = Signal()

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._evaluation: Evaluation | None = None
        self._cell: Cell | None = None
        self._build(theme, name)

    @property
    def cell(self) -> Cell | None:
        """The chosen cell; None while images of all cells are shown."""
        return self._cell if self._source.current == Source.CELL else None

    @property
    def view(self) -> GalleryView:
        """The images."""
        return self._view

    def show_evaluation(self, evaluation: Evaluation) -> None:
        """Show what was judged now: the same cell, or at first that of the worst mistake."""
        is_first = self._evaluation is None
        self._evaluation = evaluation
        classes = len(evaluation.names)
        if self._cell is not None and max(self._cell) >= classes:
            self._cell = None
        if self._cell is None and evaluation.judgement.top_confusions:
            worst = evaluation.judgement.top_confusions[0]
            self._cell = worst.true, worst.predicted
        has_table = evaluation.judgement.confusion is not None
        if not has_table and is_first:
            self._source.choose(Source.WRONG)
        self._show(scroll=is_first)

    def show_cell(self, true: int, predicted: int) -> None:
        """Show exactly the images of a cell."""
        self._cell = true, predicted
        self._source.choose(Source.CELL)
        self._show(scroll=True)

    def show_selected(self, index: int) -> None:
        """Frame the shown sample; -1 for none of the part."""
        self._view.show_selected(index)

    def take_keyboard(self) -> None:
        """Let the keyboard walk through the images."""
        self._view.setFocus(Qt.FocusReason.TabFocusReason)

    def _show(self, *, scroll: bool) -> None:
        evaluation = self._evaluation
        if evaluation is None:
            return
        source = Source(self._source.current)
        ranking = Ranking(self._order.currentData())
        places, title = self._found(evaluation, source)
        if ranking is not _OWN_ORDER.get(source):
            places = ranked(evaluation.verdicts, places, ranking)
        self._title.setText(title)
        self._count.setText(counted(len(places), "image"))
        self._view.show_images(evaluation, places, ranking, is_mixed=source is not Source.CELL)
        if scroll:
            self._scroll.verticalScrollBar().setValue(0)

    def _found(self, evaluation: Evaluation, source: Source) -> tuple[IntArray, str]:
        if source is Source.WRONG:
            return evaluation.most_wrong, "Most wrong"
        if source is Source.UNSURE:
            return evaluation.least_sure, "Least sure"
        if self._cell is None:
            return NOTHING, NO_CELL
        true, predicted = (short_name(evaluation.names[label]) for label in self._cell)
        says = (
            f"{true} that it calls {predicted}" if true != predicted else f"{true}, and right"
        )
        return in_cell(evaluation.verdicts, *self._cell), says

    @Slot(str)
    def _on_source(self, source: str) -> None:
        order = _OWN_ORDER.get(Source(source), Ranking.CONFIDENCE)
        with QSignalBlocker(self._order):
            self._order.setCurrentIndex(self._order.findData(order.value))
        self._show(scroll=True)
        self.source_chosen.emit()

    @Slot(int)
    def _on_order(self, _at: int) -> None:
        self._show(scroll=True)

    @Slot()
    def _keep_in_sight(self) -> None:
        """Scroll to the image that the keyboard came to."""
        if (place := self._view.walked_to) is not None:
            middle = self._view.rect_of(self._view.at(*place)).center()
            self._scroll.ensureVisible(middle.x(), middle.y(), 0, 80)

    def _build(self, theme: CurrentTheme, name: str) -> None:
        self._title = QLabel(NO_CELL)
        self._title.setObjectName(f"{name}_title")
        self._title.setProperty("role", "title")
        self._count = QLabel()
        self._count.setObjectName(f"{name}_count")
        self._count.setProperty("role", "muted")
        self._source = SegmentedControl(_SOURCES, name=f"{name}_source")
        self._source.chosen.connect(self._on_source)
        self._order = QComboBox()
        self._order.setObjectName(f"{name}_order")
        self._order.setAccessibleName("Order of the images")
        self._order.setToolTip(
            "Sure: the probability of what it says. Loss: of this image alone. Margin: how far "
            "the second class is behind."
        )
        for ranking, text in _ORDERS:
            self._order.addItem(text, ranking.value)
        self._order.activated.connect(self._on_order)
        self._view = GalleryView(theme, f"{name}_images")
        self._view.image_chosen.connect(self.image_chosen)
        self._view.walked.connect(self._keep_in_sight)
        self._scroll = QScrollArea()
        self._scroll.setObjectName(f"{name}_scroll")
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._view)
        titles, choices = QHBoxLayout(), QHBoxLayout()
        for row, parts in (
            (titles, (self._title, self._count)),
            (choices, (self._source, self._order)),
        ):
            row.setSpacing(10)
            for part in parts:
                row.addWidget(part)
            row.addStretch(1)
        self._title.setMinimumHeight(28)
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(titles)
        column.addLayout(choices)
        column.addWidget(self._scroll, 1)
