"""A headline that is open."""

import pytest

from tests.support.people import open_panel
from tests.support.sample_headline import make_headline


@pytest.fixture
def headline(qtbot):
    return open_panel(qtbot, make_headline(), 1200, 72)
