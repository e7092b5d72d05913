"""Which runs are to be trained together, and what is done with those that are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.twins.presets import TWIN_PRESETS
from core.twins.twin_preset import TwinPreset
from gui.state.pair_at_hand import LETTERS
from gui.widgets.choice_box import ChoiceBox

OWN, MORE = "own", "more"
WIDEST_NAME = 240
OWN_TITLE = "The shown run against the edited settings"
OWN_LOOK_FOR = (
    "Change anything in the Experiment panel: A is the run as it was, B has the settings as "
    "they are now."
)
MORE_TITLE = "These, and one more with the edited settings"
MORE_LOOK_FOR = (
    "Change anything in the Experiment panel: A and its twins begin anew, along with one that "
    "has the settings as they are now."
)
FORMER_LOOK_FOR = (
    "It learned from the same batches as the shown run: both are opened and go on together; "
    "one that is behind makes up for it."
)


class TwinBar(QWidget):
    """A list of pairs and groups, and buttons.

    Parameters
    ----------
    name : str
        The controls are called ``{name}_pairs``, ``{name}_begin`` and so on.

    Signals
    -------
    begin_wanted(), end_wanted(), choice_changed()
    other_wanted(int), side_by_side_wanted(int), rest_wanted(int)
        Of the twin in the list: 0 for B.
    """

    begin_wanted = Signal()
    end_wanted = Signal()
    choice_changed = Signal()
    other_wanted = Signal(int)
    side_by_side_wanted = Signal(int)
    rest_wanted = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offered: list[tuple[str, str]] = []
        self._pairs = _list(f"{name}_pairs", "Runs to train together", 14)
        for preset in TWIN_PRESETS.values():
            self._pairs.addItem(preset.title, preset.id)
        self._pairs.addItem(OWN_TITLE, OWN)
        self._which = _list(f"{name}_which", "Twin", 1)
        self._which.setMaximumWidth(WIDEST_NAME)
        self._which.setToolTip("Which twin the buttons beside this are about.")
        self._look_for = QLabel()
        self._look_for.setObjectName(f"{name}_look_for")
        self._look_for.setProperty("role", "muted")
        self._look_for.setWordWrap(True)
        self._begin = _button(name, "begin", "Train this pair")
        self._end = _button(name, "end", "End the pair")
        self._end.setToolTip("Begin A anew, alone; all runs so far are kept.")
        self._other = _button(name, "other", "")
        self._compare = _button(name, "side_by_side", "Side by side")
        self._compare.setToolTip("Filters, maps and judgements of both, and how they differ.")
        self._rest = _button(name, "rest", "")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._with_pair = (self._other, self._compare, self._rest)
        for parts in (
            (self._pairs, self._begin, self._end),
            (self._which, *self._with_pair),
        ):
            row = QHBoxLayout()
            row.setSpacing(8)
            for part in parts:
                row.addWidget(part, 1 if isinstance(part, QComboBox) else 0)
            row.addStretch()
            column.addLayout(row)
        column.insertWidget(1, self._look_for)
        self._begin.clicked.connect(self.begin_wanted)
        self._end.clicked.connect(self.end_wanted)
        self._other.clicked.connect(self._on_other)
        self._compare.clicked.connect(self._on_compare)
        self._rest.clicked.connect(self._on_rest)
        self._pairs.currentIndexChanged.connect(self._on_chosen)
        self._which.currentIndexChanged.connect(self._show_words)
        self._on_chosen()

    @property
    def preset(self) -> TwinPreset | None:
        """The preset that is chosen; None for anything else."""
        return TWIN_PRESETS.get(self._pairs.currentData())

    @property
    def former(self) -> Path | None:
        """The run that is chosen to go on with the shown one; None for anything else."""
        is_former = self._pairs.currentData() not in (*TWIN_PRESETS, OWN, MORE)
        return Path(self._pairs.currentData()) if is_former else None

    @property
    def is_one_more(self) -> bool:
        """Whether one more is to be added to the twins there are."""
        return bool(self._pairs.currentData() == MORE)

    def offer(self, former: Sequence[tuple[str, Path]], *, one_more: bool) -> None:
        """Offer what depends on the runs there are, besides what is always offered.

        Parameters
        ----------
        former : sequence of (name, file)
            Runs that may go on together with the shown one.
        one_more : bool
            Whether there are twins, and room for another one.
        """
        offered = [(f"The shown run with “{name}”", str(path)) for name, path in former]
        if one_more:
            offered.insert(0, (MORE_TITLE, MORE))
        if self._offered == offered:
            return
        self._offered = offered
        chosen = self._pairs.currentData()
        with QSignalBlocker(self._pairs):
            while self._pairs.count() > len(TWIN_PRESETS) + 1:
                self._pairs.removeItem(self._pairs.count() - 1)
            for title, data in offered:
                self._pairs.addItem(title, data)
            self._pairs.setCurrentIndex(max(0, self._pairs.findData(chosen)))
        self._on_chosen()

    def show_twins(self, names: Sequence[str], *, has_begun: bool, can_end: bool) -> None:
        """Offer what can be done with twins of these names.

        Parameters
        ----------
        names : sequence of str
            Of B, C …; empty without twins.
        has_begun : bool
            Whether they have taken a step.
        can_end : bool
            Whether there are twins, or there would be if they could be built.
        """
        items = [f"{letter}  {name}" for letter, name in zip(LETTERS[1:], names, strict=False)]
        if items != [self._which.itemText(at) for at in range(self._which.count())]:
            with QSignalBlocker(self._which):
                self._which.clear()
                self._which.addItems(items)
        self._which.setVisible(len(items) > 1)
        for button in self._with_pair:
            button.setVisible(bool(items))
            button.setEnabled(has_begun)
        self._end.setVisible(can_end)
        self._end.setText("End the pair" if len(items) < 2 else "End all twins")
        self._show_words()

    @property
    def _at(self) -> int:
        return max(0, self._which.currentIndex())

    @Slot()
    def _show_words(self) -> None:
        letter = LETTERS[1 + self._at]
        self._other.setText(f"Show {letter} everywhere")
        self._other.setToolTip(
            f"Make {letter} the shown run: every panel and the ledger shows it, and A becomes "
            f"{'the other one' if self._which.count() < 2 else letter}."
        )
        self._rest.setText(f"Let {letter} rest")
        self._rest.setToolTip(f"Go on from here without {letter}, which is kept as it is.")

    @Slot()
    def _on_other(self) -> None:
        self.other_wanted.emit(self._at)

    @Slot()
    def _on_compare(self) -> None:
        self.side_by_side_wanted.emit(self._at)

    @Slot()
    def _on_rest(self) -> None:
        self.rest_wanted.emit(self._at)

    @Slot()
    def _on_chosen(self) -> None:
        preset = self.preset
        begin, tip = "Train this pair", "Begin all anew at step 0; the runs so far are kept."
        if preset is not None:
            look_for = preset.look_for
            if len(preset.recipes) > 2:
                begin = f"Train all {len(preset.recipes)}"
        elif self.former is not None:
            look_for = FORMER_LOOK_FOR
            begin, tip = "Join them", "Open both at the last step that was saved of each."
        elif self.is_one_more:
            look_for, begin = MORE_LOOK_FOR, "Train them all"
        else:
            look_for = OWN_LOOK_FOR
        self._look_for.setText(look_for)
        self._begin.setText(begin)
        self._begin.setToolTip(tip)
        self.choice_changed.emit()


def _list(name: str, title: str, least: int) -> QComboBox:
    box = ChoiceBox()
    box.setObjectName(name)
    box.setAccessibleName(title)
    box.setMinimumContentsLength(least)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return box


def _button(name: str, what: str, text: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(f"{name}_{what}")
    return button
