"""Saving under another name, copies, lost runs and the sentences about them."""

import os
import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from core.datasets.loading import load_dataset
from core.documents import run_document
from core.documents.resuming import resume
from core.documents.run_document import RunDocument
from gui.actions.action_id import ActionId
from gui.state.run_state import RunState
from tests.support.run_files import (
    files_in,
    the_run_in,
    train_to,
    trained,
    weights_digest,
    write_run,
)
from tests.support.window_driving import LONG, press, steps_shown


def is_kept_in(window, path):
    return window.lab.run_keeper.path == path


def digest_in(path):
    document = RunDocument(path)
    session = resume(document, load_dataset(document.recipe.experiment.data))
    document.close()
    return weights_digest(session)


def choose(window, path):
    """Let the next file dialog answer with `path`."""

    class Chooser:
        def ask_to_open(self, title, name_filter, then):
            then(path)

        def ask_to_save(self, title, suggestion, name_filter, then):
            then(path)

    window.documents.file_dialogs = Chooser()


@pytest.mark.slow
@pytest.mark.parametrize(
    "state",
    [
        "running",
        pytest.param("paused", marks=pytest.mark.slow),
        pytest.param("finished", marks=pytest.mark.slow),
    ],
)
def test_that_a_run_saved_elsewhere_goes_on_there(
    qtbot, open_window, small_experiment, tmp_path, runs_folder, state
):
    epochs = 1 if state == "finished" else 1000
    window = open_window(small_experiment.replace(epochs=epochs))
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    qtbot.waitUntil(lambda: steps_shown(window) > 5, timeout=LONG)
    if state == "paused":
        press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    elif state == "finished":
        qtbot.waitUntil(lambda: window.lab.run_state is RunState.FINISHED, timeout=LONG)
    path = tmp_path / "mine.glassbox"
    choose(window, path)
    window.actions_by_id[ActionId.RUN_SAVE_AS].trigger()
    qtbot.waitUntil(lambda: is_kept_in(window, path), timeout=LONG)
    qtbot.waitUntil(lambda: "mine.glassbox" in window.notice_bar.text, timeout=LONG)
    assert "mine" in window.windowTitle()
    if state != "running":
        train_to(qtbot, window, window.lab.session.step + 2)
    session = window.lab.session
    first = the_run_in(runs_folder)
    assert files_in(runs_folder) == [first.name]
    window.close()
    assert files_in(path.parent).count(path.name) == 1
    assert not list(tmp_path.glob("mine.glassbox-*"))
    document = RunDocument(path)
    assert document.history.last_step() == len(document.history.batches()) == session.step
    document.close()
    assert digest_in(path) == weights_digest(session)


@pytest.mark.slow
def test_that_saving_elsewhere_without_room_leaves_the_run_where_it_was(
    qtbot, window, tmp_path, monkeypatch
):
    train_to(qtbot, window, 2)
    before = window.lab.run_keeper.path

    def full(*arguments, **named):
        raise OSError("mine.glassbox: the disk is full")

    monkeypatch.setattr(run_document, "make_document", full)
    window.documents.save_run_as(tmp_path / "mine.glassbox")
    qtbot.waitUntil(lambda: "the disk is full" in window.notice_bar.text, timeout=LONG)
    assert window.lab.run_keeper.path == before
    train_to(qtbot, window, 3)


@pytest.mark.slow
def test_that_a_run_in_memory_only_is_kept_whole_once_it_is_saved_elsewhere(
    qtbot, window, tmp_path, monkeypatch
):
    with monkeypatch.context() as patched:

        def refuse(*arguments, **named):
            raise PermissionError(13, "Permission denied", "/somewhere/runs")

        patched.setattr(run_document, "make_document", refuse)
        train_to(qtbot, window, 3)
        qtbot.waitUntil(lambda: "Permission denied" in window.notice_bar.text, timeout=LONG)
        assert "Errno" not in window.notice_bar.text
    path = tmp_path / "mine.glassbox"
    window.documents.save_run_as(path)
    qtbot.waitUntil(lambda: is_kept_in(window, path), timeout=LONG)
    train_to(qtbot, window, 5)
    window.close()
    document = RunDocument(path)
    assert document.history.batches()["step"].tolist() == [1, 2, 3, 4, 5]
    document.close()


@pytest.mark.slow
def test_that_a_file_deleted_while_it_is_written_is_told_and_the_run_can_be_kept(
    qtbot, window, tmp_path
):
    train_to(qtbot, window, 3)
    qtbot.waitUntil(lambda: window.lab.run_keeper.recorder.saved_step == 3, timeout=LONG)
    window.lab.run_keeper.path.unlink()
    train_to(qtbot, window, 4)
    qtbot.waitUntil(lambda: "was deleted" in window.notice_bar.text, timeout=LONG)
    path = tmp_path / "mine.glassbox"
    window.documents.save_run_as(path)
    qtbot.waitUntil(lambda: is_kept_in(window, path), timeout=LONG)
    qtbot.waitUntil(lambda: path.name in window.notice_bar.text, timeout=LONG)
    window.close()
    document = RunDocument(path)
    assert document.history.batches()["step"].tolist() == [1, 2, 3, 4]
    document.close()


@pytest.mark.slow
def test_that_a_duplicate_is_another_run_and_is_offered(qtbot, window, runs_folder):
    train_to(qtbot, window, 3)
    original = window.lab.run_keeper.path
    window.actions_by_id[ActionId.RUN_DUPLICATE].trigger()
    qtbot.waitUntil(lambda: "copy" in window.notice_bar.text, timeout=LONG)
    assert window.lab.run_keeper.path == original
    (copy,) = set(runs_folder.glob("*.glassbox")) - {original}
    button = window.findChild(QPushButton, "notice_accept")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: is_kept_in(window, copy), timeout=LONG)
    qtbot.waitUntil(lambda: steps_shown(window) == 3, timeout=LONG)
    window.close()
    first, second = RunDocument(original), RunDocument(copy)
    assert first.recipe.run_id != second.recipe.run_id
    first.close()
    second.close()


@pytest.fixture
def crashed(runs_folder, tmp_path, small_experiment):
    """Leave in the folder of runs what a process that was killed at step 7 leaves there."""
    dataset = load_dataset(small_experiment.data)
    live = tmp_path / "live" / "lost.glassbox"
    _, recorder = write_run(live, small_experiment, dataset, 7, close=False)
    recorder.save()
    shutil.copytree(live.parent, runs_folder)
    recorder.close()
    assert len(files_in(runs_folder)) > 1
    return runs_folder / live.name


@pytest.mark.slow
def test_that_a_run_lost_in_a_crash_is_offered_at_the_next_start(
    qtbot, crashed, open_window, small_experiment
):
    window = open_window()
    qtbot.waitUntil(lambda: "not closed properly" in window.notice_bar.text, timeout=LONG)
    assert "recovered up to step 7" in window.notice_bar.text
    assert files_in(crashed.parent) == [crashed.name]
    qtbot.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: is_kept_in(window, crashed), timeout=LONG)
    assert window.notice_bar.text == ""
    train_to(qtbot, window, 9)
    session = trained(small_experiment, load_dataset(small_experiment.data), 9)
    assert weights_digest(window.lab.session) == weights_digest(session)


@pytest.mark.slow
def test_that_the_offer_outlives_other_notices_until_it_is_dismissed(
    qtbot, crashed, open_window
):
    window = open_window()
    qtbot.waitUntil(lambda: "not closed properly" in window.notice_bar.text, timeout=LONG)
    train_to(qtbot, window, 1)
    assert "not closed properly" in window.notice_bar.text
    window.lab.notice.emit("error", "Something else.")
    assert not window.findChild(QPushButton, "notice_accept").isVisible()
    dismiss = window.findChild(QPushButton, "notice_dismiss")
    qtbot.mouseClick(dismiss, Qt.MouseButton.LeftButton)
    assert "not closed properly" in window.notice_bar.text
    qtbot.mouseClick(dismiss, Qt.MouseButton.LeftButton)
    assert window.notice_bar.text == ""


@pytest.mark.slow
def test_that_a_crash_that_left_a_broken_file_is_told_and_the_file_stays(
    qtbot, crashed, open_window
):
    content = crashed.read_bytes()
    crashed.write_bytes(b"x" * len(content))
    window = open_window()
    qtbot.waitUntil(lambda: "cannot be recovered" in window.notice_bar.text, timeout=LONG)
    assert crashed.read_bytes() == b"x" * len(content)


def test_that_nothing_is_said_when_nothing_was_lost(qtbot, open_window):
    window = open_window()
    tasks = window.lab.run_keeper.tasks
    window.documents.look_for_lost_runs()
    qtbot.waitUntil(lambda: not tasks.is_busy, timeout=LONG)
    assert window.notice_bar.text == ""


@pytest.mark.slow
def test_that_the_last_run_is_offered_after_leaving_and_goes_when_another_begins(
    qtbot, open_window
):
    window = open_window()
    train_to(qtbot, window, 3)
    path = window.lab.run_keeper.path
    window.close()
    again = open_window()
    qtbot.waitUntil(lambda: "Your last run" in again.notice_bar.text, timeout=LONG)
    assert "step 3" in again.notice_bar.text
    qtbot.keyClick(again, Qt.Key.Key_O, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: is_kept_in(again, path), timeout=LONG)
    again.close()
    third = open_window()
    qtbot.waitUntil(lambda: "Your last run" in third.notice_bar.text, timeout=LONG)
    train_to(qtbot, third, 2)
    qtbot.waitUntil(lambda: third.notice_bar.text == "", timeout=LONG)


@pytest.mark.slow
def test_that_a_run_one_has_just_branched_from_is_not_offered_as_the_last(qtbot, window):
    window.look_back_timer.stop()
    train_to(qtbot, window, 2)
    window.time_travel.branch(1, {})
    qtbot.waitUntil(lambda: "begins at step 1" in window.notice_bar.text, timeout=LONG)
    window.documents.look_for_lost_runs()  # as late as on a busy machine
    qtbot.waitUntil(lambda: not window.lab.run_keeper.tasks.is_busy, timeout=LONG)
    assert "begins at step 1" in window.notice_bar.text


@pytest.mark.slow
def test_that_a_folder_that_cannot_be_made_is_one_warning(
    qtbot, open_window, tmp_path, monkeypatch
):
    (tmp_path / "taken").write_text("a file where the folder should be")
    monkeypatch.setitem(os.environ, "GLASSBOX_RUNS", str(tmp_path / "taken" / "runs"))
    window = open_window()
    train_to(qtbot, window, 2)
    qtbot.waitUntil(lambda: "kept in memory only" in window.notice_bar.text, timeout=LONG)
    assert "Errno" not in window.notice_bar.text
    window.close()
    window.close()  # yes, it may be lost
    assert not window.isVisible()


def test_that_one_dialog_opens_experiments_too(qtbot, window, tmp_path, small_experiment):
    path = tmp_path / "mine.json"
    window.documents.save_experiment(path)
    document = window.state.experiment
    document.edit(small_experiment.replace(seed=77), "seed")
    choose(window, path)
    window.actions_by_id[ActionId.RUN_OPEN].trigger()
    qtbot.waitUntil(lambda: document.experiment == small_experiment, timeout=LONG)
