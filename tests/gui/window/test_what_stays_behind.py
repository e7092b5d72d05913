"""What people do again and again leaves no widgets behind."""

import gc

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QDialog

from core.presets import PRESETS
from gui.actions.action_id import ActionId
from gui.state.run_state import RunState
from tests.support.run_files import train_to
from tests.support.window_driving import LONG

ROUNDS = 20


@pytest.fixture
def makes_late_panels():
    return True


def count(window):
    """Return how many widgets there are, and how many objects belong to the window."""
    for _ in range(5):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    return len(QApplication.allWidgets()), len(window.findChildren(QObject))


@pytest.mark.slow
@pytest.mark.parametrize(
    "action_id", [ActionId.TIME_BRANCH, ActionId.TIME_EXPORT, ActionId.HELP_ABOUT]
)
def test_that_a_dialog_that_is_closed_is_gone(qtbot, window, action_id):
    train_to(qtbot, window, 1)
    qtbot.waitUntil(lambda: not window.lab.moment_keeper.is_recalling, timeout=LONG)

    def open_and_close():
        window.actions_by_id[action_id].trigger()
        dialogs = [one for one in window.findChildren(QDialog) if one.isVisible()]
        assert len(dialogs) == 1
        dialogs[0].reject()

    open_and_close()  # what is made once may stay
    before = count(window)
    for _ in range(ROUNDS):
        open_and_close()
    after = count(window)
    assert after[0] == before[0]
    assert after[1] - before[1] < ROUNDS  # objects may be made when something is first needed


@pytest.mark.slow
@pytest.mark.parametrize("rounds", [ROUNDS])
def test_that_another_architecture_replaces_what_the_one_before_needed(qtbot, window, rounds):
    small, large = (PRESETS[name].replace(epochs=1) for name in ("seed-mlp", "seed-cnn"))
    docks = list(window.docks.values())

    def change(number, experiment):
        docks[number % len(docks)].come_forward()
        window.state.experiment.edit(experiment, "another architecture")
        moment = window.state.moment
        qtbot.waitUntil(
            lambda: (
                window.lab.run_state is RunState.READY
                and moment.moment.network == experiment.network
                and window.refresh_queue.is_empty
            ),
            timeout=LONG,
        )

    for number in range(len(docks)):  # every panel has shown both
        change(number, small)
        change(number, large)
    before = count(window)
    for number in range(rounds * 2):
        change(number, (small, large)[number % 2])
    assert count(window)[0] == before[0]
