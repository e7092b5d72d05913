"""An Explain panel that is open."""

import pytest

from gui.panels.explain.explain_panel import ExplainPanel
from tests.support.explain_panel import wait
from tests.support.moments import make_lab_state
from tests.support.people import open_panel


@pytest.fixture
def open_explain(qtbot):
    """Return a function that opens the panel, with the maps of a moment if there is one."""
    opened = []

    def open_one(moment=None, width=1100, height=640):
        panel = ExplainPanel(make_lab_state())
        opened.append(panel)
        open_panel(qtbot, panel, width, height)
        if moment is not None:
            panel._state.moment.show(moment)
            wait(qtbot, panel)
        return panel

    yield open_one
    for panel in opened:
        panel.shut_down()


@pytest.fixture
def panel(open_explain, trained):
    return open_explain(trained)
