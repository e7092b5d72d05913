"""The panel, with a moment that follows the changes as the lab lets it."""

from dataclasses import replace

import pytest

from gui.panels.what_if.what_if_panel import WhatIfPanel
from tests.support.moments import make_lab_state
from tests.support.people import open_panel
from tests.support.what_if_follower import Follower


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
