"""The one action that changes its face with the run."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction

from gui.state.run_state import RunState
from gui.theme.icons import icon
from gui.theme.theme import CurrentTheme

_TEXTS = {
    RunState.RUNNING: "Pause",
    RunState.PAUSED: "Resume",
    RunState.FINISHED: "Resume",
}


class StartAction(QObject):
    """Gives Start its text and icon: Start, Pause or Resume.

    Parameters
    ----------
    action : QAction
        Its icon has the colour of the large button, and is left out of the menu.
    theme : CurrentTheme
    """

    def __init__(
        self, action: QAction, theme: CurrentTheme, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._action = action
        self._theme = theme
        self._state = RunState.LOADING
        action.setIconVisibleInMenu(False)
        theme.changed.connect(self._paint)

    @Slot(object)
    def show_state(self, state: RunState) -> None:
        """Say what pressing the button does in `state`."""
        self._state = state
        self._action.setText(_TEXTS.get(state, "Start"))
        self._paint()

    @Slot()
    def _paint(self) -> None:
        theme = self._theme.theme
        color = theme.text_on_accent if self._action.isEnabled() else theme.text
        name = "pause" if self._state is RunState.RUNNING else "play"
        self._action.setIcon(icon(name, color))
