"""The panels of the window's first picture, made at once or when the window is painted."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from gui.panels.panel_spec import PanelSpec
from gui.window.panel_dock import PanelDock
from gui.window.panel_table import in_front


class FrontPanels(QObject):
    """Makes the panels that stand in front of their tabs.

    Importing and building them takes as long as everything else together that happens before
    the window is painted.  So they can come into a window that is painted already, one after
    the other, each in a turn of its own.  Who asks a dock for its panel before gets it at once.

    Parameters
    ----------
    docks : mapping of str to PanelDock
        By panel id.
    panels : sequence of PanelSpec
        Of all docks.

    Signals
    -------
    completed()
        The last one was made after the window had been painted.
    """

    completed = Signal()

    def __init__(
        self, docks: Mapping[str, PanelDock], panels: tuple[PanelSpec, ...], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._docks = [docks[panel_id] for panel_id in in_front(panels)]

    @property
    def are_made(self) -> bool:
        """Whether none is left to make."""
        return all(dock.is_made for dock in self._docks)

    def make(self) -> None:
        """Make all of them now."""
        for dock in self._docks:
            dock.make()

    def make_in_turns(self) -> None:
        """Make them one after the other, the first in the next turn."""
        for dock in self._docks:
            dock.let_wait()
        QTimer.singleShot(0, self, self._make_next)

    def shut_down(self) -> None:
        """Make nothing any more."""
        self._docks = []

    @Slot()
    def _make_next(self) -> None:
        waiting = [dock for dock in self._docks if not dock.is_made]
        if waiting:
            waiting[0].make()
            QTimer.singleShot(0, self, self._make_next)
        else:
            self.completed.emit()
