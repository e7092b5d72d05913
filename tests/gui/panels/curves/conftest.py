"""Curves that are open."""

import pytest

from gui.panels.curves.curves_panel import CurvesPanel
from tests.support.moments import make_lab_state


@pytest.fixture
def panel(qtbot):
    panel = CurvesPanel(make_lab_state())
    qtbot.addWidget(panel)
    panel.make_late_parts()
    panel.resize(1000, 220)
    panel.show()
    yield panel
    panel.close()
