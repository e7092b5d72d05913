"""The images of a cell, the worst mistakes, or the closest calls."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.arrays import IntArray
from core.evaluation.ranking import Ranking, in_cell, ranked
from core.number_words import counted
from gui.judging.class_words import many, short_name
from gui.judging.evaluation import Evaluation
from gui.judging.gallery_view import NOTHING, GalleryView
from gui.panels.evaluate.gallery_source import (
    ORDERS,
    OWN_ORDER,
    SELF_ORDERED,
    SHORT_TEXTS,
    SOURCES,
    TEXTS,
    Source,
)
from gui.theme.theme import CurrentTheme
from gui.widgets.choice_box import ChoiceBox
from gui.widgets.segmented_control import SegmentedControl

NO_CELL = "Click a cell to see its images."
MARK, UNMARK = "Mark", "Unmark"
ROOMY = 560  # screen pixels

Cell = tuple[int, int]


class Gallery(QWidget):
    """Shows images in order; one that is clicked becomes the sample of every panel.

    Signals
    -------
    image_chosen(int)
        Index of the part.
    source_chosen()
    mark_wanted(int)
        An image should be marked, or no longer.
    export_wanted()
        The images that are shown should become a table.
    """

    image_chosen = Signal(int)
    mark_wanted = Signal(int)
    export_wanted = Signal()
    source_chosen = Signal()

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._evaluation: Evaluation | None = None
        self._cell: Cell | None = None
        self._marked: tuple[int, ...] = ()
        self._is_reordered = False
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
        before, self._evaluation = self._evaluation, evaluation
        judged = evaluation.verdicts
        is_first = before is None
        classes = len(evaluation.names)
        if self._cell is not None and max(self._cell) >= classes:
            self._cell = None
        if (
            self._cell is not None
            and before is not None
            and before.request.part is not evaluation.request.part
            and not len(in_cell(judged, *self._cell))
        ):
            self._cell = None  # a mistake that is not made with these images
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
        self._offer_mark()

    def show_marked(self, marked: tuple[int, ...]) -> None:
        """Say which images of the part are marked, in the order in which they were."""
        self._marked = marked
        self._view.show_marked(frozenset(marked))
        self._offer_mark()
        if self._source.current == Source.MARKED:
            self._show(scroll=False)

    def show_trouble(self, text: str) -> None:
        """Say why marks are not kept, or a table not written; nothing if they are."""
        self._trouble.setText(text)
        self._trouble.setVisible(bool(text))

    @property
    def places(self) -> IntArray:
        """Indices of the images that are shown, in their order."""
        return self._view.places

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
        is_own = source in SELF_ORDERED and not self._is_reordered
        if not is_own and ranking is not OWN_ORDER.get(source):
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
        if source is Source.MISLABELLED:
            return evaluation.mislabelled, "Likely mislabelled"
        if source is Source.MARKED:
            count = len(evaluation.verdicts.rows)  # others are marks of another part
            return np.array([at for at in self._marked if at < count], np.int64), "Marked"
        if self._cell is None:
            return NOTHING, NO_CELL
        true, predicted = (evaluation.names[label] for label in self._cell)
        says = f"{many(true)} called {short_name(predicted)}"
        says = says[0].upper() + says[1:]
        return in_cell(evaluation.verdicts, *self._cell), says

    @Slot(str)
    def _on_source(self, source: str) -> None:
        self._is_reordered = False
        order = OWN_ORDER.get(Source(source), Ranking.CONFIDENCE)
        with QSignalBlocker(self._order):
            self._order.setCurrentIndex(self._order.findData(order.value))
        self._show(scroll=True)
        self.source_chosen.emit()

    @Slot(int)
    def _on_order(self, _at: int) -> None:
        self._is_reordered = True
        self._show(scroll=True)

    @Slot()
    def _keep_in_sight(self) -> None:
        """Scroll to the image that the keyboard came to."""
        if (place := self._view.walked_to) is not None:
            middle = self._view.rect_of(self._view.at(*place)).center()
            self._scroll.ensureVisible(middle.x(), middle.y(), 0, 80)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        texts = TEXTS if self.width() >= ROOMY else SHORT_TEXTS
        for source, text in texts.items():
            self._source.rename(source, text)

    def _offer_mark(self) -> None:
        """Offer to mark the framed image."""
        selected = self._view.selected
        self._mark.setEnabled(selected >= 0)
        self._mark.setText(UNMARK if selected in self._marked else MARK)

    @Slot()
    def _on_mark(self) -> None:
        if self._view.selected >= 0:
            self.mark_wanted.emit(self._view.selected)

    def _build(self, theme: CurrentTheme, name: str) -> None:
        self._title = QLabel(NO_CELL)
        self._title.setObjectName(f"{name}_title")
        self._title.setProperty("role", "title")
        self._title.setMinimumHeight(28)
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._count = QLabel()
        self._count.setObjectName(f"{name}_count")
        self._count.setProperty("role", "muted")
        self._source = SegmentedControl(SOURCES, name=f"{name}_source")
        self._source.chosen.connect(self._on_source)
        self._order = self._make_order(name)
        self._view = GalleryView(theme, f"{name}_images")
        self._view.image_chosen.connect(self.image_chosen)
        self._view.mark_wanted.connect(self.mark_wanted)
        self._view.walked.connect(self._keep_in_sight)
        self._scroll = QScrollArea()
        self._scroll.setObjectName(f"{name}_scroll")
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._view)
        self._mark, export = self._make_buttons(name)
        self._trouble = QLabel()
        self._trouble.setObjectName(f"{name}_trouble")
        self._trouble.setProperty("role", "error")
        self._trouble.setTextFormat(Qt.TextFormat.PlainText)
        self._trouble.setWordWrap(True)
        self._trouble.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for parts in ((self._title, self._count), (self._source,)):
            column.addLayout(_row_of(*parts))
        column.addWidget(self._scroll, 1)
        column.addLayout(_row_of(self._order, self._mark, export))
        column.addWidget(self._trouble)

    def _make_order(self, name: str) -> QComboBox:
        order = ChoiceBox()
        order.setObjectName(f"{name}_order")
        order.setAccessibleName("Order of the images")
        order.setToolTip(
            "Sure: the probability of what it says. Loss: of this image alone. Margin: how far "
            "the second class is behind."
        )
        for ranking, text in ORDERS:
            order.addItem(text, ranking.value)
        order.activated.connect(self._on_order)
        return order

    def _make_buttons(self, name: str) -> tuple[QPushButton, QPushButton]:
        mark, export = QPushButton(MARK), QPushButton("Export CSV…")
        mark.setObjectName(f"{name}_mark")
        mark.setEnabled(False)
        mark.setToolTip("Keep the framed image in your list (a right click does it, too).")
        mark.clicked.connect(self._on_mark)
        export.setObjectName(f"{name}_export")
        export.setToolTip("Save what is said of the images above as a table.")
        export.clicked.connect(self.export_wanted)
        return mark, export


def _row_of(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(10)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row
