"""One's own data comes in by the dialog, dropped onto the window, or by command, and trains."""

import json
import math

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from gui.actions.action_id import ActionId
from gui.data_import.import_dialog import ImportDialog
from gui.panels.samples.verdict_view import VerdictView
from gui.state.run_state import RunState
from tests.support.broken_sets import BROKEN, write_broken
from tests.support.import_person import Person
from tests.support.own_sets import OWN_SETS
from tests.support.window_answers import complains, offered
from tests.support.window_driving import LONG, has_settled, read
from tests.support.window_drop import drop

pytestmark = [
    pytest.mark.slow,
    pytest.mark.qt_log_ignore("^This plugin does not support", extend=True),
]
STEPS = 3
PLAIN = "debian_fashion"  # there is nothing to choose
CHANGE = "Change how it is read…"


class Chooser:
    """Stands for the dialog of files."""

    def __init__(self, path):
        self.path = path

    def ask_for_folder(self, _title, _start, then):
        then(self.path)

    def ask_to_open(self, _title, _filter, then):
        then(self.path)


def dialog_of(window):
    return next((one for one in window.findChildren(ImportDialog) if one.isVisible()), None)


def wait(qtbot, window, condition):
    """Wait until something holds, or the window says why it will not."""
    qtbot.waitUntil(lambda: condition() or complains(window), timeout=LONG)
    assert not complains(window), window.notice_bar.text
    assert condition(), window.notice_bar.text


def dropped(qtbot, window, path, _truth):
    """Drop a set; use it at once where it is shown first."""
    window.notice_bar.withdraw()  # what was said of the one before
    assert drop(window, path)
    wait(qtbot, window, lambda: dialog_of(window) or offered(window) == CHANGE)
    if (dialog := dialog_of(window)) is not None:
        Person(qtbot, dialog).click("import_act")  # without having waited for its images


def assisted(qtbot, window, path, truth):
    """Choose a set in the menu, look at all of it, and use it."""
    window.documents.data.file_dialogs = Chooser(path)
    is_folder = path.is_dir()
    open_it = ActionId.EXPERIMENT_OPEN_FOLDER if is_folder else ActionId.EXPERIMENT_OPEN_DATA
    window.actions_by_id[open_it].trigger()
    wait(qtbot, window, lambda: dialog_of(window) or offered(window) == CHANGE)
    if dialog_of(window) is None:
        button = window.notice_bar.findChild(QPushButton, "notice_accept")
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        wait(qtbot, window, lambda: dialog_of(window))
    person = Person(qtbot, dialog_of(window))
    height, width, _ = truth["shape"]
    there = f"{truth['images']:,} images of {height}×{width} in {len(truth['classes'])} classes"
    person.wait_to_read("import_headline", there)
    assert list(person.columns.preview.class_names) == truth["classes"]
    assert person.columns.preview.counts.sum() == truth["images"]
    person.click("import_act")


def trains(qtbot, window, truth, pace):
    """Train a few steps; see that the loss is a number, and classes called by their names."""
    wait(qtbot, window, lambda: dialog_of(window) is None)
    lab, data = window.lab, window.state.data
    wait(qtbot, window, lambda: list(data.dataset.image_shape) == truth["shape"])
    wait(qtbot, window, lambda: lab.run_state in (RunState.READY, RunState.RUNNING))
    assert list(data.dataset.class_names) == truth["classes"]
    pace.hold_at(window, STEPS)
    if lab.run_state is RunState.READY:
        lab.start_or_pause()
    wait(qtbot, window, lambda: lab.session.step == STEPS)
    lab.start_or_pause()  # so that its last moment is shown
    wait(qtbot, window, lambda: lab.run_state is RunState.PAUSED and has_settled(window))
    assert math.isfinite(float(read(window, "loss")))
    label = data.dataset.class_names[window.state.moment.moment.sample.label]
    said = [one.spoken_value() for one in window.findChildren(VerdictView) if one.isVisible()]
    assert any(one.startswith(label) for one in said), (label, said)


@pytest.mark.parametrize("door", [dropped, assisted])
@pytest.mark.parametrize("write", OWN_SETS)
def test_that_a_set_comes_in_by_the_window_and_trains(
    build_without_data, qtbot, tmp_path, pace, write, door
):
    path, truth = write(tmp_path)
    window = build_without_data()
    door(qtbot, window, path, truth)
    trains(qtbot, window, truth, pace)


def test_that_sets_dropped_on_a_run_wait_for_the_next_one_which_a_button_begins(
    build_without_data, qtbot, tmp_path, pace
):
    window = build_without_data()
    lab = window.lab
    for at, write in enumerate((*OWN_SETS, OWN_SETS[0])):
        folder = tmp_path / f"{at}"
        folder.mkdir()
        path, truth = write(folder)
        run = lab.session
        dropped(qtbot, window, path, truth)
        if at:
            wait(qtbot, window, lambda: "Restart begins one" in window.notice_bar.text)
            assert lab.session is run
            button = window.notice_bar.findChild(QPushButton, "notice_accept")
            assert button.text() == "&Restart with it"
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
            wait(qtbot, window, lambda run=run: lab.session is not run)
            assert offered(window) == ""
        trains(qtbot, window, truth, pace)
        if at % 2:
            lab.start_or_pause()  # it goes on, and is ended by the next one


@pytest.mark.parametrize("write", OWN_SETS)
def test_that_a_set_trains_by_its_name_alone(command, tmp_path, write):
    path, _ = write(tmp_path)
    code, printed, said = command("train", "--data", path, "--iterations", STEPS, "--json")
    assert code == 0, said
    report = json.loads(printed.splitlines()[-1])
    assert report["steps"] == STEPS
    assert math.isfinite(report["train_loss"])


@pytest.mark.parametrize("ending", [".csv", ""])
def test_that_a_broken_file_that_is_dropped_is_a_sentence_and_changes_nothing(
    window_on_csv, qtbot, tmp_path, ending
):
    window, document = window_on_csv, window_on_csv.state.experiment
    before = document.experiment, window.state.data.dataset, window.lab.session
    for at, kind in enumerate(BROKEN):
        path, says = write_broken(tmp_path / f"set{at}{ending}", kind)
        assert drop(window, path)
        qtbot.waitUntil(lambda path=path: said_of(window, path), timeout=LONG)
        said = said_of(window, path)
        if (dialog := dialog_of(window)) is not None:
            assert says in said
            person = Person(qtbot, dialog)
            # nothing is used that cannot be read
            assert not person.see(QPushButton, "import_act").isEnabled()
            dialog.reject()
        assert (document.experiment, window.state.data.dataset, window.lab.session) == before


def said_of(window, path):
    """Return the sentence about a file that is in sight: in the dialog, or over the window."""
    if (dialog := dialog_of(window)) is not None:
        problem = dialog.findChild(QLabel, "import_problem")
        said = problem.text() if problem.isVisible() else ""
    else:
        said = window.notice_bar.text if complains(window) else ""
    return said if path.name in said else ""
