"""What can be done to the selected filter or unit, and to its layer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.anatomy.map_chain import channel_source
from core.index_words import unit_words
from core.inspection.moment import Moment
from core.network_spec import LayerOutline
from core.what_if.edit import Edit
from core.what_if.freeze import Freeze
from core.what_if.redraw import Redraw
from core.what_if.silence import MEANING, Silence
from core.what_if.units import Units, all_units
from gui.panels.shown_unit import layer_within
from gui.state.lab_state import LabState
from gui.state.selection import Unit
from gui.widgets.choice_box import ChoiceBox

#: More of them than are listed one by one.
MOST_LISTED = 1_024
FREEZE_TIP = "Training leaves these weights as they are: that is seen in a branch."
REDRAW_TIP = "Draw these weights anew, as the layer's initialiser does."
NO_UNITS = (
    "This network has no filters and no hidden units: its weights can be changed in the ledger."
)


class UnitTools(QWidget):
    """Layer and unit, chosen here or in any other panel, and what can be done to them.

    Parameters
    ----------
    state : LabState
    name : str
    """

    def __init__(self, state: LabState, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._state = state
        self._units: tuple[Units, ...] = ()
        self._layer = self._unit = 0
        self._draws = 0
        self._layers, self._list = ChoiceBox(), ChoiceBox()
        for box, part, what in (
            (self._layers, "layer", "Layer"),
            (self._list, "unit", "Filter or unit"),
        ):
            box.setObjectName(f"{name}_{part}")
            box.setAccessibleName(what)
            box.setToolTip(f"{what} that is changed; a click in any panel chooses it, too.")
        self._layers.activated.connect(self._on_layer)
        self._list.activated.connect(self._on_unit)
        self._none = QLabel(NO_UNITS)
        self._none.setObjectName(f"{name}_none")
        self._none.setProperty("role", "muted")
        self._none.setWordWrap(True)
        chosen = QHBoxLayout()
        chosen.setSpacing(8)
        chosen.addWidget(self._layers)
        chosen.addWidget(self._list)
        chosen.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._none)
        column.addLayout(chosen)
        column.addLayout(self._buttons(name))

    def show_moment(self, moment: Moment) -> None:
        """Offer what a network has; follow the selection."""
        self._units = units = all_units(moment.outlines)
        has_units = bool(units)
        self._none.setVisible(not has_units)
        for part in (self._layers, self._list, *self._all_buttons, *self._row_titles):
            part.setVisible(has_units)
        if not has_units:
            return
        unit = self._state.selection.unit
        source = channel_source(moment.outlines, layer_within(moment.outlines, unit.layer))
        by_layer = {one.layer: one for one in units}
        if source in by_layer:
            self._layer, self._unit = source, unit.channel
        elif self._layer not in by_layer:
            self._layer, self._unit = units[0].layer, 0
        shown = by_layer[self._layer]
        self._unit = min(self._unit, shown.count - 1, MOST_LISTED - 1)
        self._list_units(shown)
        is_silent = (self._layer, self._unit) in self._state.what_if.silenced
        self._silence.setChecked(is_silent)
        title = unit_words(shown.noun, self._unit)
        self._row_titles[0].setText(title)
        self._row_titles[1].setText("the layer")
        self._meaning.setText(f"{MEANING} Here that is behind {shown.place_title}.")
        self._freeze.setEnabled(not _is_frozen(moment.outlines, self._layer, self._unit))
        self._freeze_layer.setEnabled(not moment.network.layers[self._layer].is_frozen)

    def _list_units(self, shown: Units) -> None:
        with QSignalBlocker(self._layers), QSignalBlocker(self._list):
            titles = [one.title for one in self._units]
            if [self._layers.itemText(at) for at in range(self._layers.count())] != titles:
                self._layers.clear()
                self._layers.addItems(titles)
            self._layers.setCurrentIndex([one.layer for one in self._units].index(shown.layer))
            names = [unit_words(shown.noun, at) for at in range(min(shown.count, MOST_LISTED))]
            if [self._list.itemText(at) for at in range(self._list.count())] != names:
                self._list.clear()
                self._list.addItems(names)
            self._list.setCurrentIndex(self._unit)

    @Slot(int)
    def _on_layer(self, at: int) -> None:
        self._layer, self._unit = self._units[at].layer, 0
        self._state.selection.select(Unit(self._layer, 0))

    @Slot(int)
    def _on_unit(self, at: int) -> None:
        self._unit = at
        self._state.selection.select(Unit(self._layer, at))

    @Slot()
    def _on_silence(self) -> None:
        self._state.what_if.toggle_silence(self._layer, self._unit)

    @Slot()
    def _on_silence_layer(self) -> None:
        count = next(one.count for one in self._units if one.layer == self._layer)
        silent = self._state.what_if.silenced
        left = tuple(at for at in range(count) if (self._layer, at) not in silent)
        if left:
            self._add(Silence(self._layer, left))

    @Slot()
    def _on_freeze(self) -> None:
        self._add(Freeze(self._layer, (self._unit,)))

    @Slot()
    def _on_freeze_layer(self) -> None:
        self._add(Freeze(self._layer))

    @Slot()
    def _on_redraw(self) -> None:
        self._draws += 1
        self._add(Redraw(self._layer, (self._unit,), self._draws))

    @Slot()
    def _on_redraw_layer(self) -> None:
        self._draws += 1
        self._add(Redraw(self._layer, (), self._draws))

    def _add(self, edit: Edit) -> None:
        self._state.what_if.add(edit)

    def _buttons(self, name: str) -> QGridLayout:
        def button(part: str, text: str, tip: str, slot: Callable[[], None]) -> QPushButton:
            made = QPushButton(text)
            made.setObjectName(f"{name}_{part}")
            made.setToolTip(tip)
            made.clicked.connect(slot)
            return made

        self._silence = button("silence", "Silence", MEANING, self._on_silence)
        self._silence.setCheckable(True)
        self._freeze = button("freeze", "Freeze", FREEZE_TIP, self._on_freeze)
        redraw = button("redraw", "Draw again", REDRAW_TIP, self._on_redraw)
        silence_all = button("silence_all", "Silence", MEANING, self._on_silence_layer)
        self._freeze_layer = button("freeze_all", "Freeze", FREEZE_TIP, self._on_freeze_layer)
        redraw_all = button("redraw_all", "Draw again", REDRAW_TIP, self._on_redraw_layer)
        self._all_buttons = (
            *(self._silence, self._freeze, redraw),
            *(silence_all, self._freeze_layer, redraw_all),
        )
        self._row_titles = (QLabel(), QLabel())
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        for row, title in enumerate(self._row_titles):
            title.setObjectName(f"{name}_title_{row}")
            title.setProperty("role", "muted")
            title.setMinimumWidth(64)
            grid.addWidget(title, row, 0)
            for at, made in enumerate(self._all_buttons[3 * row : 3 * row + 3]):
                grid.addWidget(made, row, at + 1)
        self._meaning = QLabel()
        self._meaning.setObjectName(f"{name}_meaning")
        self._meaning.setProperty("role", "muted")
        self._meaning.setWordWrap(True)
        grid.addWidget(self._meaning, 2, 0, 1, 5)
        grid.setColumnStretch(4, 1)
        return grid


def _is_frozen(outlines: tuple[LayerOutline, ...], layer: int, unit: int) -> bool:
    outline = outlines[layer]
    return outline.spec.is_frozen or unit in outline.frozen_units
