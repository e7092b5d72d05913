"""A pooling that is open."""

import pytest

from gui.panels.pooling.pooling_panel import PoolingPanel


@pytest.fixture
def panel(open_trained):
    return open_trained(PoolingPanel, 1000, 460)
