"""Whether people count from 0 or from 1."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal, Slot

from core.index_words import count_from
from gui.actions.action_id import ActionId
from gui.actions.action_registry import ActionRegistry
from gui.settings import Settings
from gui.state.phase_player import PhasePlayer
from gui.window.panel_dock import PanelDock


class Counting(QObject):
    """Lets every index in the window begin with what was chosen, and remembers it.

    Parameters
    ----------
    settings : Settings
    docks : mapping of str to PanelDock
        Their panels are written anew when the choice changes.
    phases : PhasePlayer
        Its captions are, too.
    parent : QObject

    Signals
    -------
    changed(int)
        What the first of several things is called now: 0 or 1.
    """

    changed = Signal(int)

    def __init__(
        self,
        settings: Settings,
        docks: Mapping[str, PanelDock],
        phases: PhasePlayer,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._docks = docks
        self._phases = phases
        count_from(settings.first_index)

    @property
    def first(self) -> int:
        """What the first of several things is called: 0 or 1."""
        return self._settings.first_index

    def handlers(self) -> dict[ActionId, Callable[[], object]]:
        """Return what the action does."""
        return {ActionId.VIEW_COUNT_FROM_ONE: self.toggle}

    def watch(self, registry: ActionRegistry) -> None:
        """Let the action show which it is."""
        action = registry[ActionId.VIEW_COUNT_FROM_ONE]
        action.setCheckable(True)
        action.setChecked(self.first == 1)
        self.changed.connect(action.setChecked)

    @Slot()
    def toggle(self) -> None:
        """Count from the other number."""
        self.use(1 - self.first)

    @Slot(int)
    def use(self, first: int) -> None:
        """Write all indices from `first` on, now and from now on."""
        if first == self.first:
            return
        self._settings.first_index = first
        count_from(first)
        self._phases.write_anew()
        for dock in self._docks.values():
            dock.write_anew()
        self.changed.emit(first)
