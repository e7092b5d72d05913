"""A strip of samples that is open."""

import pytest

from gui.panels.samples.sample_strip import SampleStrip
from tests.support.moments import make_lab_state
from tests.support.people import (
    open_panel,
)


@pytest.fixture
def strip(qtbot):
    return open_panel(qtbot, SampleStrip(make_lab_state()), 1200, 52)
