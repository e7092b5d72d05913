"""What training has just changed: a line of it always, all of it on demand."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from core.anatomy.addresses import ParameterAddress
from core.index_words import unit_words
from core.inspection.filter_bank import FilterBank
from core.inspection.moment import Moment
from core.inspection.shown_kernel import ShownKernel
from core.inspection.stage_changes import may_compare, stage_changes
from core.inspection.stage_numbers import NetworkView, StageNumbers
from gui.panels.network.change_row import ChangeRow
from gui.panels.network.held_key import HeldKey
from gui.panels.network.last_change import LastChange
from gui.panels.network.stage_kind import stage_kinds
from gui.theme.theme import CurrentTheme
from gui.widgets.map_cell import MapCell


class ChangeView(QObject):
    """Compares the shown moment with the one before it, for a line and for all tiles.

    Parameters
    ----------
    theme : CurrentTheme
    button : QPushButton
        Checked while all tiles are to show differences.

    Attributes
    ----------
    row : ChangeRow
        For the owner to place.

    Signals
    -------
    hovered(str, float)
        A weight of the line, in words, and what was added to it; no words for none.
    opened(ParameterAddress)
        A weight of the line was clicked.
    """

    hovered = Signal(str, float)
    opened = Signal(object)

    def __init__(self, theme: CurrentTheme, button: QPushButton, parent: QObject) -> None:
        super().__init__(parent)
        self.row = ChangeRow(theme, "network_change_row")
        self._button = button
        self._key = HeldKey(Qt.Key.Key_C, button)
        self._change: LastChange | None = None
        self._bank: FilterBank | None = None
        self.row.hovered.connect(self._on_hovered)
        self.row.clicked.connect(self._on_clicked)

    @property
    def is_on(self) -> bool:
        """Whether all tiles show differences."""
        return self._button.isEnabled() and self._button.isChecked()

    def watch(self, window: QWidget) -> None:
        """Take the key from that window."""
        self._key.watch(window)

    def rest(self) -> None:
        """Let go of the key."""
        self._key.release()

    def compare(self, now: Moment | None, before: Moment | None, view: NetworkView) -> None:
        """Take the two moments; None for the earlier one if there is none."""
        self._change = LastChange.of(now, before)
        self._button.setEnabled(now is not None and may_compare(view, before, now))

    def stages(
        self, view: NetworkView, stages: tuple[StageNumbers, ...]
    ) -> tuple[StageNumbers, ...]:
        """Return what is to be shown in place of `stages`."""
        if not self.is_on or self._change is None:
            return stages
        return stage_changes(view, stages, self._change.before)

    def kernel(self, kernel: ShownKernel | None, view: NetworkView) -> ShownKernel | None:
        """Return what is to be shown in place of a kernel."""
        is_weight = view is not NetworkView.GRADIENTS
        if kernel is None or self._change is None or not (self.is_on and is_weight):
            return kernel
        return self._change.kernel(kernel)

    def show_row(self, kernel: ShownKernel | None, stages: tuple[StageNumbers, ...]) -> None:
        """Write the line: of the filters that `kernel` is one of."""
        self._bank = None if kernel is None else kernel.bank
        if self._change is None or self._bank is None:
            self.row.show_nothing()
            return
        change = self._change
        self.row.show_changes(
            change.title, change.filters(self._bank), change.scores(stage_kinds(stages))
        )

    def _on_hovered(self, cell: MapCell | None) -> None:
        if cell is None:
            self.hovered.emit("", 0.0)
            return
        noun = "unit" if self._bank is not None and self._bank.is_folded else "filter"
        place = f"Δ {unit_words(noun, cell.channel)} · {cell.where}"
        self.hovered.emit(place, cell.value)

    def _on_clicked(self, cell: MapCell) -> None:
        if self._bank is not None:
            index = self._bank.index_of(cell.row, cell.column, 0, cell.channel)
            self.opened.emit(ParameterAddress(self._bank.path, index))
