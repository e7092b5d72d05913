"""A ledger that is open."""

import pytest

from gui.panels.ledger.ledger_panel import LedgerPanel
from tests.support.ledger_reader import LedgerReader
from tests.support.moments import make_lab_state, make_moment
from tests.support.people import open_panel, press


@pytest.fixture(scope="session")
def seed_moment():
    return make_moment(steps=30)


@pytest.fixture
def open_ledger(qtbot):
    """Return a function that opens the panel on a moment, its code too, and reads it."""
    panels = []

    def open_one(moment, width=300, height=900):
        state = make_lab_state()
        panel = LedgerPanel(state)
        panels.append(panel)
        open_panel(qtbot, panel, width, height)
        press(panel, "ledger_panel_code")
        if moment is not None:
            state.moment.show(moment)
        return LedgerReader(qtbot, panel, state)

    yield open_one
    for panel in panels:
        panel.shut_down()


@pytest.fixture
def reader(open_ledger, seed_moment):
    return open_ledger(seed_moment)
