"""The menu entries that lead through the time of a run."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QMainWindow, QPushButton

from core.presets import SEED_CNN
from core.training.events import BatchFinished, EpochFinished
from gui.actions.action_id import ActionId
from gui.window.time_actions import TimeActions
from tests.support.moments import make_lab_state


class Travel:
    """A run to branch from, or none; remembers which branches were begun."""

    def __init__(self, experiment):
        self.run = None if experiment is None else SimpleNamespace(experiment=experiment)
        self.no_branch = ""
        self.said = []
        self.begun = []

    def report(self, text):
        self.said.append(text)

    def branch(self, step, changes):
        self.begun.append((step, changes))


@pytest.fixture
def opened(qtbot):
    def make(experiment, steps=30):
        window = QMainWindow()
        qtbot.addWidget(window)
        state = make_lab_state()
        for step in range(1, steps + 1):
            state.timeline.add_events([BatchFinished(step, 1, 1.0, 0.5, 32, 0.001)])
            if step % 10 == 0:
                state.timeline.add_events([EpochFinished(step, step // 10, 0.5, 0.6)])
        travel = Travel(experiment)
        actions = TimeActions(state, travel, {}, None, window)
        return window, state, travel, actions.handlers()

    return make


def dialogs(window):
    return [one for one in window.findChildren(QDialog) if one.isVisible()]


def test_that_a_branch_acts_at_the_shown_step_with_what_was_typed(qtbot, opened):
    window, state, travel, handlers = opened(SEED_CNN)
    state.timeline.go_to(20)
    handlers[ActionId.TIME_BRANCH]()
    (dialog,) = dialogs(window)
    assert dialog.findChild(QLabel, "branch_title").text() == "Branch from step 20"
    assert any(
        label.text().startswith(f"Epoch 2 of {SEED_CNN.epochs}.")
        for label in dialog.findChildren(QLabel)
    )
    field = dialog.findChild(QLineEdit, "branch_batch_size")
    field.selectAll()
    qtbot.keyClicks(field, "16")
    qtbot.mouseClick(dialog.findChild(QPushButton, "branch_act"), Qt.MouseButton.LeftButton)
    assert travel.begun == [(20, {"batch_size": 16})]
    assert not dialogs(window)


def test_that_a_branch_that_is_given_up_begins_nothing(qtbot, opened):
    window, _, travel, handlers = opened(SEED_CNN)
    handlers[ActionId.TIME_BRANCH]()
    (dialog,) = dialogs(window)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert travel.begun == []
    assert not dialogs(window)


@pytest.mark.parametrize(("experiment", "steps"), [(None, 30), (SEED_CNN, 0)])
def test_that_there_is_nothing_to_branch_from_before_the_first_step(opened, experiment, steps):
    window, _, travel, handlers = opened(experiment, steps)
    travel.no_branch = "Train first."
    handlers[ActionId.TIME_BRANCH]()
    assert not dialogs(window)
    assert travel.said == ["Train first."]


def test_that_going_live_leaves_the_past(opened):
    _, state, _, handlers = opened(SEED_CNN)
    state.timeline.go_to(5)
    handlers[ActionId.TIME_LIVE]()
    assert state.timeline.is_live
