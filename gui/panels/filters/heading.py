"""What the shown weights are, and whether they are shown as a film-strip."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.arrays import shape_text
from core.inspection.filter_bank import FilterBank
from core.inspection.unknown_gradients import UNKNOWN_GRADIENTS
from core.inspection.weight_quantity import WeightQuantity, is_known
from core.training.snapshot import Snapshot
from gui.panels.filters.noun import noun_of
from gui.widgets.dynamic_property import set_dynamic_property
from gui.widgets.segmented_control import SegmentedControl

FILM_TITLE = "Weights since birth"
FILM_TIP = (
    "Every filter from the first step to the newest, out of the states that are kept. Click a "
    "picture to go there. The number is the cosine between the filter and its start: +1 still "
    "points where it began, 0 has nothing in common with it, −1 points the other way."
)
TIP = (
    "One tile per filter. A filter answers strongly where the picture under it is "
    "bright where the filter is blue, and dark where it is orange. Click a weight to "
    "select its filter, and to read in the ledger what became of the weight."
)
_TITLES = {
    WeightQuantity.VALUE: "Weights",
    WeightQuantity.GRADIENT: "dL/dw, as the optimiser got it",
    WeightQuantity.CHANGE: "Change since the start",
    WeightQuantity.LAST_CHANGE: "Change of the weights",
}
_NOT_YET = {
    WeightQuantity.VALUE: "",
    WeightQuantity.GRADIENT: "No step taken yet: gradients appear with the first batch.",
    WeightQuantity.CHANGE: "No step taken yet: weights change with the first batch.",
    WeightQuantity.LAST_CHANGE: "No step taken yet: weights change with the first batch.",
}
NO_BEFORE = "Take a step (B) to see what it changes."
_SPANS = (
    ("start", "Since the start", "The weights now minus those the run started with."),
    (
        "last",
        "By the last batch",
        "The weights now minus those at the last look: one batch earlier while stepping, "
        "some batches while training.",
    ),
)


class FilterHeading(QWidget):
    """Title and shape of the weights, a word if there is nothing to see yet, and a switch.

    Parameters
    ----------
    name : str
        ``objectName`` of the panel; the parts are called ``{name}_title`` and so on.

    Signals
    -------
    film_toggled()
    span_chosen()
        A change is to be counted from somewhere else.
    """

    film_toggled = Signal()
    span_chosen = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel()
        self._title.setObjectName(f"{name}_title")
        self._title.setToolTip(TIP)
        self._shape = QLabel()
        self._shape.setProperty("role", "caption")
        self._notice = QLabel()
        self._notice.setObjectName(f"{name}_notice")
        self._notice.setProperty("role", "muted")
        self._notice.setWordWrap(True)
        self._notice.hide()
        self._film = QPushButton("Film-strip")
        self._film.setObjectName(f"{name}_film_button")
        self._film.setCheckable(True)
        self._film.setToolTip(FILM_TIP)
        self._film.toggled.connect(self.film_toggled)
        self._span = SegmentedControl(_SPANS, name=f"{name}_span")
        self._span.chosen.connect(self._on_span_chosen)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._title)
        row.addWidget(self._shape)
        row.addStretch(1)
        row.addWidget(self._span)
        row.addWidget(self._film)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._notice)  # a line of its own: beside the rest it would be cut

    @property
    def is_film(self) -> bool:
        """Whether every filter is to be shown from the first step to the newest."""
        return self._film.isChecked() and not self._film.isHidden()

    @property
    def spoken(self) -> str:
        """What is shown, for who cannot see it."""
        return f"{self._title.text()}, {self._shape.text()}"

    def leave_film(self) -> None:
        """Show one state of the filters again."""
        self._film.setChecked(False)

    def spanned(self, quantity: WeightQuantity) -> WeightQuantity:
        """Return the quantity that is meant: a change may be one since the last look."""
        is_last = self._span.current == "last"
        is_change = quantity is WeightQuantity.CHANGE
        return WeightQuantity.LAST_CHANGE if is_change and is_last else quantity

    def show_bank(
        self, quantity: WeightQuantity, bank: FilterBank, snapshot: Snapshot, before: int | None
    ) -> None:
        """Say what is shown of which weights, and why some quantities are nothing.

        Parameters
        ----------
        quantity : WeightQuantity
        bank : FilterBank
        snapshot : Snapshot
        before : int or None
            The step since which the last change is counted, if one is known.
        """
        changes = (WeightQuantity.CHANGE, WeightQuantity.LAST_CHANGE)
        is_change = quantity in changes and not self.is_film
        self._span.setVisible(is_change)
        self._shape.setVisible(not is_change)  # leaves its room to the switch
        self._film.setVisible(not bank.is_matrix)  # one large picture makes no strip
        is_gradient = quantity is WeightQuantity.GRADIENT and not self.is_film
        role = "backward" if is_gradient else "title"
        title = FILM_TITLE if self.is_film else _TITLES[quantity]
        if quantity is WeightQuantity.LAST_CHANGE and before is not None and not self.is_film:
            title = f"Change by the last {_batches(snapshot.step - before)}"
        self._title.setText(title)
        set_dynamic_property(self._title, "role", role)
        inputs = bank.layer.input_shape[0] if bank.is_matrix else shape_text(bank.shape[:3])
        of = "inputs" if bank.is_matrix else ""
        self._shape.setText(f"{bank.units} {noun_of(bank)}s of {inputs} {of}".rstrip())
        notice = _NOT_YET[quantity] if snapshot.step == 0 else ""
        if quantity is WeightQuantity.LAST_CHANGE and before is None and not notice:
            notice = NO_BEFORE
        if not self.is_film and not notice and not is_known(quantity, snapshot):
            notice = UNKNOWN_GRADIENTS
        self._notice.setText(notice)
        self._notice.setVisible(bool(notice))

    def _on_span_chosen(self, _span: str) -> None:
        self.span_chosen.emit()


def _batches(number: int) -> str:
    return "batch" if number == 1 else f"{number:,} batches"
