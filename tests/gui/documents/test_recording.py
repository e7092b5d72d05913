"""What is on the disk while a window trains, and afterwards."""

import gc
import shutil
import weakref

import pytest

from core.datasets.loading import load_dataset
from core.documents import run_document
from core.documents.document_thinning import USUAL_BUDGET
from core.documents.resuming import resume
from core.documents.run_document import RunDocument
from core.documents.run_mark import MarkKind, RunMark
from core.presets import LENET_5
from core.training.build import session_for
from core.training.session_state import capture
from gui.actions.action_id import ActionId
from gui.lab.speed import Speed
from gui.state.run_state import RunState
from tests.support.run_files import files_in, the_run_in, train_to, weights_digest
from tests.support.window_driving import LONG, press, steps_shown


def test_that_a_run_without_steps_leaves_no_file(qtbot, window, runs_folder):
    window.lab.restart()
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.READY, timeout=LONG)
    assert window.lab.run_keeper.recorder is None
    window.close()
    assert files_in(runs_folder) == []


def test_that_a_run_is_one_file_with_every_step_once_the_window_is_closed(
    qtbot, window, runs_folder
):
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    qtbot.waitUntil(lambda: steps_shown(window) > 12, timeout=LONG)
    window.close()
    session = window.lab.session
    path = the_run_in(runs_folder)
    assert files_in(runs_folder) == [path.name]
    document = RunDocument(path)
    assert document.recipe.experiment == window.state.experiment.experiment
    assert document.history.last_step() == document.latest().step == session.step
    again = resume(document, load_dataset(document.recipe.experiment.data))
    document.close()
    assert weights_digest(again) == weights_digest(session)


@pytest.mark.slow
def test_that_what_was_trained_before_a_pause_survives_a_crash_during_it(
    qtbot, window, runs_folder, tmp_path
):
    train_to(qtbot, window, 3)
    keeper = window.lab.run_keeper
    qtbot.waitUntil(lambda: keeper.recorder.saved_step == 3, timeout=LONG)
    path = the_run_in(runs_folder)
    assert path.with_name(path.name + "-wal").exists()
    # what a power cut would leave
    copies = shutil.copytree(runs_folder, tmp_path / "after the crash")
    document = RunDocument(copies / path.name)
    assert document.latest().step == 3
    document.close()


@pytest.mark.slow
def test_that_restarting_closes_one_run_and_begins_another(qtbot, window, runs_folder):
    train_to(qtbot, window, 2)
    first = window.lab.run_keeper.path
    window.lab.restart()
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.READY, timeout=LONG)
    qtbot.waitUntil(lambda: files_in(runs_folder) == [first.name], timeout=LONG)
    train_to(qtbot, window, 1)
    assert window.lab.run_keeper.path != first
    window.close()
    assert len(files_in(runs_folder)) == 2
    document = RunDocument(first)
    assert document.history.last_step() == 2
    document.close()


@pytest.mark.slow
def test_that_pauses_are_marked_where_they_happened(qtbot, window, runs_folder):
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    qtbot.waitUntil(lambda: steps_shown(window) > 2, timeout=LONG)
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    control = window.lab.controller.control
    qtbot.waitUntil(lambda: control.is_held, timeout=LONG)
    qtbot.wait(50)
    step = window.lab.session.step
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    qtbot.waitUntil(lambda: steps_shown(window) > step, timeout=LONG)
    window.close()
    document = RunDocument(the_run_in(runs_folder))
    marks = [event for event in document.history.events() if isinstance(event, RunMark)]
    document.close()
    found = [(mark.kind, mark.step) for mark in marks]
    assert found == [(MarkKind.PAUSED, step), (MarkKind.RESUMED, step)]


@pytest.mark.slow
def test_that_training_on_after_the_end_goes_into_the_same_file(
    qtbot, open_window, small_experiment, runs_folder
):
    window = open_window(small_experiment.replace(epochs=1))
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.FINISHED, timeout=LONG)
    path = the_run_in(runs_folder)
    assert files_in(runs_folder) == [path.name]  # nothing beside it: it is given free
    end = window.lab.session.step
    recorder = window.lab.run_keeper.recorder
    assert recorder.document.stored_steps()[-1] == end  # still to be read
    train_to(qtbot, window, end + 2)
    assert window.lab.run_keeper.recorder is recorder
    window.close()
    document = RunDocument(path)
    assert document.history.last_step() == end + 2
    session = resume(document, load_dataset(document.recipe.experiment.data))
    document.close()
    whole = session_for(
        document.recipe.experiment, load_dataset(str(document.recipe.experiment.data))
    )
    list(whole.run())
    whole.extend(1)
    list(whole.run_step())
    list(whole.run_step())
    assert weights_digest(whole) == weights_digest(session)


@pytest.mark.parametrize("where", ["making", pytest.param("saving", marks=pytest.mark.slow)])
def test_that_a_full_disk_is_one_warning_and_training_goes_on(
    qtbot, window, runs_folder, monkeypatch, where
):
    def full(*arguments, **named):
        raise OSError("run.glassbox: the disk is full")

    name = "make_document" if where == "making" else "write_state"
    if where == "making":
        monkeypatch.setattr(run_document, name, full)
    notices = []
    window.lab.run_keeper.warned.connect(notices.append)
    press(qtbot, window, ActionId.TRAINING_STEP_BATCH)
    qtbot.waitUntil(lambda: steps_shown(window) == 1, timeout=LONG)
    monkeypatch.setattr(run_document, name, full)
    train_to(qtbot, window, 4)
    qtbot.waitUntil(lambda: "the disk is full" in window.notice_bar.text, timeout=LONG)
    assert len(notices) == 1
    window.close()
    assert window.isVisible()  # it would be lost
    assert "cannot be saved" in window.notice_bar.text
    monkeypatch.undo()
    window.close()  # there is room again: the end is the last chance to save
    document = RunDocument(the_run_in(runs_folder))
    assert document.history.last_step() == document.latest().step == 4
    document.close()


@pytest.mark.slow
def test_that_the_first_steps_survive_a_crash(qtbot, window):
    window.state.experiment.edit(
        window.state.experiment.experiment.replace(batch_size=2), "smaller batches"
    )
    window.transport.speed.choose(Speed.ONE)  # an epoch of 135 steps takes two minutes
    window.lab.restart(start=True)
    qtbot.waitUntil(lambda: window.lab.run_keeper.recorder is not None, timeout=LONG)
    recorder = window.lab.run_keeper.recorder
    qtbot.waitUntil(lambda: recorder.saved_step > 0, timeout=LONG)
    assert recorder.saved_step < 135


@pytest.mark.slow
def test_that_a_whole_run_of_lenet_takes_no_more_of_the_disk_than_is_usual(
    qtbot, open_window, small_experiment, runs_folder
):
    few = {"data": small_experiment.data, "batch_size": 4, "epochs": 10}
    window = open_window(LENET_5.replace(**few))
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.FINISHED, timeout=LONG)
    session = window.lab.session
    all_of_its_past = session.step * capture(session).without_gradients().size
    window.close()
    assert all_of_its_past > 2 * USUAL_BUDGET
    assert the_run_in(runs_folder).stat().st_size < 1.2 * USUAL_BUDGET


def test_that_a_run_that_is_over_gives_its_memory_back(qtbot, window):
    train_to(qtbot, window, 2)
    recorder = weakref.ref(window.lab.run_keeper.recorder)
    window.lab.restart(start=False)
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.READY, timeout=LONG)

    def is_gone():
        gc.collect()
        return recorder() is None

    qtbot.waitUntil(is_gone, timeout=LONG)
