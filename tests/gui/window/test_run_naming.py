"""What a run is called, in every place that calls it something."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QMenu, QPushButton, QWidget

from core.presets import SEED_CNN
from gui.actions.action_id import ActionId
from gui.panels.compare.compare_panel import ComparePanel
from gui.panels.curves.overlay_legend import OverlayLegend
from gui.panels.runs.runs_panel import RunsPanel
from tests.support.runs_panel import click_row, index_of, names, settle, view_of
from tests.support.window_driving import LONG, press

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

BRANCH = "seed-cnn · learning rate 0.5 · from step 1"


def train_one_batch(qtbot, window):
    step = window.lab.session.step
    press(qtbot, window, ActionId.TRAINING_STEP_BATCH)
    qtbot.waitUntil(lambda: window.lab.session.step == step + 1, timeout=LONG)
    qtbot.waitUntil(lambda: window.state.moment.moment.snapshot.step == step + 1, timeout=LONG)


def is_titled(window, name):
    return lambda: window.windowTitle() == f"{name} – Glassbox"


def branch(qtbot, window, rate):
    window.state.timeline.go_to(1)
    window.actions_by_id[ActionId.TIME_BRANCH].trigger()
    dialog = next(w for w in window.findChildren(QWidget, "branch_dialog") if w.isVisible())
    field = dialog.findChild(QLineEdit, "branch_learning_rate")
    field.selectAll()
    QTest.keyClicks(field, rate)
    QTest.mouseClick(dialog.findChild(QPushButton, "branch_act"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "begins at step 1" in window.notice_bar.text, timeout=LONG)


def rename(panel, name, new):
    click_row(panel, name)
    QTest.keyClick(view_of(panel), Qt.Key.Key_F2)
    editor = next(one for one in view_of(panel).findChildren(QLineEdit) if one.isVisible())
    editor.selectAll()
    QTest.keyClicks(editor, new)
    QTest.keyClick(editor, Qt.Key.Key_Return)


def recent(window):
    menu = window.findChild(QMenu, "open_recent_menu")
    menu.aboutToShow.emit()
    return [action.text()[4:] for action in menu.actions() if isinstance(action, QAction)]


def overlays(window):
    legend = window.curves_panel.findChild(OverlayLegend)
    return [entry.name for entry in legend.entries]


def compared(window):
    panel = window.findChild(ComparePanel)
    return tuple(
        panel.findChild(QLabel, f"compare_panel_maps_{row}_title").toolTip()
        or panel.findChild(QLabel, f"compare_panel_maps_{row}_title").text()
        for row in "ab"
    )


@pytest.mark.slow
def test_that_a_run_has_one_name_everywhere_and_a_new_one_at_once(qtbot, open_window):
    window = open_window(SEED_CNN)
    qtbot.waitUntil(is_titled(window, "seed-cnn"), timeout=LONG)  # before there is a file
    train_one_batch(qtbot, window)
    train_one_batch(qtbot, window)
    qtbot.waitUntil(is_titled(window, "seed-cnn"), timeout=LONG)
    branch(qtbot, window, "0.5")
    assert "press Space" in window.notice_bar.text
    assert window.windowTitle() == f"{BRANCH} – Glassbox"  # before its first step
    train_one_batch(qtbot, window)
    qtbot.waitUntil(is_titled(window, BRANCH), timeout=LONG)
    assert recent(window) == [BRANCH, "seed-cnn"]

    runs_dock, compare_dock = window.docks["runs_panel"], window.docks["compare_panel"]
    runs_dock.come_forward()
    panel = runs_dock.panel
    assert isinstance(panel, RunsPanel)
    qtbot.waitUntil(lambda: set(names(panel)) == {"seed-cnn", BRANCH}, timeout=LONG)
    view = view_of(panel)
    box = view.visualRect(index_of(panel, "seed-cnn"))
    QTest.mouseClick(
        view.viewport(),
        Qt.MouseButton.LeftButton,
        pos=QPoint(box.left() + 13, box.center().y()),
    )
    qtbot.waitUntil(lambda: overlays(window) == ["seed-cnn"], timeout=LONG)
    legend = window.curves_panel.findChild(OverlayLegend)
    assert "seed-cnn: learning rate 0.1, " in legend.toolTip()

    # the ticked run is compared without being chosen again
    compare_dock.come_forward()
    qtbot.waitUntil(lambda: compare_dock.panel.comparison is not None, timeout=LONG)
    qtbot.waitUntil(lambda: compared(window)[1].startswith("B · seed-cnn · step"), timeout=LONG)
    assert compared(window)[0].startswith(f"A · {BRANCH} · step")
    about = compare_dock.panel.findChild(QLabel, "compare_panel_about")
    qtbot.waitUntil(lambda: "learning rate 0.5" in about.text(), timeout=LONG)
    ours, theirs = about.text().splitlines()
    assert (ours[0], theirs[0]) == ("A", "B")
    assert "learning rate 0.1" in theirs
    assert "not validated yet" in theirs

    runs_dock.come_forward()
    settle(qtbot, panel)
    rename(panel, "seed-cnn", "baseline")
    qtbot.waitUntil(lambda: overlays(window) == ["baseline"], timeout=LONG)
    assert recent(window) == [BRANCH, "baseline"]
    compare_dock.come_forward()
    qtbot.waitUntil(lambda: compared(window)[1].startswith("B · baseline"), timeout=LONG)
    chooser = compare_dock.panel.findChild(QComboBox, "compare_panel_runs")
    assert [chooser.itemText(at) for at in range(chooser.count())] == ["baseline"]
    runs_dock.come_forward()
    settle(qtbot, panel)
    rename(panel, BRANCH, "baseline")  # that name is taken: both are told apart
    qtbot.waitUntil(is_titled(window, "baseline · learning rate 0.5"), timeout=LONG)
    assert overlays(window) == ["baseline · learning rate 0.1"]
    assert recent(window) == ["baseline · learning rate 0.5", "baseline · learning rate 0.1"]
    window.state.timeline.go_live()
