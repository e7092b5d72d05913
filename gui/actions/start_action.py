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
        self._state, self._is_pending = RunState.LOADING, False
        action.setIconVisibleInMenu(False)
        theme.changed.connect(self._paint)

    @Slot(object)
    def show_state(self, state: RunState) -> None:
        """Say what pressing the button does in `state`."""
        self._state = state
        self._name()

    @Slot(bool)
    def show_pending(self, is_pending: bool) -> None:
        """Say what it does with settings that are not those of the run."""
        self._is_pending = is_pending
        self._name()

    def _name(self) -> None:
        # what has ended is not trained on where other settings wait: those are trained
        is_new = self._is_pending and self._state is RunState.FINISHED
        self._action.setText("Start" if is_new else _TEXTS.get(self._state, "Start"))
        self._paint()

    @Slot()
    def _paint(self) -> None:
        theme = self._theme.theme
        color = theme.text_on_accent if self._action.isEnabled() else theme.text
        name = "pause" if self._state is RunState.RUNNING else "play"
        self._action.setIcon(icon(name, color))
