"""Closing the window, opening the run again, and going on as if nothing had been."""

import sqlite3

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QMenu

from core.datasets.loading import load_dataset
from core.documents.run_document import RunDocument
from core.documents.run_mark import MarkKind
from core.optimizers.sgd import SGDSpec
from core.presets import SEED_MLP
from gui.actions.action_id import ActionId
from gui.panels.filters.film_strip import FilmStrip
from gui.state.run_state import RunState
from tests.support.data_files import write_idx_folder
from tests.support.run_files import (
    files_in,
    the_run_in,
    train_to,
    trained,
    weights_digest,
    write_run,
)
from tests.support.window_driving import LONG, has_settled, press, read, steps_shown
from tests.support.window_drop import drop


@pytest.fixture
def dataset(small_experiment):
    return load_dataset(small_experiment.data)


@pytest.fixture
def run_file(tmp_path, small_experiment, dataset):
    path = tmp_path / "elsewhere" / "my run.glassbox"
    write_run(path, small_experiment.replace(seed=5, name="mine"), dataset, 40)
    return path


def open_in(qtbot, window, path, step):
    window.documents.open_file(path)
    qtbot.waitUntil(lambda: window.lab.run_keeper.path == path, timeout=LONG)
    qtbot.waitUntil(lambda: has_settled(window), timeout=LONG)
    assert window.lab.session.step == step


def test_that_a_run_goes_on_in_a_new_window_as_if_it_had_never_been_closed(
    qtbot, open_window, small_experiment, dataset, runs_folder
):
    first = open_window()
    train_to(qtbot, first, 5)  # in the middle of an epoch
    first.close()
    path = the_run_in(runs_folder)
    second = open_window(path=path, experiment=SEED_MLP)
    qtbot.waitUntil(lambda: has_settled(second), timeout=LONG)
    assert second.lab.run_state is RunState.PAUSED
    assert steps_shown(second) == 5
    assert second.state.experiment.experiment == small_experiment
    press(qtbot, second, ActionId.TRAINING_START_PAUSE)
    qtbot.waitUntil(lambda: steps_shown(second) > 15, timeout=LONG)
    second.close()
    session = second.lab.session
    assert weights_digest(session) == weights_digest(
        trained(small_experiment, dataset, session.step)
    )
    assert files_in(runs_folder) == [path.name]
    document = RunDocument(path)
    losses = document.history.batches()["loss"]
    marks = [mark.kind for mark in document.history.events() if hasattr(mark, "kind")]
    document.close()
    assert len(losses) == session.step
    assert MarkKind.REOPENED in marks


def test_that_everything_on_screen_is_the_opened_run(qtbot, window, run_file):
    train_to(qtbot, window, 2)
    open_in(qtbot, window, run_file, 40)
    assert read(window, "step") == "40"
    assert read(window, "epoch").startswith("5/")
    document = RunDocument(run_file)
    last = document.history.batches()[-1]
    initial = document.read(0).snapshot.values
    stored = document.stored_steps().tolist()
    document.close()
    assert read(window, "loss") == f"{last['loss']:.3f}"
    assert len(window.state.curves.history.batches) == 40
    moment = window.state.moment.moment
    np.testing.assert_array_equal(
        moment.snapshot.values["0.conv2d.weight"],
        window.lab.session.network.layers[0].parameters["weight"].value,
    )
    np.testing.assert_array_equal(moment.initial["0.conv2d.weight"], initial["0.conv2d.weight"])
    assert window.windowTitle() == "mine – Glassbox"  # not what its file is called
    see_the_past_in_the_film_strip(qtbot, window, stored)
    window.state.experiment.undo_stack.undo()
    assert window.state.experiment.experiment.seed != 5
    assert window.lab.has_pending_changes
    assert window.lab.session.step == 40


def see_the_past_in_the_film_strip(qtbot, window, stored):
    """Open Film-strip: the states in the file are there, not only the first and the last."""
    dock = window.docks["filters_panel"]
    dock.come_forward()
    qtbot.waitUntil(dock.panel.isVisible)
    qtbot.mouseClick(
        dock.panel.findChild(QAbstractButton, "filters_panel_film_button"),
        Qt.MouseButton.LeftButton,
    )
    strip = dock.panel.findChild(FilmStrip)
    fewest = min(3, len(stored))  # how many fit depends on how wide the panel is
    qtbot.waitUntil(lambda: strip.film is not None and len(strip.film.steps) >= fewest)
    assert set(strip.film.steps) <= set(stored)
    window.docks["network_panel"].come_forward()


@pytest.mark.slow
def test_that_opening_changes_no_byte_and_leaves_nothing_beside_the_file(
    qtbot, window, run_file
):
    before = run_file.read_bytes()
    open_in(qtbot, window, run_file, 40)
    window.close()
    assert run_file.read_bytes() == before
    assert files_in(run_file.parent) == [run_file.name]


@pytest.mark.slow
def test_that_the_run_before_is_ended_and_kept_when_another_is_opened(
    qtbot, window, run_file, runs_folder
):
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    qtbot.waitUntil(lambda: steps_shown(window) > 10, timeout=LONG)
    session = window.lab.session
    open_in(qtbot, window, run_file, 40)
    document = RunDocument(the_run_in(runs_folder))
    assert document.history.last_step() == session.step
    document.close()


@pytest.mark.slow
def test_that_a_finished_run_can_be_opened_and_trained_on(
    qtbot, window, tmp_path, small_experiment, dataset
):
    path = tmp_path / "done.glassbox"
    write_run(path, small_experiment.replace(epochs=1), dataset, 9)
    window.documents.open_file(path)
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.FINISHED, timeout=LONG)
    qtbot.waitUntil(lambda: has_settled(window), timeout=LONG)
    train_to(qtbot, window, 11)


@pytest.mark.slow
def test_that_a_diverged_run_can_be_looked_at_but_not_trained(
    qtbot, window, tmp_path, small_experiment, dataset
):
    path = tmp_path / "broken.glassbox"
    session, _ = write_run(path, small_experiment.replace(optimizer=SGDSpec(1e9)), dataset, 1)
    for _ in range(20):
        if session.finished is not None:
            break
        path.unlink()
        session, _ = write_run(
            path, small_experiment.replace(optimizer=SGDSpec(1e9)), dataset, session.step + 1
        )
    assert session.finished is not None
    window.documents.open_file(path)
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.DIVERGED, timeout=LONG)
    assert not window.actions_by_id[ActionId.TRAINING_START_PAUSE].isEnabled()


BAD_KINDS = (
    *("truncated", "foreign", "text", "empty"),
    *("future", "enormous", "folder", "missing"),
)


def bad_file(kind, path, run_file):
    content = run_file.read_bytes()
    if kind == "truncated":
        path.write_bytes(content[: len(content) // 2])
    elif kind == "foreign":
        with sqlite3.connect(path) as connection:
            connection.execute("CREATE TABLE cats (name)")
        connection.close()
    elif kind == "text":
        path.write_text("dear diary")
    elif kind == "empty":
        path.write_bytes(b"")
    elif kind == "future":
        path.write_bytes(content)
        connection = sqlite3.connect(path)
        connection.execute("PRAGMA user_version = 99")
        connection.close()
    elif kind == "enormous":
        with path.open("wb") as file:
            file.truncate(5 * 2**30)
    elif kind == "folder":
        path.mkdir()


@pytest.mark.slow
def test_that_what_is_no_run_is_one_sentence_and_training_goes_on(
    qtbot, window, run_file, pace
):
    pace.hold_at(window, 5)
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    for kind in BAD_KINDS:
        path = run_file.with_name(f"{kind}.glassbox")
        bad_file(kind, path, run_file)
        window.documents.open_file(path)
        qtbot.waitUntil(lambda name=path.name: name in window.notice_bar.text, timeout=LONG)
        text = window.notice_bar.text
        assert "Traceback" not in text
        assert "Error" not in text
        assert len(text) <= 310
    pace.let_go()
    qtbot.waitUntil(lambda: steps_shown(window) > 5, timeout=LONG)
    assert window.lab.run_state is RunState.RUNNING


@pytest.mark.slow
def test_that_a_run_whose_data_is_gone_or_other_is_refused_by_name(
    qtbot, open_window, window, tmp_path, small_experiment
):
    folder = write_idx_folder(tmp_path / "borrowed", 200, 20)
    experiment = small_experiment.replace(data=str(folder))
    path = tmp_path / "borrowed.glassbox"
    write_run(path, experiment, load_dataset(str(folder)), 3)
    write_idx_folder(folder, 210, 20)
    window.documents.open_file(path)
    qtbot.waitUntil(lambda: "others" in window.notice_bar.text, timeout=LONG)
    assert "borrowed" in window.notice_bar.text
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()
    window.documents.open_file(path)
    qtbot.waitUntil(lambda: "cannot be read" in window.notice_bar.text, timeout=LONG)
    assert window.lab.run_keeper.path is None


@pytest.mark.slow
def test_that_a_missing_run_named_at_the_start_leaves_a_working_window(
    qtbot, open_window, tmp_path
):
    window = open_window(path=tmp_path / "gone.glassbox")
    assert "gone.glassbox: there is no such file" in window.notice_bar.text
    train_to(qtbot, window, 1)


@pytest.mark.slow
def test_that_a_run_in_a_read_only_place_goes_on_in_a_copy(
    qtbot, window, run_file, runs_folder, monkeypatch
):
    before = run_file.read_bytes()
    begin_writing = RunDocument.begin_writing

    def refuse(document):
        if document.path == run_file:
            raise OSError("my run.glassbox: this file may only be read")
        begin_writing(document)

    monkeypatch.setattr(RunDocument, "begin_writing", refuse)
    open_in(qtbot, window, run_file, 40)
    train_to(qtbot, window, 42)
    qtbot.waitUntil(lambda: "may only be read" in window.notice_bar.text, timeout=LONG)
    window.close()
    assert run_file.read_bytes() == before
    document = RunDocument(the_run_in(runs_folder))
    assert document.history.last_step() == document.latest().step == 42
    document.close()


@pytest.mark.slow
def test_that_a_file_dropped_onto_the_window_is_opened(qtbot, window, run_file):
    assert drop(window, run_file)
    qtbot.waitUntil(lambda: window.lab.run_keeper.path == run_file, timeout=LONG)


@pytest.mark.slow
def test_that_the_runs_used_last_are_offered_while_they_exist(qtbot, window, run_file):
    open_in(qtbot, window, run_file, 40)
    menu = window.findChild(QMenu, "open_recent_menu")
    menu.aboutToShow.emit()
    assert [action.data() for action in menu.actions()] == [str(run_file)]
    window.lab.restart(start=False)
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.READY, timeout=LONG)
    menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: window.lab.run_keeper.path == run_file, timeout=LONG)
    run_file.rename(run_file.with_name("other.glassbox"))
    menu.aboutToShow.emit()
    assert [action.isEnabled() for action in menu.actions()] == [False]
