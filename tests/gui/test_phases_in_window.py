"""One batch in slow motion, in the real window, with the keys a person presses."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from gui.actions.action_id import ActionId
from gui.state.run_state import RunState
from tests.support.window_driving import LONG, has_settled, press, steps_shown


@pytest.fixture
def window(shared_window):
    return shared_window


@pytest.fixture
def phases(window):
    window.activateWindow()
    return window.state.phases


def key(qtbot, window, which):
    qtbot.keyClick(window, which)


def caption(window):
    return window.findChild(QLabel, "network_phase_caption").text()


@pytest.mark.slow
def test_that_f10_goes_through_a_batch_takes_its_step_and_begins_the_next(
    qtbot, window, phases
):
    start = window.state.moment.moment.snapshot.values["0.conv2d.weight"]
    for number in range(1, 14):
        key(qtbot, window, Qt.Key.Key_F10)
        assert phases.phase.number == number
    assert window.lab.session.step == 0
    key(qtbot, window, Qt.Key.Key_F10)
    qtbot.waitUntil(lambda: phases.after is not None, timeout=LONG)
    qtbot.waitUntil(lambda: has_settled(window), timeout=LONG)
    assert steps_shown(window) == window.lab.session.step == 1
    assert caption(window).startswith("Step 0 → 1, by the mean gradient of a batch of 32.")
    changed = window.state.moment.moment.snapshot.values["0.conv2d.weight"] - start
    np.testing.assert_array_equal(window.network_panel.stages[1].values, changed[:, :, 0])
    key(qtbot, window, Qt.Key.Key_F10)
    assert phases.phase.number == 1
    assert phases.before.snapshot.step == 1


def test_that_keys_lead_back_and_out_again_and_starting_ends_the_phases(qtbot, window, phases):
    actions = window.actions_by_id
    assert not actions[ActionId.PHASE_LEAVE].isEnabled()
    window.docks["pooling_panel"].raise_()
    key(qtbot, window, Qt.Key.Key_F10)
    qtbot.waitUntil(window.network_panel.isVisible)
    assert not actions[ActionId.PHASE_BACK].isEnabled()
    key(qtbot, window, Qt.Key.Key_F10)
    key(qtbot, window, Qt.Key.Key_F9)
    assert phases.phase.number == 1
    assert actions[ActionId.PHASE_LEAVE].isEnabled()
    key(qtbot, window, Qt.Key.Key_Escape)
    assert not phases.is_active
    assert not actions[ActionId.PHASE_LEAVE].isEnabled()
    key(qtbot, window, Qt.Key.Key_F10)
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    assert window.lab.run_state is RunState.RUNNING
    assert not phases.is_active
    assert not actions[ActionId.PHASE_STEP].isEnabled()
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    qtbot.waitUntil(lambda: has_settled(window), timeout=LONG)
    assert actions[ActionId.PHASE_STEP].isEnabled()


@pytest.mark.slow
def test_that_a_batch_taken_by_its_button_is_the_update(qtbot, window, phases):
    key(qtbot, window, Qt.Key.Key_F10)
    key(qtbot, window, Qt.Key.Key_F10)
    press(qtbot, window, ActionId.TRAINING_STEP_BATCH)
    qtbot.waitUntil(lambda: phases.after is not None, timeout=LONG)
    assert phases.phase.number == 14
    press(qtbot, window, ActionId.TRAINING_STEP_BATCH)
    qtbot.waitUntil(lambda: not phases.is_active, timeout=LONG)
