"""What happens when a number is clicked while its page cannot be seen."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from gui.state.trail import Trail
from gui.window.panel_dock import PanelDock
from gui.window.rails import Rails


class ClickedNumber(QObject):
    """Lets the ledger come out of its strip when a person clicks a number.

    Parameters
    ----------
    trail : Trail
    ledger : PanelDock
    rails : Rails
    """

    def __init__(self, trail: Trail, ledger: PanelDock, rails: Rails) -> None:
        super().__init__(rails)
        self._ledger = ledger
        self._rails = rails
        trail.asked.connect(self._on_asked)

    @Slot()
    def _on_asked(self) -> None:
        self._rails.bring_out(self._ledger)
