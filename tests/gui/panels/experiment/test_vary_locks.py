"""The locks beside fields of the Experiment panel."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from core.presets import PRESETS
from core.sweeping.varied_fields import varied_fields
from gui.forms.field_row import FieldRow
from gui.panels.experiment.experiment_panel import ExperimentPanel
from gui.panels.experiment.vary_locks import path_of
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
    assert lock_of(panel, "learning_rate") is None
    before = row.geometry()
    point_at(row)
    lock = lock_of(panel, "learning_rate")
    assert lock.isVisible()
    assert row.geometry() == before  # nothing moves
    qtbot.mouseClick(lock, Qt.MouseButton.LeftButton)
    assert set(space.tried) == {RATE}
    QApplication.sendEvent(row, QEvent(QEvent.Type.Leave))
    assert lock.isVisible()
    qtbot.mouseClick(lock, Qt.MouseButton.LeftButton)
    assert space.tried == {}
    QApplication.sendEvent(row, QEvent(QEvent.Type.Leave))
    assert not lock.isVisible()


def test_that_a_lock_comes_with_the_keyboard(panel, qtbot):
    edit = panel.findChild(QLineEdit, "learning_rate") or panel.findChild(
        FieldRow, "learning_rate_row"
    ).findChild(QLineEdit)
    panel.activateWindow()
    edit.setFocus()
    qtbot.waitUntil(edit.hasFocus)
    assert lock_of(panel, "learning_rate").isVisible()
    panel.setFocus()
    QTest.qWait(0)
    assert not edit.hasFocus()


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
