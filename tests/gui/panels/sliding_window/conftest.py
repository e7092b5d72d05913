"""A sliding window that is open."""

import pytest

from gui.panels.sliding_window.sliding_window_panel import SlidingWindowPanel
from gui.state.selection import Unit
from tests.support.moments import make_lab_state
from tests.support.people import (
    open_panel,
)


@pytest.fixture
def panel(qtbot, trained):
    panel = open_panel(qtbot, SlidingWindowPanel(make_lab_state()), 1000, 520)
    panel._state.selection.select(Unit(0, 3))
    panel._state.moment.show(trained)
    return panel
