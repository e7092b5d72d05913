"""What every panel promises that looks into the network at work."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gui.panels.panel import Panel
from gui.state.lab_state import LabState

#: What such a panel says until there is a moment.
WAITING = "The first digit is on its way through the network…"
#: Why gradients are not on offer.
NO_LABEL = "This sample has no label, so there is no loss and no gradient."


class MomentPanel(Panel):
    """Base of the panels that draw the moment on screen, and the unit selected in it.

    Parameters
    ----------
    state : LabState
    """

    def __init__(self, state: LabState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        state.moment.changed.connect(self.refresh_later)
        state.selection.changed.connect(self.refresh_later)
        self.refresh_later()
