"""Which pair is to be trained, and what is done with the one that is."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.experiment import Experiment
from core.twins.pairs import PAIRS
from core.twins.twin_pair import TwinPair

OWN = "own"
OWN_TITLE = "The shown run against the edited settings"
OWN_LOOK_FOR = (
    "Change anything in the Experiment panel: A is the run as it was, B has the settings as "
    "they are now."
)


class PairBar(QWidget):
    """A list of pairs, and buttons.

    Parameters
    ----------
    name : str
        The controls are called ``{name}_pairs``, ``{name}_begin`` and so on.

    Signals
    -------
    begin_wanted(), end_wanted(), other_wanted(), side_by_side_wanted()
    """

    begin_wanted = Signal()
    end_wanted = Signal()
    other_wanted = Signal()
    side_by_side_wanted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pairs = QComboBox()
        self._pairs.setObjectName(f"{name}_pairs")
        self._pairs.setAccessibleName("Pair")
        self._pairs.setMinimumContentsLength(14)
        self._pairs.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        for pair in PAIRS.values():
            self._pairs.addItem(pair.title, pair.id)
        self._pairs.addItem(OWN_TITLE, OWN)
        self._look_for = QLabel()
        self._look_for.setObjectName(f"{name}_look_for")
        self._look_for.setProperty("role", "muted")
        self._look_for.setWordWrap(True)
        self._begin = _button(name, "begin", "Train this pair")
        self._begin.setToolTip("Begin both anew at step 0; the run so far is kept.")
        self._end = _button(name, "end", "End the pair")
        self._end.setToolTip("Begin A anew, alone; both runs so far are kept.")
        self._other = _button(name, "other", "Show B everywhere")
        self._other.setToolTip(
            "Make B the shown run: every panel and the ledger shows it, and A becomes the "
            "other one."
        )
        self._compare = _button(name, "side_by_side", "Side by side")
        self._compare.setToolTip("Filters, maps and judgements of both, and how they differ.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for parts in ((self._pairs, self._begin, self._end), (self._other, self._compare)):
            row = QHBoxLayout()
            row.setSpacing(8)
            for part in parts:
                row.addWidget(part, 1 if part is self._pairs else 0)
            row.addStretch()
            column.addLayout(row)
        column.insertWidget(1, self._look_for)
        self._begin.clicked.connect(self.begin_wanted)
        self._end.clicked.connect(self.end_wanted)
        self._other.clicked.connect(self.other_wanted)
        self._compare.clicked.connect(self.side_by_side_wanted)
        self._pairs.currentIndexChanged.connect(self._on_chosen)
        self._on_chosen()

    @property
    def chosen(self) -> TwinPair | None:
        """The pair of the list; None for the shown run against the edited settings."""
        return PAIRS.get(self._pairs.currentData())

    def show_pair(self, *, is_pair: bool, has_begun: bool) -> None:
        """Offer what can be done with a pair, if there is one."""
        for button in (self._end, self._other, self._compare):
            button.setVisible(is_pair)
        for button in (self._other, self._compare):
            button.setEnabled(has_begun)

    @Slot()
    def _on_chosen(self) -> None:
        pair = self.chosen
        self._look_for.setText(OWN_LOOK_FOR if pair is None else pair.look_for)


def experiments_of(
    pair: TwinPair | None, edited: Experiment, shown: Experiment | None
) -> tuple[Experiment, Experiment] | None:
    """Return what A and B are to be, on the data of the edited one; None if they are alike."""
    if pair is not None:
        return pair.first.replace(data=edited.data), pair.second.replace(data=edited.data)
    if shown is None or edited.replace(name=shown.name) == shown:
        return None
    return shown, edited


def _button(name: str, what: str, text: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(f"{name}_{what}")
    return button
