"""What the transport says of a sweep that runs."""

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.panels.sweep.runner import RunnerState
from gui.window.sweep_badge import SweepBadge
from tests.support.people import open_panel


class Control(QObject):
    """A sweep as the panel drives it."""

    changed = Signal()

    def __init__(self):
        super().__init__()
        self.state, self.ended, self.most, self.seconds_left = RunnerState.IDLE, 0, 0, None

    def be(self, state, ended=0, most=0, seconds_left=None):
        self.state, self.ended, self.most = state, ended, most
        self.seconds_left = seconds_left
        self.changed.emit()


class Dock(QObject):
    """The dock of the Sweep panel."""

    def __init__(self):
        super().__init__()
        self.control, self.came = Control(), 0

    def when_made(self, do):
        do(self)

    def come_forward(self):
        self.came += 1


@pytest.fixture
def shown(qtbot):
    row = QWidget()
    dock = Dock()
    badge = SweepBadge(dock)
    QHBoxLayout(row).addWidget(badge)
    open_panel(qtbot, row, 400, 60)
    return badge, dock, row


def test_that_it_is_there_while_a_sweep_runs_and_leads_to_it(shown, qtbot):
    badge, dock, _row = shown
    control, resized = dock.control, []
    badge.resized.connect(lambda: resized.append(badge.isVisible()))
    assert not badge.isVisible()
    control.be(RunnerState.PREPARING)
    assert badge.isVisible()
    assert badge.text() == "sweep begins"
    control.be(RunnerState.RUNNING, 3, 24, 70)
    assert badge.text() == "sweep 3/24"
    assert badge.accessibleName() == (
        "A sweep is running, 3 of 24 trials have ended, 1:10 left. Click to see it."
    )
    width = badge.minimumWidth()
    control.be(RunnerState.RUNNING, 12, 24)
    assert badge.minimumWidth() == width  # nothing moves while it counts
    assert badge.fontMetrics().horizontalAdvance(badge.text()) < width
    qtbot.mouseClick(badge, Qt.MouseButton.LeftButton)
    assert dock.came == 1
    control.be(RunnerState.PAUSED, 12, 24)
    assert badge.text() == "sweep 12/24, paused"
    control.be(RunnerState.STOPPING, 12, 24)
    assert badge.text() == "sweep stops"
    control.be(RunnerState.IDLE, 12, 24)
    assert not badge.isVisible()
    assert resized[0]
    assert not resized[-1]
