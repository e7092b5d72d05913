"""Closing, Restart and Open save the run first, and ask only if that cannot be done."""

import shutil
from threading import Event

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QPushButton

from core.documents.run_document import RunDocument
from core.errors import LoadError
from gui.actions.action_id import ActionId
from gui.state.run_state import RunState
from tests.support.run_files import the_run_in, train_to
from tests.support.window_answers import becomes, offered
from tests.support.window_driving import LONG, press, steps_shown

LOST = "cannot be saved"


@pytest.fixture
def trained(qtbot, window_on_csv):
    """Return a function that has a window train and leaves the run in a state."""
    window = window_on_csv

    def train(state):
        train_to(qtbot, window, 5)
        if state is not RunState.PAUSED:
            press(qtbot, window, ActionId.TRAINING_START_PAUSE)
            qtbot.waitUntil(lambda: steps_shown(window) > 8, timeout=LONG)
        if state is RunState.FINISHED:
            press(qtbot, window, ActionId.TRAINING_STOP)
        qtbot.waitUntil(lambda: window.lab.run_state is state, timeout=LONG)
        return window

    return train


def remove_folder(path):
    shutil.rmtree(path.parent)


def block_folder(path):
    """Leave no place for any file: what is no folder cannot be made one."""
    remove_folder(path)
    path.parent.write_text("in the way")


def replace_by_another(path):
    shutil.copy(path, path.with_name("copy"))
    path.with_name("copy").write_bytes(b"something else altogether")
    path.with_name("copy").replace(path)


STATES = (
    RunState.RUNNING,
    pytest.param(RunState.PAUSED, marks=pytest.mark.slow),
    pytest.param(RunState.FINISHED, marks=pytest.mark.slow),
)


@pytest.mark.slow
@pytest.mark.parametrize(
    "harm", [remove_folder, pytest.param(replace_by_another, marks=pytest.mark.slow)]
)
@pytest.mark.parametrize("state", STATES)
def test_that_a_run_whose_file_is_gone_is_saved_in_another(qtbot, trained, state, harm):
    window = trained(state)
    path = window.lab.run_keeper.path
    harm(path)
    while not window.close():  # it may have to be asked for twice, and is saved then
        assert window.isVisible()
    step = window.lab.session.step
    others = set(path.parent.glob("*.glassbox")) - {path}
    if state is RunState.RUNNING:
        assert any(last_step(other) == step for other in others | {path})


def last_step(path):
    try:
        document = RunDocument(path)
    except LoadError:
        return None
    step = document.latest().step
    document.close()
    return step


@pytest.mark.slow
@pytest.mark.parametrize("state", STATES)
def test_that_a_window_whose_run_is_lost_asks_before_it_closes(qtbot, trained, state):
    window = trained(state)
    block_folder(window.lab.run_keeper.path)
    assert not window.close()
    assert window.isVisible()
    assert LOST in window.notice_bar.text
    assert offered(window) == "Keep it elsewhere…"
    assert window.lab.session.step >= 5
    assert window.close()


@pytest.mark.slow
@pytest.mark.parametrize("state", STATES)
def test_that_a_lost_run_can_be_kept_elsewhere_when_the_window_asks(
    qtbot, trained, state, tmp_path
):
    window = trained(state)
    block_folder(window.lab.run_keeper.path)
    assert not window.close()
    path = tmp_path / "kept" / "mine.glassbox"
    path.parent.mkdir()
    window.documents.file_dialogs = Chooser(path)
    button = window.findChild(QPushButton, "notice_accept")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert becomes(qtbot, window, lambda: window.lab.run_keeper.path == path), (
        window.notice_bar.text
    )
    qtbot.waitUntil(lambda: "is kept in" in window.notice_bar.text, timeout=LONG)
    step = window.lab.session.step
    assert window.close()
    document = RunDocument(path)
    assert document.latest().step == document.history.last_step() == step
    document.close()


class Chooser:
    def __init__(self, path):
        self._path = path

    def ask_to_save(self, title, suggestion, name_filter, then):
        then(self._path)


WISHES = [pytest.param(wish, marks=pytest.mark.slow) for wish in ("open", "new")] + ["restart"]


@pytest.mark.slow
@pytest.mark.parametrize("wish", WISHES)
@pytest.mark.parametrize("state", STATES)
def test_that_nothing_takes_the_place_of_a_lost_run_unasked(
    qtbot, trained, state, wish, tmp_path
):
    window = trained(state)
    lab, path = window.lab, window.lab.run_keeper.path
    other = tmp_path / "other.glassbox"
    if wish == "open":
        window.actions_by_id[ActionId.RUN_DUPLICATE].trigger()
        qtbot.waitUntil(lambda: "copy" in window.notice_bar.text, timeout=LONG)
        (copy,) = set(path.parent.glob("*.glassbox")) - {path}
        shutil.copy(copy, other)
    recording = lab.run_keeper.recording
    block_folder(path)

    def ask():
        if wish == "open":
            window.documents.open_run(other)
        else:
            new, again = ActionId.RUN_NEW, ActionId.TRAINING_RESTART
            window.actions_by_id[new if wish == "new" else again].trigger()

    ask()
    qtbot.waitUntil(lambda: LOST in window.notice_bar.text, timeout=LONG)
    assert lab.run_keeper.recording is recording
    assert lab.run_state is RunState.FINISHED
    ask()
    qtbot.waitUntil(lambda: lab.run_keeper.recording is not recording, timeout=LONG)


@pytest.mark.slow
def test_that_a_run_that_is_trained_on_after_the_question_is_saved_anew(
    qtbot, trained, tmp_path
):
    window = trained(RunState.FINISHED)
    remove_folder(window.lab.run_keeper.path)
    assert not window.close()
    train_to(qtbot, window, window.lab.session.step + 2)
    step = window.lab.session.step
    if not window.close():  # what was given up was another state of the run
        assert LOST in window.notice_bar.text
        assert window.close()
    else:
        document = RunDocument(the_run_in(window.lab.run_keeper.folder))
        assert document.latest().step == step
        document.close()


@pytest.mark.slow
@pytest.mark.parametrize("state", STATES)
def test_that_a_run_that_can_be_saved_is_closed_without_a_question(
    qtbot, trained, runs_folder, state
):
    window = trained(state)
    assert window.close()
    document = RunDocument(the_run_in(runs_folder))
    assert document.latest().step == window.lab.session.step >= 5
    document.close()


@pytest.mark.slow
def test_that_the_window_goes_on_painting_and_closes_once_while_it_saves(
    qtbot, trained, monkeypatch
):
    window = trained(RunState.PAUSED)
    recording = window.lab.run_keeper.recording
    end = recording.end
    is_open, is_served = [], Event()

    def slow_end():
        is_served.wait(60)
        end()

    monkeypatch.setattr(recording, "end", slow_end)

    def while_saving():
        window.close()  # asked again: nothing happens
        is_open.append(window.isVisible())
        is_served.set()

    QTimer.singleShot(0, while_saving)
    assert window.close()
    assert is_open == [True]
