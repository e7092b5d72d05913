"""The panel that judges, opened for a person."""

from dataclasses import replace

import pytest

from gui.panels.evaluate.evaluate_panel import EvaluatePanel
from tests.support.moments import make_lab_state
from tests.support.people import open_panel

WAIT = 60_000


@pytest.fixture
def show(qtbot):
    """Return a function that opens the panel on a moment and data."""
    panels = []

    def show_one(moment=None, dataset=None, data=None, size=(1300, 700), shelf=None):
        state = make_lab_state()
        if data is not None:
            state = replace(state, data=data)
        if dataset is not None:
            state.data.use(dataset, 0.1, 7)
        panel = open_panel(qtbot, EvaluatePanel(state, shelf=shelf), *size)
        panels.append(panel)
        if moment is not None:
            state.moment.show(moment)
        return panel

    yield show_one
    for panel in panels:
        panel.shut_down()


@pytest.fixture
def judged(show, qtbot, trained):
    panel = show(trained)
    qtbot.waitUntil(lambda: panel.evaluation is not None, timeout=WAIT)
    return panel
