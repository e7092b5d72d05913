"""What the large button says it does."""

import pytest
from PySide6.QtGui import QAction

from gui.actions.start_action import StartAction
from gui.state.run_state import RunState
from gui.theme.theme import CurrentTheme


@pytest.mark.parametrize(
    ("state", "waits", "said"),
    [
        (RunState.READY, False, "Start"),
        (RunState.RUNNING, True, "Pause"),
        (RunState.PAUSED, True, "Resume"),
        (RunState.FINISHED, False, "Resume"),
        (RunState.FINISHED, True, "Start"),  # with the settings that wait
    ],
)
def test_that_the_large_button_says_what_it_does(qtbot, state, waits, said):
    action = QAction()
    start = StartAction(action, CurrentTheme())
    start.show_state(state)
    start.show_pending(waits)
    assert action.text() == said
    start.show_pending(False)
    start.show_state(RunState.READY)
    assert action.text() == "Start"
