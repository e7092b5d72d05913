"""The panel, with a moment that follows the changes as the lab lets it."""

from dataclasses import replace

import pytest

from core.inspection.moment import moment_of
from core.inspection.network_copy import NetworkCopy
from gui.panels.what_if.what_if_panel import WhatIfPanel
from tests.support.moments import make_lab_state
from tests.support.people import open_panel


class Follower:
    """Shows what a run's moment becomes with the changes that are made."""

    def __init__(self, state, moment):
        self._state, self._moment = state, moment
        self._network = NetworkCopy()
        state.what_if.changed.connect(self.show)
        self.show()

    def show(self, _edits=None):
        own, state = self._moment, self._state
        state.moment.show(
            moment_of(
                own.experiment,
                own.snapshot,
                own.sample,
                self._network,
                initial=own.initial,
                run_id=own.run_id,
                edits=state.what_if.edits,
            )
        )


@pytest.fixture
def show(qtbot):
    panels = []

    def show_one(moment, size=(1200, 720), **changes):
        state = replace(make_lab_state(), **changes)
        panel = open_panel(qtbot, WhatIfPanel(state), *size)
        panel.follower = Follower(state, moment)
        panels.append(panel)
        return panel

    yield show_one
    for panel in panels:
        panel.shut_down()
