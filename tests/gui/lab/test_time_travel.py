"""The time machine as one uses it: scrub, look at every panel, branch, go live again."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QPushButton

from core.datasets.batch import cut_batch
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.optimizers.sgd import SGDSpec
from core.presets import SEED_CNN
from core.trace import trace_sample
from core.training.build import session_for
from core.training.session_state import resumed_session
from core.training.snapshot import take_snapshot
from gui.actions.action_id import ActionId
from gui.state.run_state import RunState
from gui.state.step_origin import StepOrigin
from gui.state.time_flag import FlagKind, TimeFlag
from tests.support.window_driving import LONG, has_settled, press

EXPERIMENT = SEED_CNN.replace(validation_share=0.9, epochs=3)


@pytest.fixture
def trained(shared_window, qtbot, pace):
    """A window whose run was trained for some fifty steps and then paused."""
    window, lab = shared_window, shared_window.lab
    before = lab.session
    window.state.experiment.edit(EXPERIMENT, "few images")
    qtbot.waitUntil(lambda: lab.session is not before and lab.run_state is RunState.READY)
    qtbot.waitUntil(lambda: has_settled(window))
    train(window, qtbot, 50, pace)
    qtbot.waitUntil(window.curves_panel.figure.isVisible)
    return window


def train(window, qtbot, steps, pace):
    """Go on until `steps` steps were taken, or one more, and pause."""
    pace.hold_at(window, steps)
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    qtbot.waitUntil(lambda: window.lab.session.step >= steps, timeout=LONG)
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    qtbot.waitUntil(lambda: has_settled(window), timeout=LONG)
    pace.let_go()


def go_to(window, qtbot, step):
    window.state.timeline.go_to(step)
    wait_for(window, qtbot, step)


def wait_for(window, qtbot, step):
    moment = window.state.moment
    qtbot.waitUntil(lambda: moment.moment.snapshot.step == step, timeout=LONG)


def headless(window, step, experiment=EXPERIMENT):
    """What a session of its own, without a window, holds after `step` steps."""
    session = session_for(experiment, window.state.data.dataset)
    while session.step < step:
        list(session.run_step())
    return session


def snapshot_of(session):
    return take_snapshot(session.network, step=session.step, epoch=session.epoch)


def assert_same(got, expected):
    assert (got.step, got.epoch) == (expected.step, expected.epoch)
    for name in ("values", "gradients"):
        assert getattr(got, name).keys() == getattr(expected, name).keys()
        for path, array in getattr(expected, name).items():
            np.testing.assert_array_equal(getattr(got, name)[path], array, err_msg=path)


def bar(window):
    return window.curves_panel.figure.timeline_bar


def assert_same_trace(moment, network):
    """Compare what every panel draws with what the headless network makes of the sample."""
    x = cut_batch(moment.sample.image[None], slice(None), (28, 28, 1), batch_innermost=False)
    expected = trace_sample(network, CategoricalCrossEntropy(), x[0], moment.sample.label)
    for name in ("values", "gradients"):
        pairs = zip(getattr(moment.trace, name), getattr(expected, name), strict=True)
        for got, wanted in pairs:
            np.testing.assert_array_equal(got, wanted)
    for layer, winners in expected.winners.items():
        np.testing.assert_array_equal(moment.trace.winners[layer], winners)
    assert moment.trace.loss == expected.loss


def shows_kernels(window, weight):
    return np.array_equal(window.docks["filters_panel"].panel._mosaic.maps, weight[:, :, 0])


def read_out(window):
    return bar(window)._read_out.text()


def test_that_every_panel_shows_exactly_the_tensors_of_the_step(trained, qtbot):
    window = trained
    for step in (33, 0, 7):
        go_to(window, qtbot, step)
        session = headless(window, step)
        expected = snapshot_of(session)
        assert_same(window.state.moment.moment.snapshot, expected)
        assert_same_trace(window.state.moment.moment, session.network)
        qtbot.waitUntil(lambda: window.refresh_queue.is_empty)
        window.docks["filters_panel"].raise_()
        weight = expected.values["0.conv2d.weight"]
        qtbot.waitUntil(lambda w=weight: shows_kernels(window, w), timeout=LONG)
        assert read_out(window).startswith(f"step {step:,} of ")


def test_that_the_past_stays_while_training_goes_on_and_live_follows_it(trained, qtbot, pace):
    window, timeline = trained, trained.state.timeline
    before = window.lab.session.step
    pace.hold_at(window, before + 150)
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    go_to(window, qtbot, 20)
    seen = set()
    window.state.moment.changed.connect(lambda moment: seen.add(moment.snapshot.step))
    qtbot.waitUntil(lambda: window.lab.session.step > before + 100, timeout=LONG)
    assert seen <= {20}
    qtbot.waitUntil(lambda: timeline.last_step > before, timeout=LONG)
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    qtbot.mouseClick(window.findChild(QPushButton, "timeline_live"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: has_settled(window), timeout=LONG)
    assert timeline.is_live
    press(qtbot, window, ActionId.TRAINING_STEP_BATCH)
    qtbot.waitUntil(
        lambda: has_settled(window) and timeline.shown_step == window.lab.session.step
    )


def test_that_the_read_out_says_whether_a_step_was_stored_or_replayed(trained, qtbot):
    window, timeline = trained, trained.state.timeline
    qtbot.waitUntil(lambda: len(timeline.stored_steps) > 1)
    total, size = f"{timeline.total_steps:,}", bar(window)._read_out.size()
    assert read_out(window).endswith("live")
    stored = timeline.stored_steps.tolist()
    go_to(window, qtbot, stored[1])
    assert read_out(window) == f"step {stored[1]} of {total}\nstored"
    missing = next(step for step in range(1, 50) if step not in stored)
    go_to(window, qtbot, missing)
    before = max(step for step in stored if step < missing)
    assert read_out(window) == f"step {missing} of {total}\nreplayed from {before}"
    assert timeline.origin is StepOrigin.REPLAYED
    assert bar(window)._read_out.size() == size


def test_that_a_pause_gets_a_flag_and_its_click_leads_there(trained, qtbot, pace):
    window, timeline = trained, trained.state.timeline
    paused_at = window.lab.session.step
    train(window, qtbot, paused_at + 60, pace)
    qtbot.waitUntil(lambda: any(f.kind is FlagKind.PAUSED for f in timeline.flags))
    flag = next(f for f in timeline.flags if f.kind is FlagKind.PAUSED)
    assert flag.step == paused_at
    strip = window.curves_panel.figure._flags
    qtbot.waitUntil(lambda: any(flag in label.flags for label in strip.labels))
    label = next(label for label in strip.labels if flag in label.flags)
    assert label.text.startswith("paused")
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=label.rect.center())
    wait_for(window, qtbot, timeline.wanted_step)
    assert not timeline.is_live


def branch_by_hand(window, qtbot, rate, epochs):
    """Press Branch, type another learning rate, and confirm."""
    buttons = window.findChildren(QPushButton, "timeline_branch")
    in_sight = next(button for button in buttons if button.isVisible())
    qtbot.mouseClick(in_sight, Qt.MouseButton.LeftButton)
    dialog = window.findChild(QDialog, "branch_dialog")
    for name, text in (("branch_learning_rate", rate), ("branch_epochs", epochs)):
        field = dialog.findChild(QLineEdit, name)
        field.selectAll()
        QTest.keyClicks(field, text)
    qtbot.mouseClick(dialog.findChild(QPushButton, "branch_act"), Qt.MouseButton.LeftButton)


def test_that_a_branch_is_the_run_a_headless_branch_is(trained, qtbot, pace):
    window, timeline = trained, trained.state.timeline
    parent = window.lab.session
    parents_losses = window.state.curves.history.batches["loss"].tolist()
    go_to(window, qtbot, 31)
    branch_by_hand(window, qtbot, "0.02", "2")
    qtbot.waitUntil(lambda: window.lab.session is not parent, timeout=LONG)
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.PAUSED, timeout=LONG)
    wait_for(window, qtbot, 31)
    assert "press Space" in window.notice_bar.text
    assert timeline.is_live
    assert timeline.last_step == 31
    assert window.state.experiment.experiment.optimizer.learning_rate == 0.02
    assert window.state.curves.history.batches["loss"].tolist() == parents_losses[:31]
    behind = window.curves_panel.figure._parent_history
    assert behind.batches["loss"].tolist() == parents_losses
    train(window, qtbot, 60, pace)
    step = window.lab.session.step

    from core.documents.branching import branched_experiment, branched_state
    from core.training.session_state import capture

    changed = branched_experiment(EXPERIMENT, {"optimizer": SGDSpec(0.02), "epochs": 2})
    fresh = session_for(changed, window.state.data.dataset)
    state = branched_state(capture(headless(window, 31)), EXPERIMENT, changed, fresh)
    expected = resumed_session(changed, window.state.data.dataset, state)
    losses = list(parents_losses[:31])
    while expected.step < step:
        losses += [event.loss for event in expected.run_step() if hasattr(event, "images")]
    assert_same(window.state.moment.moment.snapshot, snapshot_of(expected))
    assert window.state.curves.history.batches["loss"].tolist() == losses

    flags = [(flag.step, flag.kind) for flag in timeline.flags]
    assert (31, FlagKind.BRANCHED) in flags
    for past in (12, 31):  # before the branch it is the parent
        go_to(window, qtbot, past)
        assert_same(window.state.moment.moment.snapshot, snapshot_of(headless(window, past)))
    go_to(window, qtbot, 32)
    assert window.state.moment.moment.snapshot.step == 32


@pytest.mark.slow
def test_that_a_branch_freezes_the_layers_ticked_in_its_dialog(trained, qtbot, pace):
    window = trained
    parent = window.lab.session
    go_to(window, qtbot, 31)
    buttons = window.findChildren(QPushButton, "timeline_branch")
    in_sight = next(button for button in buttons if button.isVisible())
    qtbot.mouseClick(in_sight, Qt.MouseButton.LeftButton)
    dialog = window.findChild(QDialog, "branch_dialog")
    conv, dense = (dialog.findChild(QCheckBox, f"branch_freeze_{place}") for place in (0, 4))
    begin = dialog.findChild(QPushButton, "branch_act")
    for check in (conv, dense):
        qtbot.mouseClick(check, Qt.MouseButton.LeftButton, pos=QPoint(8, check.height() // 2))
    assert not begin.isEnabled()
    qtbot.mouseClick(dense, Qt.MouseButton.LeftButton, pos=QPoint(8, dense.height() // 2))
    qtbot.mouseClick(begin, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.lab.session is not parent, timeout=LONG)
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.PAUSED, timeout=LONG)
    wait_for(window, qtbot, 31)
    before = window.state.moment.moment.snapshot
    train(window, qtbot, 60, pace)
    session = window.lab.session

    from core.documents.branching import branched_experiment, branched_state
    from core.training.session_state import capture

    network = EXPERIMENT.network
    layers = (replace(network.layers[0], frozen=True), *network.layers[1:])
    changed = branched_experiment(EXPERIMENT, {"network": replace(network, layers=layers)})
    assert window.state.experiment.experiment == changed
    fresh = session_for(changed, window.state.data.dataset)
    state = branched_state(capture(headless(window, 31)), EXPERIMENT, changed, fresh)
    expected = resumed_session(changed, window.state.data.dataset, state)
    while expected.step < session.step:
        list(expected.run_step())
    now = window.state.moment.moment.snapshot
    assert_same(now, snapshot_of(expected))
    for path, array in now.values.items():
        assert np.array_equal(array, before.values[path]) == path.startswith("0."), path


@pytest.mark.slow
def test_that_a_branch_of_a_running_run_goes_on_running(trained, qtbot, pace):
    window = trained
    for step in (5, 40):
        window.state.timeline.add_flag(TimeFlag(step, FlagKind.PAUSED, f"at {step}"))
    go_to(window, qtbot, 10)
    pace.hold_at(window, 60)
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    parent = window.lab.session
    window.time_travel.branch(10, {"batch_size": 16})
    qtbot.waitUntil(lambda: window.lab.session is not parent, timeout=LONG)
    qtbot.waitUntil(lambda: window.lab.session.step > 30, timeout=LONG)
    assert window.lab.run_state is RunState.RUNNING
    texts = {flag.text for flag in window.state.timeline.flags}
    assert "at 5" in texts
    assert "at 40" not in texts  # that was another future
    assert window.actions_by_id[ActionId.TRAINING_START_PAUSE].text() == "Pause"
    assert not window.actions_by_id[ActionId.TRAINING_STEP_BATCH].isEnabled()


@pytest.mark.slow
def test_that_a_new_run_forgets_the_past(trained, qtbot, pace):
    window, timeline = trained, trained.state.timeline
    go_to(window, qtbot, 12)
    press(qtbot, window, ActionId.TRAINING_RESTART)
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.READY, timeout=LONG)
    assert timeline.is_live
    assert (timeline.last_step, timeline.flags) == (0, ())
    wait_for(window, qtbot, 0)
    train(window, qtbot, 20, pace)
    go_to(window, qtbot, 5)
    assert_same(window.state.moment.moment.snapshot, snapshot_of(headless(window, 5)))
