"""What impatient, careless and curious people do with the window."""

import threading

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton

from core.datasets.sample import Part
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.softmax import SoftmaxSpec
from core.network_spec import NetworkSpec
from core.presets import SEED_CNN, SEED_MLP
from core.training import build as build_module
from gui.actions.action_id import ActionId
from gui.app import build_window
from gui.state.run_state import RunState
from tests.support.data_files import real_digits, write_kaggle_csv
from tests.support.window_driving import LONG, has_settled, press, steps_shown


@pytest.fixture
def window(shared_window):
    return shared_window


def test_that_space_before_the_data_is_there_does_no_harm(qtbot, settings):
    window = build_window(settings=settings)
    qtbot.addWidget(window)
    window.show()
    qtbot.keyClick(window, Qt.Key.Key_Space)
    assert window.lab.run_state is RunState.LOADING
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.READY, timeout=LONG)
    assert steps_shown(window) == 0
    window.close()


def test_that_bad_data_opened_while_the_digits_are_loading_leaves_the_digits(
    qtbot, settings, tmp_path
):
    bad = tmp_path / "train.csv"
    bad.write_text("no digits")
    window = build_window(settings=settings)
    qtbot.addWidget(window)
    window.show()
    window.lab.load_data(str(bad))
    qtbot.waitUntil(lambda: "train.csv" in window.notice_bar.text, timeout=LONG)
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.READY, timeout=LONG)
    assert window.state.experiment.experiment.data == "mnist"
    window.close()


@pytest.mark.slow
def test_that_an_edit_while_a_bad_file_is_being_read_leaves_a_lab_that_can_be_mended(
    qtbot, window, tmp_path
):
    bad = tmp_path / "train.csv"
    bad.write_text("label,pixel0\n" + "1,oops\n" * 50_000)
    document = window.state.experiment
    good = document.experiment
    document.edit(good.replace(data=str(bad)), "choose data")
    document.edit(document.experiment.replace(batch_size=50), "batch size")
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.BLOCKED, timeout=LONG)
    document.edit(document.experiment.replace(data=good.data), "choose data")
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.READY, timeout=LONG)
    press(qtbot, window, ActionId.TRAINING_STEP_BATCH)
    qtbot.waitUntil(lambda: steps_shown(window) == 1, timeout=LONG)


def test_that_starting_twice_pauses_and_never_starts_a_second_run(qtbot, window, pace):
    pace.hold_at(window, 1)
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    assert window.lab.run_state is RunState.PAUSED
    qtbot.waitUntil(lambda: pace.has_come_to_rest(window) and has_settled(window))
    pace.let_go()
    held = steps_shown(window)
    assert held <= 2
    qtbot.wait(150)
    assert steps_shown(window) == held


def test_that_start_right_after_an_edit_runs_what_was_edited(qtbot, window):
    document = window.state.experiment
    document.edit(document.experiment.replace(batch_size=500), "batch size")
    press(qtbot, window, ActionId.TRAINING_STEP_BATCH)
    qtbot.waitUntil(lambda: steps_shown(window) == 1, timeout=LONG)
    assert window.lab.session.plan.batch_size == 500
    assert window.lab.run_state is RunState.PAUSED


@pytest.mark.slow
def test_that_a_large_network_is_built_while_the_window_listens(qtbot, window, monkeypatch):
    document = window.state.experiment
    layers = (FlattenSpec(), DenseSpec(8_000), DenseSpec(10), SoftmaxSpec())
    network = NetworkSpec((28, 28, 1), layers)
    document.edit(document.experiment.replace(network=network), "a wide network")
    may_end, build = threading.Event(), build_module.session_for

    def slowly(*arguments):
        session = build(*arguments)  # 6 million weights are drawn
        assert may_end.wait(LONG / 1000)
        return session

    monkeypatch.setattr(build_module, "session_for", slowly)
    window.lab.restart()
    assert window.lab.session.network.layers[0] is not None
    qtbot.wait(20)  # the event loop is free meanwhile
    assert window.state.moment.moment.network != network
    may_end.set()
    qtbot.waitUntil(lambda: window.state.moment.moment.network == network)


def has_come_to_rest(lab):
    """Whether nothing is under way that leads to another state by itself."""
    is_building = lab._executor.preparation.hurry()
    return lab.run_state is not RunState.STOPPING and not is_building


@pytest.mark.parametrize("presses", [25, pytest.param(100, marks=pytest.mark.slow)])
def test_that_hammering_every_button_while_training_leaves_a_working_window(
    qtbot, window, pace, presses
):
    actions = (
        ActionId.TRAINING_START_PAUSE,
        ActionId.TRAINING_STEP_EPOCH,
        ActionId.TRAINING_RESTART,
        ActionId.TRAINING_NEW_SEED,
        ActionId.TRAINING_STEP_BATCH,
        ActionId.TRAINING_STOP,
    )
    choose = np.random.default_rng(0)
    for _ in range(presses):
        press(qtbot, window, choose.choice(np.array(actions, dtype=object)))
        qtbot.wait(int(choose.integers(0, 25)))
    qtbot.waitUntil(lambda: has_come_to_rest(window.lab), timeout=LONG)
    if window.lab.run_state is RunState.RUNNING:
        press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    qtbot.waitUntil(lambda: pace.has_come_to_rest(window) and has_settled(window))
    before = steps_shown(window)
    press(qtbot, window, ActionId.TRAINING_STEP_BATCH)
    qtbot.waitUntil(lambda: steps_shown(window) == before + 1, timeout=LONG)


@pytest.mark.slow
def test_that_choosing_another_preset_while_training_waits_for_restart(qtbot, window):
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    qtbot.waitUntil(lambda: steps_shown(window) > 3, timeout=LONG)
    document = window.state.experiment
    document.edit(SEED_MLP.replace(batch_size=64), "preset")
    qtbot.wait(200)
    assert window.lab.run_state is RunState.RUNNING
    assert window.state.moment.moment.network == SEED_CNN.network
    press(qtbot, window, ActionId.TRAINING_RESTART)
    qtbot.waitUntil(
        lambda: window.state.moment.moment.network == SEED_MLP.network, timeout=LONG
    )
    qtbot.waitUntil(lambda: steps_shown(window) > 3, timeout=LONG)


@pytest.mark.slow
def test_that_what_is_no_data_is_refused_and_the_digits_stay(qtbot, window, tmp_path):
    for name, content in (
        ("notes.txt", b"dear diary\n"),
        ("empty.csv", b""),
        ("train.csv", b"label,pixel0\n7,1\n"),
        ("photo.png", b"\x89PNG\r\n\x1a\n" + bytes(200)),
        ("images.gz", b"\x1f\x8b\x08\x00" + bytes(40)),
    ):
        (tmp_path / name).write_bytes(content)
        window.lab.load_data(str(tmp_path / name))
        qtbot.waitUntil(lambda name=name: name in window.notice_bar.text, timeout=LONG)
        assert len(window.notice_bar.text) <= 300
        assert window.lab.run_state is RunState.READY
        assert window.state.experiment.experiment.data == "mnist"
    press(qtbot, window, ActionId.TRAINING_STEP_BATCH)
    qtbot.waitUntil(lambda: steps_shown(window) == 1, timeout=LONG)


def test_that_kaggles_csv_becomes_the_data_of_the_experiment(qtbot, open_window, tmp_path):
    window = open_window()
    images, labels = real_digits()
    path = write_kaggle_csv(tmp_path / "train.csv", images[:300], labels[:300])
    window.lab.load_data(str(path))
    qtbot.waitUntil(lambda: window.state.experiment.experiment.data == str(path), timeout=LONG)
    press(qtbot, window, ActionId.TRAINING_STEP_BATCH)
    qtbot.waitUntil(lambda: steps_shown(window) == 1, timeout=LONG)
    assert window.lab.session.steps_per_epoch == 9  # 270 training images in batches of 32
    sample = window.state.sample.sample
    rows = window.state.data.rows(sample.part)
    np.testing.assert_array_equal(sample.image[..., 0], images[rows[sample.index]])


@pytest.mark.slow
def test_that_an_experiment_whose_data_is_gone_cannot_start_on_other_data(
    qtbot, open_window, tmp_path
):
    window = open_window()
    document = window.state.experiment
    missing = str(tmp_path / "gone.csv")
    document.edit(document.experiment.replace(data=missing), "open an old experiment")
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.BLOCKED, timeout=LONG)
    assert "gone.csv" in window.notice_bar.text
    document.edit(document.experiment.replace(seed=3), "seed")
    qtbot.wait(250)
    assert window.lab.run_state is RunState.BLOCKED
    document.undo_stack.undo()
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.READY, timeout=LONG)


def test_that_a_run_survives_a_restart_of_what_cannot_be_trained(qtbot, window):
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    qtbot.waitUntil(lambda: steps_shown(window) > 3, timeout=LONG)
    document = window.state.experiment
    network = NetworkSpec((28, 28, 1), SEED_CNN.network.layers[:3])
    document.edit(document.experiment.replace(network=network), "cut the end off")
    press(qtbot, window, ActionId.TRAINING_RESTART)
    assert "Softmax" in window.notice_bar.text
    assert window.lab.run_state is RunState.RUNNING
    before = steps_shown(window)
    qtbot.waitUntil(lambda: steps_shown(window) > before, timeout=LONG)


def test_that_the_pending_notice_offers_the_restart(qtbot, window):
    press(qtbot, window, ActionId.TRAINING_STEP_BATCH)
    qtbot.waitUntil(lambda: steps_shown(window) == 1, timeout=LONG)
    document = window.state.experiment
    document.edit(document.experiment.replace(seed=5), "seed")
    button = window.findChild(QPushButton, "pending_restart")
    qtbot.waitUntil(button.isVisible)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: steps_shown(window) == 0, timeout=LONG)
    qtbot.waitUntil(lambda: not button.isVisible())


def test_that_space_starts_training_even_from_a_number_field(qtbot, window):
    field = window.findChild(QLineEdit, "learning_rate")
    window.activateWindow()
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.RUNNING)
    assert " " not in field.text()


def test_that_only_mistakes_are_shown_when_asked_for(qtbot, window):
    button = window.findChild(QPushButton, "sample_mistakes")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    browser = window.sample_browser
    qtbot.waitUntil(lambda: 1000 < len(browser.matching) < 10_000, timeout=LONG)
    qtbot.waitUntil(
        lambda: window.state.moment.moment.sample is window.state.sample.sample, timeout=LONG
    )
    moment = window.state.moment.moment
    assert moment.sample.part is Part.TEST
    assert moment.trace.predicted != moment.sample.label


@pytest.mark.slow
def test_that_closing_while_the_data_is_loading_ends_the_loading(qtbot, settings):
    window = build_window(settings=settings)
    qtbot.addWidget(window)
    window.show()
    window.close()
    assert not window.lab.data_loader.is_busy


@pytest.mark.slow
def test_that_a_panel_can_float_be_closed_and_come_back_while_training(qtbot, window):
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    dock = window.docks["pooling_panel"]
    dock.setFloating(True)
    qtbot.waitUntil(lambda: steps_shown(window) > 20, timeout=LONG)
    dock.close()
    window.docks["curves_panel"].close()
    qtbot.wait(60)
    dock.toggleViewAction().trigger()
    window.docks["curves_panel"].toggleViewAction().trigger()
    window.actions_by_id[ActionId.VIEW_RESET_LAYOUT].trigger()
    qtbot.wait(60)
    assert not dock.isFloating()
    assert window.lab.run_state is RunState.RUNNING


def test_that_nothing_starts_once_the_window_is_closed(qtbot, open_window):
    window = open_window()
    document = window.state.experiment
    document.edit(document.experiment.replace(seed=11), "seed")
    window.lab.restart(start=True)  # the network is being built when the window goes
    window.close()
    window.lab.start_or_pause()
    qtbot.wait(100)
    assert not window.lab.controller.is_active
