"""What gives way where the Network has little height."""

from gui.panels.network.network_panel import NetworkPanel

CONV = 1


def test_that_legends_give_way_before_anything_is_scrolled(open_trained):
    """As in a window of 1024 × 576 with its curves open."""
    panel = open_trained(NetworkPanel, 928, 520)
    pipeline = panel._pipeline
    found = {}
    for height in range(520, 200, -8):
        panel.resize(928, height)
        has_legends = pipeline.views[CONV].legend.isVisible()
        found[height] = has_legends, pipeline.verticalScrollBar().maximum() == 0
        for view in pipeline.views:
            assert view.geometry().bottom() <= pipeline.content.height()
    assert found[520] == (True, True)
    without = [height for height, seen in found.items() if seen == (False, True)]
    assert without
    assert all(found[height] == (True, True) for height in range(520, max(without), -8))
