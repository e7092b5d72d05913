"""The Twins panel without a window."""

import pytest

from gui.lab.run_shelf import RunShelf
from gui.panels.twins.twins_panel import TwinsPanel
from tests.support.moments import make_lab_state
from tests.support.people import open_panel


@pytest.fixture
def panel(qtbot, tmp_path):
    shelf = RunShelf(tmp_path / "none")
    panel = open_panel(qtbot, TwinsPanel(make_lab_state(), shelf), 720, 460)
    yield panel
    panel.shut_down()
    shelf.shut_down()
