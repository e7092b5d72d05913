"""The locks beside fields of the Experiment panel."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QAccessible, QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolTip

from core.presets import PRESETS
from core.sweeping.varied_fields import varied_fields
from gui.forms.field_row import FieldRow
from gui.panels.experiment.experiment_panel import ExperimentPanel
from gui.panels.experiment.vary_lock import VaryLock
from gui.panels.experiment.vary_locks import path_of
from gui.window.tab_stops import go_on, stops_of
from tests.support.moments import make_lab_state
from tests.support.people import open_panel

RATE = "optimizer.learning_rate"


@pytest.fixture
def panel(qtbot):
    return open_panel(qtbot, ExperimentPanel(make_lab_state()), 300, 900)


def point_at(row):
    place = QPointF(5, 5)
    QApplication.sendEvent(row, QEnterEvent(place, place, QPointF(row.mapToGlobal(place))))


def lock_of(panel, name):
    return panel.findChild(QPushButton, f"{name}_vary")


def test_that_a_lock_comes_with_the_mouse_opens_by_a_click_and_stays_open(panel, qtbot):
    space, row = panel._state.sweep_space, panel.findChild(FieldRow, "learning_rate_row")
    before = row.geometry()
    point_at(row)
    lock = lock_of(panel, "learning_rate")
    assert lock.is_seen
    assert row.geometry() == before  # nothing moves
    qtbot.mouseClick(lock, Qt.MouseButton.LeftButton)
    assert set(space.tried) == {RATE}
    assert "Sweep panel" in QToolTip.text()  # where the way leads
    QApplication.sendEvent(row, QEvent(QEvent.Type.Leave))
    assert lock.is_seen
    qtbot.mouseClick(lock, Qt.MouseButton.LeftButton)
    assert space.tried == {}
    QApplication.sendEvent(row, QEvent(QEvent.Type.Leave))
    assert not lock.is_seen


def walk(panel, *, forward):
    """Press Tab, or Shift and Tab, until it comes round; return where it stopped."""
    stops = []
    while (here := QApplication.focusWidget()) not in stops:
        stops.append(here)
        go_on(stops_of(panel), forward=forward)
    return stops


def test_that_the_keyboard_comes_by_all_locks_the_same_way_forth_and_back(panel, qtbot):
    panel.activateWindow()
    rate = panel.findChild(FieldRow, "learning_rate_row")
    edit = next(one for one in stops_of(rate) if not isinstance(one, VaryLock))
    edit.setFocus()
    qtbot.waitUntil(edit.hasFocus)
    lock = lock_of(panel, "learning_rate")
    assert lock.is_seen
    forth = walk(panel, forward=True)
    edit.setFocus()
    back = walk(panel, forward=False)
    assert forth[1:] == back[:0:-1]
    locks = [one for one in forth if isinstance(one, VaryLock)]
    known = {one.path for one in varied_fields(panel._state.experiment.experiment)}
    assert {one.path for one in locks} <= known
    shown = {path_of(row) for row in panel.findChildren(FieldRow) if row.isVisible()}
    assert {one.path for one in locks} == known & shown
    assert [one for one in locks if one.is_seen] == [lock]  # nothing but where one is


def test_that_a_lock_is_opened_and_read_without_mouse_and_eyes(panel, qtbot):
    panel.make_late_parts()
    panel.activateWindow()
    lock = lock_of(panel, "learning_rate")
    lock.setFocus()
    qtbot.waitUntil(lock.hasFocus)
    assert lock.is_seen
    reader = QAccessible.queryAccessibleInterface(lock)
    assert reader.text(QAccessible.Text.Name) == "Learning rate: vary in a sweep"
    assert "let a sweep vary it" in reader.text(QAccessible.Text.Description)
    assert reader.state().checkable
    assert reader.state().focusable
    assert not reader.state().checked
    QTest.keyClick(lock, Qt.Key.Key_Space)
    assert set(panel._state.sweep_space.tried) == {RATE}
    assert reader.state().checked
    assert "the lock is open" in reader.text(QAccessible.Text.Description)
    panel._state.sweep_space.keep(RATE)
    assert not reader.state().checked


def test_that_a_lock_without_a_field_any_more_goes(panel):
    panel.make_late_parts()
    document = panel._state.experiment
    row = panel.findChild(FieldRow, "early_stopping_patience_row")
    paths = {lock.path for lock in panel.findChildren(VaryLock) if lock.isVisible()}
    known = {one.path for one in varied_fields(document.experiment)}
    assert paths <= known
    assert row is None or (path_of(row) in paths) == (row.isVisible() and path_of(row) in known)


def test_that_fields_that_cannot_be_varied_have_no_lock(panel):
    for name in ("data_set", "initializer"):
        point_at(panel.findChild(FieldRow, f"{name}_row"))
        assert lock_of(panel, name) is None


@pytest.mark.parametrize("preset", sorted(PRESETS)[:3])
def test_that_every_row_of_an_open_layer_stands_for_its_field(panel, preset):
    experiment = PRESETS[preset]
    panel._state.experiment.edit(experiment, "choose")
    for place, layer in enumerate(experiment.network.layers):
        panel._open(place)
        known = {one.path for one in varied_fields(experiment)}
        rows = panel.findChildren(FieldRow)
        paths = {path_of(row) for row in rows if path_of(row).startswith("layers.")}
        own = {path for path in known if path.startswith(f"layers.{place}.")}
        assert own <= paths, (preset, place, layer.KIND)


def test_that_every_field_of_training_has_a_row(panel):
    experiment = panel._state.experiment.experiment
    known = {one.path for one in varied_fields(experiment) if "layers." not in one.path}
    paths = {path_of(row) for row in panel.findChildren(FieldRow)}
    assert known <= paths
