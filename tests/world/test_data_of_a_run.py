"""A run is bound to its images, not to the place where they lay."""

import shutil
from contextlib import closing

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QToolButton

from core.datasets.loading import load_dataset
from core.documents.run_document import RunDocument
from core.training.session_state import VALUES
from gui.actions.action_id import ActionId
from gui.state.run_state import RunState
from tests.support.data_files import write_idx_folder
from tests.support.made_up_digits import write_made_up_csv, write_made_up_idx
from tests.support.run_files import the_run_in, write_run
from tests.support.window_answers import becomes, offered
from tests.support.window_driving import LONG, press, steps_shown

TRAIN = ("train", "--preset", "seed-mlp", "--iterations", 3, "--batch-size", 8)


@pytest.fixture
def old_place(tmp_path):
    return write_made_up_csv(tmp_path / "old" / "train.csv")


@pytest.fixture
def recorded_run(tmp_path, old_place, made_up_experiment):
    """A run of three steps whose images lie in `old_place`."""
    path = tmp_path / "runs of mine" / "run.glassbox"
    write_run(
        path,
        made_up_experiment.replace(data=str(old_place)),
        load_dataset(str(old_place)),
        3,
    )
    return path


def opens(qtbot, window, run):
    window.documents.open_run(run)
    return becomes(qtbot, window, lambda: window.lab.run_keeper.path == run)


@pytest.mark.slow
def test_that_a_run_is_opened_with_the_same_images_from_another_place(
    qtbot, open_window, made_up_experiment, old_place, recorded_run, tmp_path
):
    new_place = tmp_path / "moved.csv"
    old_place.rename(new_place)
    window = open_window(made_up_experiment.replace(data=str(new_place)))
    loader = window.lab.data_loader
    qtbot.waitUntil(lambda: loader.loaded_source == str(new_place), timeout=LONG)
    assert opens(qtbot, window, recorded_run)
    assert window.lab.session.step == 3


@pytest.mark.slow
def test_that_images_are_looked_for_beside_the_run(
    qtbot, build_without_data, old_place, recorded_run
):
    shutil.move(old_place, recorded_run.parent / old_place.name)
    window = build_without_data()
    assert opens(qtbot, window, recorded_run)
    assert window.lab.session.step == 3


@pytest.fixture
def window_on_other_data(qtbot, open_window, made_up_experiment, tmp_path):
    """A window whose images are not those of the run."""
    other = write_made_up_idx(tmp_path / "others", label_shift=1)
    window = open_window(made_up_experiment.replace(data=str(other)))
    loader = window.lab.data_loader
    qtbot.waitUntil(lambda: loader.loaded_source == str(other), timeout=LONG)
    return window


def lose(old_place, recorded_run, window, qtbot):
    old_place.unlink()
    window.documents.open_run(recorded_run)
    qtbot.waitUntil(lambda: offered(window) == "Locate the data…", timeout=LONG)
    assert str(old_place) in window.notice_bar.text


def test_that_a_run_whose_images_are_gone_is_opened_for_looking(
    qtbot, window_on_other_data, old_place, recorded_run
):
    before = recorded_run.read_bytes()
    lose(old_place, recorded_run, window_on_other_data, qtbot)
    moment = window_on_other_data.state.moment
    assert becomes(
        qtbot, window_on_other_data, lambda: moment.moment and moment.moment.snapshot.step == 3
    )
    assert recorded_run.read_bytes() == before
    check_that_it_is_for_looking(qtbot, window_on_other_data, recorded_run)
    check_that_it_can_be_reported(qtbot, window_on_other_data, recorded_run)
    assert recorded_run.read_bytes() == before


def check_that_it_can_be_reported(qtbot, window, run):
    """Check that its report is written, under the name of its file."""
    page = run.with_name("page.html")

    class Answers:
        def ask_to_save(self, _title, suggestion, _name_filter, then):
            assert suggestion == f"{run.stem}.html"
            then(page)

    window.outside.report.file_dialogs = Answers()
    window.actions_by_id[ActionId.RUN_REPORT].trigger()
    qtbot.waitUntil(page.exists, timeout=LONG)
    assert "What it takes for what" not in page.read_text()  # nothing was judged


def check_that_it_is_for_looking(qtbot, window, run):
    """Check that curves, stored steps and weights are there, and that nothing is trained."""
    state = window.state
    assert "It can only be looked at." in window.notice_bar.text
    assert window.lab.run_state is RunState.BLOCKED
    assert window.lab.session is None
    for action in (ActionId.TRAINING_START_PAUSE, ActionId.TRAINING_STEP_BATCH):
        name = f"{action.value.replace('.', '_')}_button"
        assert not window.findChild(QToolButton, name).isEnabled()
    assert [event.step for event in state.curves.history.events(3)][-1] == 3
    with closing(RunDocument(run)) as document:
        stored = document.stored_steps().tolist()
        weights = document.read(stored[1]).group(VALUES)
    assert state.timeline.stored_steps.tolist() == stored
    state.timeline.go_to(stored[1])
    qtbot.waitUntil(lambda: state.moment.moment.snapshot.step == stored[1], timeout=LONG)
    for name, shown in state.moment.moment.snapshot.values.items():
        assert np.array_equal(shown, weights[name])
    said = window.experiment_panel.findChild(QLabel, "data_counts")
    qtbot.waitUntil(lambda: said.text().startswith("These images could not be loaded."))
    dataset = state.data.dataset
    assert dataset is None or said.text().endswith(f"Shown instead: {dataset.name}.")
    evaluate = window.docks["evaluate_panel"]
    evaluate.come_forward()
    reason = evaluate.panel.findChild(QLabel, "evaluate_panel_message")
    qtbot.waitUntil(lambda: reason.isVisible(), timeout=LONG)
    if dataset is not None:  # how well it does on images of others is not said
        qtbot.waitUntil(lambda: "images of this run are not there" in reason.text())
    assert evaluate.panel.evaluation is None
    window.curves_panel.make_late_parts()
    window.curves_panel.findChild(QAbstractButton, "timeline_branch").click()
    assert "A branch needs the images" in window.notice_bar.text


@pytest.mark.slow
def test_that_a_run_is_looked_at_in_a_window_without_any_images(
    qtbot, build_without_data, old_place, recorded_run
):
    old_place.unlink()
    window = build_without_data()
    window.documents.open_run(recorded_run)
    moment = window.state.moment
    qtbot.waitUntil(lambda: moment.moment is not None, timeout=LONG)
    assert moment.moment.snapshot.step == 3
    assert not moment.moment.sample.image.any()
    assert moment.moment.sample.label is None
    check_that_it_is_for_looking(qtbot, window, recorded_run)


@pytest.mark.slow
def test_that_a_step_that_is_not_stored_is_said_to_need_the_images(
    qtbot, window_on_other_data, old_place, recorded_run
):
    with closing(RunDocument(recorded_run)) as document:
        document.begin_writing()
        document.save([], budget=1)
        assert document.stored_steps().tolist() == [0, 3]
    lose(old_place, recorded_run, window_on_other_data, qtbot)
    state = window_on_other_data.state
    qtbot.waitUntil(lambda: state.timeline.last_step == 3, timeout=LONG)
    state.timeline.go_to(2)
    notice = window_on_other_data.notice_bar
    qtbot.waitUntil(lambda: state.timeline.is_live, timeout=LONG)
    assert state.moment.moment.snapshot.step == 3
    assert "Step 2 is not stored" in notice.text
    notice.show_notice("info", "")  # as every later sentence does that takes it back
    assert offered(window_on_other_data) == "Locate the data…"


@pytest.mark.slow
def test_that_weights_whose_images_are_gone_are_looked_at(
    qtbot, window_on_other_data, old_place, tmp_path, command
):
    out = tmp_path / "run.npz"
    assert command(*TRAIN, "--data", old_place, "--out", out)[0] == 0
    lose(old_place, out, window_on_other_data, qtbot)
    moment = window_on_other_data.state.moment
    qtbot.waitUntil(
        lambda: bool(moment.moment) and moment.moment.snapshot.step == 3, timeout=LONG
    )
    assert window_on_other_data.lab.run_state is RunState.BLOCKED


@pytest.mark.slow
def test_that_a_run_in_training_is_saved_before_one_is_looked_at(
    qtbot, open_window, made_up_experiment, runs_folder, old_place, recorded_run, tmp_path
):
    digits = write_idx_folder(tmp_path / "digits", 200, 20)
    window = open_window(made_up_experiment.replace(data=str(digits)))
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.READY, timeout=LONG)
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    qtbot.waitUntil(lambda: steps_shown(window) > 2, timeout=LONG)
    lose(old_place, recorded_run, window, qtbot)
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.BLOCKED, timeout=LONG)
    qtbot.waitUntil(
        lambda: [p.suffix for p in runs_folder.iterdir()] == [".glassbox"], timeout=LONG
    )
    with closing(RunDocument(the_run_in(runs_folder))) as document:
        assert document.latest().step > 2


def test_that_a_run_is_shown_without_its_images(old_place, recorded_run, command):
    old_place.unlink()
    code, printed, said = command("show", recorded_run)
    assert code == 0, said
    assert "3 steps" in printed


@pytest.mark.slow
@pytest.mark.parametrize("is_right", [True, False])
def test_that_images_that_are_located_open_the_run_if_they_are_its_own(
    qtbot, window_on_other_data, old_place, recorded_run, tmp_path, is_right
):
    window = window_on_other_data
    new_place = tmp_path / "somewhere" / "else.csv"
    new_place.parent.mkdir()
    shutil.copy(old_place, new_place)
    lose(old_place, recorded_run, window, qtbot)
    wrong = tmp_path / "others"
    window.documents.file_dialogs = Chooser(new_place if is_right else wrong)
    button = window.findChild(QPushButton, "notice_accept")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    keeper = window.lab.run_keeper
    if is_right:
        qtbot.waitUntil(lambda: keeper.path == recorded_run, timeout=LONG)
        assert window.lab.session.step == 3
    else:
        qtbot.waitUntil(lambda: "others" in window.notice_bar.text, timeout=LONG)
        assert keeper.path != recorded_run
        assert offered(window) == "Locate the data…"


class Chooser:
    def __init__(self, path):
        self._path = path

    def ask_to_open(self, title, name_filter, then):
        then(self._path)


def test_that_a_relative_name_of_the_data_means_the_place_of_the_training(
    tmp_path, monkeypatch, old_place, command
):
    monkeypatch.chdir(old_place.parent)
    out = tmp_path / "run.npz"
    assert command(*TRAIN, "--data", old_place.name, "--out", out)[0] == 0
    monkeypatch.chdir(tmp_path)
    code, _, said = command("evaluate", out)
    assert code == 0, said


def test_that_missing_data_is_told_with_its_place_and_the_way_on(
    tmp_path, monkeypatch, old_place, command
):
    monkeypatch.chdir(old_place.parent)
    out = tmp_path / "run.npz"
    assert command(*TRAIN, "--data", old_place.name, "--out", out)[0] == 0
    old_place.unlink()
    code, printed, said = command("evaluate", out)
    assert code == 1
    assert printed == ""
    sentence = said.splitlines()[-1]
    assert sentence.startswith("glassbox evaluate: ")
    assert "run.npz" in sentence
    assert str(old_place) in sentence
    assert "--data" in sentence


def test_that_a_run_is_judged_on_images_that_are_named(tmp_path, old_place, csv_file, command):
    out = tmp_path / "run.npz"
    assert command(*TRAIN, "--data", old_place, "--out", out)[0] == 0
    old_place.unlink()
    assert command("evaluate", out, "--data", csv_file)[0] == 0
