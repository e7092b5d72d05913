"""The plan of the stages costs little, however deep the network is."""

import pytest
from PySide6.QtCore import QSize

from core.presets import MNIST_BEST
from gui.panels.network import pipeline_plan, pipeline_view
from gui.panels.network.network_panel import NetworkPanel
from tests.support.moments import make_lab_state, make_moment
from tests.support.people import open_panel

NARROW, WIDE = QSize(700, 300), QSize(2400, 700)


@pytest.fixture
def panel(qtbot):
    state = make_lab_state(experiment=MNIST_BEST)
    panel = open_panel(qtbot, NetworkPanel(state), NARROW.width(), NARROW.height())
    state.moment.show(make_moment("mnist-best"))
    return panel


@pytest.fixture
def tried(monkeypatch):
    """How many plans were tried, by the width of their room."""
    plans = []
    plan = pipeline_plan._plan
    monkeypatch.setattr(pipeline_plan, "_plan", lambda *a: plans.append(a) or plan(*a))
    return plans


def test_that_no_tiles_are_tried_where_the_titles_alone_have_no_room(panel, tried, qtbot):
    panel.resize(NARROW - QSize(10, 0))
    qtbot.wait(1)
    assert panel._pipeline.content.width() > panel._pipeline.width()
    assert len(tried) <= 3  # the one that scrolls, with lines of titles and a bar


def test_that_a_room_that_comes_again_is_not_planned_again(panel, tried, qtbot):
    def widths():
        return [view.geometry() for view in panel._pipeline.views]

    first = widths()
    for size in (WIDE, NARROW):
        panel.resize(size)
        qtbot.wait(1)
    assert widths() == first
    tried.clear()
    for size in (WIDE, NARROW, WIDE, NARROW):
        panel.resize(size)
        qtbot.wait(1)
    assert tried == []
    assert widths() == first


def test_that_few_plans_are_remembered(panel, qtbot):
    for width in range(700, 900, 5):
        panel.resize(width, 300)
        qtbot.wait(1)
    assert len(panel._pipeline._plans) <= pipeline_view.MOST_PLANS
