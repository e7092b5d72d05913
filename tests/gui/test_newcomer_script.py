"""A newcomer's question, answered in the real window by at most four clicks.

"Which pixels of the 7 made filter 3 fire here, and how will this batch change that filter?"
"""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTabBar

from core.anatomy.addresses import ParameterAddress, ValueAddress
from gui.panels.ledger.rows import GridRow
from gui.state.selection import Unit
from gui.widgets.map_mosaic import MapMosaic
from tests.support.ledger_reader import BLAMED, MADE, LedgerReader
from tests.support.people import find
from tests.support.window_driving import LONG, has_settled

pytestmark = pytest.mark.slow  # test_ten_tasks.py asks the like of it in one window

CONV, FILTER = 0, 3
KERNEL = "0.conv2d.weight"


class Clicks:
    """Clicks what can be seen, and counts."""

    def __init__(self, window):
        self.window = window
        self.count = 0

    def on(self, widget, place):
        """Click a place of a widget, if nothing lies over it."""
        point = place.center() if isinstance(place, QRect) else place
        top = self.window.childAt(widget.mapTo(self.window, point))
        assert top is widget, f"{widget.objectName()} is hidden by {top}"
        QTest.mouseMove(widget, point)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=point)
        self.count += 1

    def on_button(self, name):
        button = find(self.window, name)
        self.on(button, QPoint(12, button.height() // 2))

    def on_tab(self, title):
        for bar in self.window.findChildren(QTabBar):
            for position in range(bar.count()):
                if bar.tabText(position) == title and bar.isVisible():
                    self.on(bar, bar.tabRect(position))
                    return
        raise AssertionError(f"no tab {title!r}")


@pytest.fixture
def clicks(qtbot, window):
    window.activateWindow()
    assert window.state.sample.sample.label == 7
    qtbot.waitUntil(lambda: bool(window.network_panel.stages))
    return Clicks(window)


@pytest.fixture
def reader(qtbot, window):
    return LedgerReader(qtbot, window.ledger_panel, window.state)


def wait_until_at_rest(qtbot, widget):
    """Wait until a panel that just came forward has found its layout."""
    seen = []

    def is_at_rest():
        seen.append(widget.geometry())
        return len(seen) > 20 and len({tuple(g.getRect()) for g in seen[-20:]}) == 1

    qtbot.waitUntil(is_at_rest)


def brightest(moment):
    """Return row and column where filter 3 fires most."""
    fired = moment.trace.values[1][..., FILTER]
    return divmod(int(fired.argmax()), fired.shape[1])


def click_where_it_fires(window, clicks):
    row, column = brightest(window.state.moment.moment)
    mosaic = find(window, "network_stage_1_mosaic", MapMosaic)
    clicks.on(mosaic, mosaic.cell_rect(FILTER, row, column))
    return row, column


def take_a_step(qtbot, window, clicks):
    clicks.on_button("training_step_batch_button")
    qtbot.waitUntil(lambda: window.lab.session.step == 1, timeout=LONG)
    qtbot.waitUntil(lambda: has_settled(window), timeout=LONG)


def assert_patch_is_shown(window, reader, row, column):
    """The left page holds the very pixels of the digit, times the filter's weights."""
    moment = window.state.moment.moment
    x, weight = reader.rows(MADE, GridRow)[0].grids
    patch = moment.trace.values[0][row : row + 3, column : column + 3, 0]
    np.testing.assert_allclose(x.values, patch)
    kernel = moment.snapshot.values[KERNEL][:, :, 0, FILTER]
    np.testing.assert_allclose(weight.values, kernel)
    assert reader.label("title").startswith("Conv2D · filter 3 · pixel")


def test_that_three_clicks_name_the_pixels_and_the_change_of_a_weight(
    qtbot, window, clicks, reader
):
    before = window.state.moment.moment.snapshot.values[KERNEL]
    row, column = click_where_it_fires(window, clicks)
    pixel = ValueAddress(CONV, (row, column, FILTER))
    reader.wait_for(pixel)
    assert_patch_is_shown(window, reader, row, column)

    take_a_step(qtbot, window, clicks)
    reader.wait_for(pixel)
    moment = window.state.moment.moment
    own, batch = reader.rows(BLAMED, GridRow)[-1].grids
    assert (own.caption, batch.caption) == ("this pixel: δ × patch", "the whole batch")
    gradient = moment.snapshot.gradients[KERNEL][:, :, 0, FILTER]
    np.testing.assert_allclose(batch.values, gradient)

    kernel = find(window, "network_kernel_mosaic", MapMosaic)
    clicks.on(kernel, kernel.cell_rect(0, 2, 1))
    weight = ParameterAddress(KERNEL, (2, 1, 0, FILTER))
    reader.wait_for(weight)
    reader.assert_totals_are_stored()
    old, new = float(before[weight.index]), float(moment.snapshot.values[KERNEL][weight.index])
    assert reader.number(BLAMED, "change of the weight") == pytest.approx(new - old, rel=5e-3)
    assert reader.number(BLAMED, "value w before") == pytest.approx(old, abs=6e-5)
    assert reader.number(BLAMED, "value now") == pytest.approx(new, abs=6e-5)
    assert reader.number(MADE, "the latest step") == pytest.approx(new - old, rel=5e-3)
    qtbot.waitUntil(lambda: kernel._selected == (0, 2, 1))
    assert clicks.count == 3


def test_that_four_clicks_show_the_change_of_the_whole_filter(qtbot, window, clicks, reader):
    before = window.state.moment.moment.snapshot.values[KERNEL]
    click_where_it_fires(window, clicks)
    take_a_step(qtbot, window, clicks)
    clicks.on_tab("Filters")
    filters = window.docks["filters_panel"].panel
    qtbot.waitUntil(filters.isVisible)
    clicks.on_button("filters_panel_quantity_change")
    change = window.state.moment.moment.snapshot.values[KERNEL] - before
    mosaic = find(filters, "filters_panel_mosaic", MapMosaic)
    qtbot.waitUntil(lambda: np.array_equal(mosaic.maps, change[:, :, 0]))
    assert mosaic._selected == (FILTER, None, None)
    assert clicks.count == 4


def test_that_a_cell_of_the_filters_panel_opens_its_weight(qtbot, window, clicks, reader):
    clicks.on_tab("Filters")
    mosaic = find(window.docks["filters_panel"].panel, "filters_panel_mosaic", MapMosaic)
    qtbot.waitUntil(lambda: mosaic.maps.size > 0 and mosaic.isVisible())
    wait_until_at_rest(qtbot, mosaic)
    clicks.on(mosaic, mosaic.cell_rect(FILTER, 0, 2))
    weight = ParameterAddress(KERNEL, (0, 2, 0, FILTER))
    reader.wait_for(weight)
    reader.assert_totals_are_stored()
    assert window.state.selection.unit == Unit(CONV, FILTER)
    qtbot.waitUntil(lambda: mosaic._selected == (FILTER, 0, 2))
