"""A newcomer sweeps a small experiment with two processes of this computer."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from core.experiment import experiment_to_json
from core.sweeping.trial_row import TrialState
from gui.app import build_window
from gui.forms.field_row import FieldRow
from gui.panels.sweep.runner import RunnerState
from tests.support.sweep_files import small_experiment, write_small_data
from tests.support.window_driving import LONG

pytest.importorskip("optuna")
pytest.importorskip("distributed")
psutil = pytest.importorskip("psutil")

LEFT = Qt.MouseButton.LeftButton
RATE = "optimizer.learning_rate"


def type_into(panel, name, text):
    edit = panel.findChild(QLineEdit, f"sweep_panel_{name}")
    edit.selectAll()
    QTest.keyClicks(edit, text)


def press(qtbot, panel, name):
    button = panel.findChild(QPushButton, f"sweep_panel_{name}")
    qtbot.waitUntil(lambda: button.isVisible() and button.isEnabled())
    qtbot.mouseClick(button, LEFT)


def open_lock(qtbot, window, name):
    form = window.docks["experiment_panel"].panel
    row, place = form.findChild(FieldRow, f"{name}_row"), QPointF(4, 4)
    QApplication.sendEvent(row, QEnterEvent(place, place, QPointF(row.mapToGlobal(place))))
    qtbot.mouseClick(form.findChild(QPushButton, f"{name}_vary"), LEFT)
    QApplication.sendEvent(row, QEvent(QEvent.Type.Leave))


def workers(before):
    """Return the processes of workers; Python's own tracker of shared things is none."""
    ours = [one for one in psutil.Process().children(recursive=True) if one.pid not in before]
    return [one for one in ours if "spawn_main" in " ".join(one.cmdline())]


def workers_left(before):
    _, alive = psutil.wait_procs(workers(before), timeout=10)
    return alive


def open_sweep(qtbot, window):
    dock = window.docks["sweep_panel"]
    dock.come_forward()
    qtbot.waitUntil(lambda: dock.panel is not None and dock.panel.isVisible())
    qtbot.waitUntil(lambda: not dock.panel._is_stale)
    return dock.panel


@pytest.mark.slow
def test_that_a_space_is_clicked_run_brushed_its_best_opened_and_used(
    qtbot, settings, tmp_path
):
    data = write_small_data(tmp_path / "stripes.npz")
    experiment = small_experiment(str(data), epochs=1)
    window = build_window(experiment=experiment, settings=settings, load_data=False)
    window.late_panels.shut_down()
    children = {one.pid for one in psutil.Process().children(recursive=True)}
    try:
        window.resize(1440, 900)
        window.show()
        open_lock(qtbot, window, "learning_rate")
        assert set(window.state.sweep_space.tried) == {RATE}
        panel = open_sweep(qtbot, window)
        for field, text in (("trials", "4"), ("workers", "2")):
            type_into(panel, f"plan_{field}", text)
        press(qtbot, panel, "headline_run")
        qtbot.waitUntil(lambda: panel.control.state is RunnerState.RUNNING, timeout=LONG)
        qtbot.waitUntil(lambda: panel.control.state is RunnerState.IDLE, timeout=LONG)
        assert panel._refusal == ""
        panel.refresh_now()
        trials = panel.control.trials
        assert trials.count(TrialState.FINISHED) == 4
        assert all(trials.curve(row.number) for row in trials.rows)

        picture, last = panel._results.parallel, len(panel.focus.axes) - 1
        top, bottom = (
            QPoint(round(picture.x_of(last)), round(picture.y_of(share))) for share in (1, 0.5)
        )
        QTest.mousePress(picture, LEFT, pos=top)
        QTest.mouseMove(picture, bottom)
        QTest.mouseRelease(picture, LEFT, pos=bottom)
        best = trials.best
        assert best.number in panel.focus.brushed
        assert f"trial {best.number} is the best" in panel._headline.view.spoken_value()

        table = panel._results.table
        table.setFocus()
        table.selectRow(table.model().row_of(best.number))
        QTest.keyClick(table, Qt.Key.Key_Return)
        kept = window.lab.run_keeper
        qtbot.waitUntil(
            lambda: window.state.moment.moment is not None and kept.path is not None,
            timeout=LONG,
        )
        assert Path(kept.path).name == f"{best.name}.glassbox"

        window.state.experiment.edit(experiment, "as at first")
        press(qtbot, panel, "headline_use")
        used = window.state.experiment.experiment
        assert used.optimizer.learning_rate == best.settings[RATE]
        used = json.loads(experiment_to_json(used))
        used["optimizer"]["learning_rate"] = experiment.optimizer.learning_rate
        assert used["network"] == json.loads(experiment_to_json(experiment))["network"]
    finally:
        window.close()
        window.deleteLater()
    assert workers_left(children) == []


@pytest.mark.slow
def test_that_no_process_outlives_a_window_that_is_closed_while_it_sweeps(
    qtbot, settings, tmp_path
):
    data = write_small_data(tmp_path / "stripes.npz", count=4000)
    experiment = small_experiment(str(data), epochs=500)
    window = build_window(experiment=experiment, settings=settings, load_data=False)
    window.late_panels.shut_down()
    children = {one.pid for one in psutil.Process().children(recursive=True)}
    window.resize(1440, 900)
    window.show()
    open_lock(qtbot, window, "learning_rate")
    panel = open_sweep(qtbot, window)
    type_into(panel, "plan_workers", "2")
    press(qtbot, panel, "headline_run")
    qtbot.waitUntil(
        lambda: (
            panel.control.trials is not None
            and panel.control.trials.count(TrialState.RUNNING) == 2
        ),
        timeout=LONG,
    )
    ours = [one for one in psutil.Process().children(recursive=True) if one.pid not in children]
    assert len(ours) >= 2
    window.close()
    window.deleteLater()
    assert workers_left(children) == []
