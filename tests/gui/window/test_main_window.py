"""The real window on the real MNIST, driven as a person drives it."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from core.datasets.batch import cut_batch
from core.experiment import LOSSES
from core.network_spec import build_network
from core.optimizers.sgd import SGDSpec
from core.presets import SEED_CNN
from core.trace import trace_sample
from core.training.snapshot import load_values
from gui.actions.action_id import ActionId
from gui.actions.action_table import ACTION_TABLE
from gui.state.run_state import RunState
from gui.state.selection import Unit
from gui.theme.theme_change import ThemeChange
from tests.support.data_files import write_idx_folder
from tests.support.window_driving import LONG, has_settled, press, read, steps_shown


@pytest.fixture
def window(shared_window):
    return shared_window


def test_that_the_first_window_already_shows_a_digit_and_its_maps(window):
    moment = window.state.moment.moment
    assert moment.snapshot.step == 0
    assert moment.sample.image.max() > 0
    assert moment.trace.values[1].shape == (26, 26, 8)
    assert window.lab.run_state is RunState.READY


@pytest.mark.slow
def test_that_a_person_can_train_pause_step_and_finish(qtbot, open_window, pace):
    window = open_window(SEED_CNN.replace(epochs=1, batch_size=64, validate_every=100))
    train_pause_and_step(qtbot, window, pace, 200)
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.FINISHED, timeout=LONG)
    assert steps_shown(window) == window.lab.session.total_steps
    assert float(read(window, "accuracy").strip(" %")) > 90


def test_that_a_person_can_train_pause_and_step(qtbot, window, pace):
    train_pause_and_step(qtbot, window, pace, 60)


def train_pause_and_step(qtbot, window, pace, steps):
    window.activateWindow()
    pace.hold_at(window, steps)
    qtbot.keyClick(window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: steps_shown(window) >= steps, timeout=LONG)
    assert len(window.state.curves.history.csv_text().splitlines()) >= steps
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    assert window.lab.run_state is RunState.PAUSED
    qtbot.waitUntil(lambda: has_settled(window))
    held = steps_shown(window)
    assert steps <= held <= steps + 1  # one more, if the last one was not looked at
    pace.let_go()
    qtbot.wait(200)
    assert steps_shown(window) == held == window.lab.session.step

    press(qtbot, window, ActionId.TRAINING_STEP_BATCH)
    qtbot.waitUntil(lambda: steps_shown(window) == held + 1)
    qtbot.wait(150)
    assert steps_shown(window) == held + 1 == window.lab.session.step
    qtbot.waitUntil(lambda: has_settled(window))
    assert_shown_equals_engine(window)


def assert_shown_equals_engine(window):
    """Compare what panels hold with a network of our own that has the session's weights."""
    session, moment = window.lab.session, window.state.moment.moment
    twin = build_network(moment.network, rng=np.random.default_rng(1))
    load_values(twin, {path: p.value for path, p in session.network.named_parameters()})
    sample = window.state.sample.sample
    x = cut_batch(
        sample.image[None], slice(None), moment.network.input_shape, batch_innermost=False
    )
    trace = trace_sample(twin, LOSSES["categorical_cross_entropy"](), x[0], sample.label)
    for path, parameter in session.network.named_parameters():
        np.testing.assert_array_equal(moment.snapshot.values[path], parameter.value)
        np.testing.assert_array_equal(moment.snapshot.gradients[path], parameter.gradient)
    for shown, computed in zip(moment.trace.values, trace.values, strict=True):
        np.testing.assert_array_equal(shown, computed)
    for shown, computed in zip(moment.trace.gradients, trace.gradients, strict=True):
        np.testing.assert_array_equal(shown, computed)
    np.testing.assert_array_equal(moment.trace.winners[2], trace.winners[2])


@pytest.mark.slow
def test_that_stepping_an_epoch_from_the_start_pauses_at_its_end(qtbot, open_window, tmp_path):
    folder = write_idx_folder(tmp_path / "digits", 300, 50)
    window = open_window(SEED_CNN.replace(epochs=2, data=str(folder)))
    press(qtbot, window, ActionId.TRAINING_STEP_EPOCH)
    per_epoch = window.lab.session.steps_per_epoch
    qtbot.waitUntil(lambda: steps_shown(window) == per_epoch, timeout=LONG)
    qtbot.wait(150)
    assert steps_shown(window) == per_epoch
    assert window.lab.run_state is RunState.PAUSED


def test_that_restart_brings_the_same_run_and_new_seed_another(qtbot, window):
    press(qtbot, window, ActionId.TRAINING_STEP_BATCH)
    qtbot.waitUntil(lambda: steps_shown(window) == 1 and has_settled(window))
    first = window.state.moment.moment.snapshot.values["0.conv2d.weight"]
    press(qtbot, window, ActionId.TRAINING_RESTART)
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.READY)
    press(qtbot, window, ActionId.TRAINING_STEP_BATCH)
    qtbot.waitUntil(lambda: steps_shown(window) == 1 and has_settled(window))
    again = window.state.moment.moment.snapshot.values["0.conv2d.weight"]
    assert again is not first
    np.testing.assert_array_equal(again, first)
    press(qtbot, window, ActionId.TRAINING_NEW_SEED)
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.READY)
    qtbot.waitUntil(lambda: has_settled(window))
    assert np.any(window.state.moment.moment.initial["0.conv2d.weight"] != first)


def test_that_stopping_keeps_the_network_and_training_goes_on_from_there(qtbot, window):
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    qtbot.waitUntil(lambda: steps_shown(window) > 20, timeout=LONG)
    press(qtbot, window, ActionId.TRAINING_STOP)
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.FINISHED)
    stopped = window.lab.session.step
    assert window.actions_by_id[ActionId.TRAINING_START_PAUSE].text() == "Resume"
    press(qtbot, window, ActionId.TRAINING_STEP_BATCH)
    qtbot.waitUntil(lambda: window.lab.session.step == stopped + 1)


def test_that_a_divergence_pauses_the_run_and_names_step_and_tensor(qtbot, open_window):
    window = open_window(SEED_CNN.replace(optimizer=SGDSpec(1e9)))
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.DIVERGED, timeout=LONG)
    sentence = window.notice_bar.text
    assert f"step {window.lab.session.step:,}" in sentence
    assert "conv2d" in sentence or "dense" in sentence
    qtbot.waitUntil(lambda: has_settled(window))
    assert window.state.moment.moment.trace.values[-1].shape == (10,)
    assert not window.actions_by_id[ActionId.TRAINING_START_PAUSE].isEnabled()
    assert window.actions_by_id[ActionId.TRAINING_RESTART].isEnabled()


def test_that_editing_while_training_prepares_the_next_run_only(qtbot, window):
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    document = window.state.experiment
    document.edit(document.experiment.replace(name="my own"), "rename")
    assert not window.lab.has_pending_changes
    smaller = document.experiment.network.layers[:2] + document.experiment.network.layers[3:]
    edited = document.experiment.replace(
        network=type(document.experiment.network)((28, 28, 1), smaller)
    )
    document.edit(edited, "remove the pooling")
    qtbot.waitUntil(lambda: steps_shown(window) > 10, timeout=LONG)
    assert len(window.lab.session.network.layers) == 6
    assert window.lab.has_pending_changes
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    press(qtbot, window, ActionId.TRAINING_RESTART)
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.READY)
    assert len(window.lab.session.network.layers) == 5
    qtbot.waitUntil(lambda: has_settled(window))


def test_that_an_impossible_network_cannot_be_started_and_says_why(qtbot, window):
    document = window.state.experiment
    network = type(document.experiment.network)(
        (28, 28, 1), document.experiment.network.layers[:3]
    )
    document.edit(document.experiment.replace(network=network), "cut the end off")
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.BLOCKED)
    assert "Softmax" in window.notice_bar.text
    assert not window.actions_by_id[ActionId.TRAINING_START_PAUSE].isEnabled()
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.READY)
    assert window.notice_bar.text == ""


def test_that_a_bad_experiment_file_is_refused_in_one_sentence(window, tmp_path):
    before = window.state.experiment.experiment
    for at, content in enumerate(["", "{", "[1]", '{"glassbox_experiment": 2}', "\x00\xff"]):
        path = tmp_path / f"bad{at}.json"
        path.write_text(content, encoding="latin-1")
        window.documents.open_experiment(path)
        assert window.state.experiment.experiment is before
        assert path.name in window.notice_bar.text
        assert "Traceback" not in window.notice_bar.text


def test_that_an_experiment_survives_being_saved_and_opened(window, tmp_path):
    path = tmp_path / "mine.json"
    window.documents.save_experiment(path)
    original = window.state.experiment.experiment
    window.state.experiment.edit(original.replace(seed=99), "seed")
    window.documents.open_experiment(path)
    assert window.state.experiment.experiment == original
    assert [file.name for file in tmp_path.glob("*.json*")] == ["mine.json"]


def test_that_an_experiment_with_a_byte_order_mark_is_opened(window, tmp_path):
    path = tmp_path / "mine.json"
    window.documents.save_experiment(path)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    original = window.state.experiment.experiment
    window.state.experiment.edit(original.replace(seed=99), "seed")
    window.documents.open_experiment(path)
    assert window.state.experiment.experiment == original


def test_that_an_experiment_that_cannot_be_written_is_told_in_one_sentence(window, tmp_path):
    window.documents.save_experiment(tmp_path / "nowhere" / "mine.json")
    assert "mine.json cannot be written: the folder does not exist" in window.notice_bar.text


def test_that_closing_while_training_ends_every_thread(qtbot, open_window):
    window = open_window()
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    qtbot.waitUntil(lambda: steps_shown(window) > 5, timeout=LONG)
    window.close()
    assert not window.lab.controller.is_active


@pytest.mark.slow
def test_that_every_action_has_its_id_as_object_name_and_explains_itself(window):
    for spec in ACTION_TABLE:
        action = window.actions_by_id[spec.id]
        assert action.objectName() == spec.id.value
        assert action.toolTip().strip()
    for panel in window.panels:
        assert window.findChild(type(panel), panel.PANEL_ID) is panel


def test_that_selecting_anywhere_outlines_the_unit_everywhere(qtbot, window):
    window.state.selection.select(Unit(2, 5, 3, 4))
    assert window.state.selection.unit == Unit(2, 5, 3, 4)
    qtbot.wait(30)
    window.grab()


@pytest.mark.slow
def test_that_the_layout_is_restored_at_the_next_start(build_without_data):
    first = build_without_data()
    first.docks["curves_panel"].close()
    first.close()
    second = build_without_data()
    assert second.docks["curves_panel"].isHidden()
    assert not second.docks["network_panel"].isHidden()


def test_that_the_theme_in_use_is_not_put_on_again(window, monkeypatch):
    put_on, settings = [], window._settings
    monkeypatch.setattr(
        ThemeChange, "begin", lambda _self, _app, theme: put_on.append(theme.name)
    )
    in_use = window.state.theme.theme.name
    other = "light" if in_use == "dark" else "dark"
    for name in (in_use, in_use, other, other, in_use):
        window.theme_actions.use(name)
        assert (settings.theme, window.state.theme.theme.name) == (name, name)
    assert put_on == [other, in_use]


@pytest.mark.slow
def test_that_both_themes_can_be_worn_and_are_remembered(build_without_data, settings):
    window = build_without_data()
    window.actions_by_id[ActionId.VIEW_THEME_LIGHT].trigger()
    assert window.state.theme.theme.name == "light"
    window.actions_by_id[ActionId.VIEW_THEME_DARK].trigger()
    assert window.state.theme.theme.name == "dark"
    assert settings.theme == "dark"
