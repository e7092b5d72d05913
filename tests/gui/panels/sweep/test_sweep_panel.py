"""A sweep put together, run and used by a person; the workers answer at once or when asked."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton

from core.experiment import experiment_to_json
from core.sweeping import sweep_error
from core.sweeping.certificates import check_certificates
from core.sweeping.sweep_error import SweepError
from core.sweeping.trial_row import TrialState
from gui.panels.sweep.runner import RunnerState
from tests.gui.panels.sweep.conftest import AskedPool
from tests.support.stubbed_sweeps import rate_is_accuracy

LEFT = Qt.MouseButton.LeftButton
RATE = "optimizer.learning_rate"


def find(panel, kind, name):
    return panel.findChild(kind, f"sweep_panel_{name}")


def said(panel, name):
    return find(panel, QLabel, name).text()


def headline(panel):
    return panel._headline.view.spoken_value()


def press(qtbot, panel, name):
    button = find(panel, QPushButton, name)
    assert button.isVisible()
    assert button.isEnabled()
    qtbot.mouseClick(button, LEFT)


def type_into(panel, name, text):
    edit = find(panel, QLineEdit, name)
    edit.selectAll()
    QTest.keyClicks(edit, text) if text else QTest.keyClick(edit, Qt.Key.Key_Delete)


def choose_rate(panel):
    chooser = find(panel, QComboBox, "space_another")
    at = chooser.findData(RATE)
    chooser.setCurrentIndex(at)
    chooser.activated.emit(at)
    type_into(panel, "space_optimizer_learning_rate_low", "0.1")
    type_into(panel, "space_optimizer_learning_rate_high", "0.9")


def begin(qtbot, panel, trials=6):
    choose_rate(panel)
    type_into(panel, "plan_trials", str(trials))
    press(qtbot, panel, "headline_run")


def wait_for_end(qtbot, panel):
    qtbot.waitUntil(lambda: panel.control.state is RunnerState.IDLE)
    panel.refresh_now()


@pytest.mark.slow
def test_that_a_sweep_is_put_together_run_and_its_best_settings_used(show, qtbot):
    panel = show()
    assert "Which settings" in headline(panel)
    assert not find(panel, QPushButton, "headline_run").isEnabled()
    begin(qtbot, panel)
    wait_for_end(qtbot, panel)
    trials = panel.control.trials
    assert [row.state for row in trials.rows] == [TrialState.FINISHED] * 6
    best = max(trials.rows, key=lambda row: row.settings[RATE])
    assert trials.best.number == best.number
    assert f"trial {best.number} is the best of 6" in headline(panel)
    document = panel._state.experiment
    before = document.experiment
    press(qtbot, panel, "headline_use")
    assert document.experiment.optimizer.learning_rate == best.settings[RATE]
    assert document.undo_stack.undoText() == f"use the settings of trial {best.number}"
    document.undo_stack.undo()
    assert document.experiment == before


@pytest.mark.slow
def test_that_an_earlier_sweep_is_shown_and_resumed(show, qtbot):
    first = show()
    begin(qtbot, first)
    wait_for_end(qtbot, first)
    rows, folder = first.control.trials.rows, first.control.folder
    other = show()
    other.open_folder(folder)
    qtbot.waitUntil(lambda: other.control.trials is not None)
    other.refresh_now()
    assert other.control.trials.rows == rows
    assert other.control.trials.curve(0)
    type_into(other, "plan_trials", "8")
    other.refresh_now()
    assert find(other, QPushButton, "headline_run").text() == "Resume"
    press(qtbot, other, "headline_run")
    wait_for_end(qtbot, other)
    assert len(other.control.trials.rows) == 8
    assert other.control.trials.rows[:6] == rows


@pytest.mark.slow
def test_that_pausing_stopping_and_pruning_by_hand_reach_the_sweep(show, qtbot):
    pool = AskedPool()
    panel = show(pool)
    begin(qtbot, panel)
    qtbot.waitUntil(lambda: panel.control.state is RunnerState.RUNNING)
    qtbot.waitUntil(lambda: bool(pool.submitted))
    qtbot.waitUntil(lambda: panel.control.trials.count(TrialState.RUNNING) == 1)
    panel.refresh_now()
    press(qtbot, panel, "headline_pause")
    assert panel.control.state is RunnerState.PAUSED
    pool.answer(rate_is_accuracy)
    qtbot.waitUntil(lambda: panel.control.trials.ended == 1)
    assert len(pool.submitted) == 1  # nothing begins, whatever ends
    press(qtbot, panel, "headline_pause")
    qtbot.waitUntil(lambda: len(pool.submitted) == 2)
    qtbot.waitUntil(lambda: panel.control.trials.count(TrialState.RUNNING) == 1)
    panel.refresh_now()
    panel.focus.select(1)
    press(qtbot, panel, "prune")
    qtbot.waitUntil(lambda: bool(pool.ended))
    press(qtbot, panel, "headline_stop")
    wait_for_end(qtbot, panel)
    assert pool.is_closed
    assert [row.number for row in panel.control.trials.rows] == [0]
    # another window goes on with what is left of it, and not with as many as ever
    other = show()
    other.open_folder(panel.control.folder)
    qtbot.waitUntil(lambda: other.control.trials is not None)
    other.refresh_now()
    assert find(other, QPushButton, "headline_run").text() == "Resume"
    assert find(other, QLineEdit, "plan_trials").text() == "6"


def test_that_what_contradicts_itself_is_said_at_its_setting(show, qtbot):
    panel = show()
    choose_rate(panel)
    for low, word in (("2", "at most high"), ("much", "a number"), ("0", "above 0")):
        type_into(panel, "space_optimizer_learning_rate_low", low)
        panel.refresh_now()
        problem = find(panel, QLabel, "space_optimizer_learning_rate_problem")
        assert problem.isVisible()
        assert word in problem.text()
        assert not find(panel, QPushButton, "headline_run").isEnabled()
    type_into(panel, "space_optimizer_learning_rate_low", "0.1")
    panel.refresh_now()
    assert not problem.isVisible()
    tried = {"low": 0.1, "high": 0.9, "log": True}  # typing changes the number alone
    assert panel._state.sweep_space.tried == {RATE: tried}
    press(qtbot, panel, "space_optimizer_learning_rate_remove")
    assert panel._state.sweep_space.tried == {}


@pytest.mark.parametrize(
    ("field", "text", "word"),
    [("trials", "many", "Trials must be"), ("workers", "0", "Workers must be"),
     ("folder", "", "Folder")],
)  # fmt: skip
def test_that_a_wrong_number_is_said_and_nothing_begins(show, qtbot, field, text, word):
    panel = show()
    choose_rate(panel)
    panel._proposed = None if field == "folder" else panel._proposed
    type_into(panel, f"plan_{field}", text)
    panel._plan.show_folder("" if field == "folder" else panel._plan.folder)
    panel._on_run()
    panel.refresh_now()
    assert panel.control.state is RunnerState.IDLE
    assert word in said(panel, "setup_problem")


def test_that_a_scheduler_that_cannot_be_reached_is_said_at_the_form(show, qtbot):
    asked = []

    def unreachable(wish):
        asked.append(wish.address)
        raise SweepError(f"{wish.address}: no scheduler of Dask answers there")

    panel = show(make_pool=unreachable)
    choose_rate(panel)
    type_into(panel, "plan_address", "tcp://10.0.0.1:8786")
    panel.refresh_now()
    assert asked == []  # typing connects nothing
    assert find(panel, QPushButton, "headline_run").text() == "Connect and run"
    press(qtbot, panel, "headline_run")
    wait_for_end(qtbot, panel)
    assert asked == ["tcp://10.0.0.1:8786"]
    assert "no scheduler of Dask answers" in said(panel, "setup_problem")
    assert find(panel, QPushButton, "headline_run").isVisible()


class Files:
    """Answers for the person who is asked for a file."""

    def __init__(self, path):
        self.path, self.asked = path, []

    def ask_to_open(self, title, name_filter, then):
        self.asked.append(title)
        then(self.path)


def test_that_certificates_are_given_beside_the_address_and_a_bad_one_is_said(
    show, qtbot, tmp_path
):
    wishes = []

    def refused(wish):
        wishes.append(wish)
        check_certificates(wish.address, wish.tls)

    panel = show(make_pool=refused)
    choose_rate(panel)
    assert not find(panel, QLineEdit, "plan_tls_authority").isVisible()
    type_into(panel, "plan_address", "tls://10.0.0.1:8786")
    panel.refresh_now()
    bad = tmp_path / "authority.pem"
    bad.write_text("nothing")
    files = panel._plan.certificates.file_dialogs = Files(bad)
    press(qtbot, panel, "plan_tls_authority_choose")
    assert files.asked == ["Authority"]
    type_into(panel, "plan_tls_certificate", str(bad))
    press(qtbot, panel, "headline_run")
    wait_for_end(qtbot, panel)
    assert [wish.tls for wish in wishes] == [
        {"tls_ca_file": str(bad), "tls_client_cert": str(bad)}
    ]
    assert said(panel, "setup_problem").startswith("authority.pem: this is not the certificate")
    type_into(panel, "plan_address", "")
    panel.refresh_now()
    assert panel._plan.tls == {}  # for a scheduler alone
    assert not find(panel, QLineEdit, "plan_tls_authority").isVisible()


def test_that_a_missing_package_is_named(show, qtbot, monkeypatch):
    monkeypatch.setattr(sweep_error, "PACKAGES", ("optuna_that_is_not_there",))
    panel = show()
    choose_rate(panel)
    press(qtbot, panel, "headline_run")
    panel.refresh_now()
    assert "glassbox-lab[sweep]" in said(panel, "setup_problem")


@pytest.mark.slow
def test_that_a_folder_of_another_sweep_is_refused_and_the_trials_stay(show, qtbot):
    panel = show()
    begin(qtbot, panel)
    wait_for_end(qtbot, panel)
    folder = panel.control.folder
    press(qtbot, panel, "headline_page")
    panel.refresh_now()
    assert panel._plan.folder != str(folder)  # another one is proposed
    type_into(panel, "space_optimizer_learning_rate_high", "0.8")
    panel._plan.show_folder(folder)
    press(qtbot, panel, "headline_run")
    wait_for_end(qtbot, panel)
    assert "another sweep" in said(panel, "setup_problem")
    assert len(panel.control.trials.rows) == 6


def test_that_a_folder_without_a_sweep_is_said(show, qtbot, tmp_path):
    panel = show()
    panel.open_folder(tmp_path)
    qtbot.waitUntil(lambda: "no sweep in this folder" in panel._refusal)
    panel.refresh_now()
    assert "no sweep in this folder" in said(panel, "setup_problem")


@pytest.mark.slow
def test_that_the_sweep_is_of_the_experiment_and_the_space_on_screen(show, qtbot):
    panel = show()
    begin(qtbot, panel, trials=1)
    wait_for_end(qtbot, panel)
    spec = panel.control.trials.spec
    assert [one.name for one in spec.space] == [RATE]
    assert (spec.space[0].values.low, spec.space[0].values.high) == (0.1, 0.9)
    shown = json.loads(experiment_to_json(panel._state.experiment.experiment))
    assert json.loads(experiment_to_json(spec.experiment)) == shown


@pytest.mark.slow
def test_that_closing_while_it_runs_ends_the_workers(show, qtbot):
    pool = AskedPool()
    panel = show(pool)
    begin(qtbot, panel)
    qtbot.waitUntil(lambda: bool(pool.submitted))
    panel.shut_down()
    assert pool.is_closed
