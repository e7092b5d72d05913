"""How large the pictures of the network panel are, and how they are walked through."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt

from gui.panels.network.network_panel import NetworkPanel
from gui.state.selection import Unit
from tests.support.network_panel import (
    CONV,
    DENSE,
    FLATTEN,
    POOL,
    RELU,
    SOFTMAX,
    body,
    largest_at,
    read_out,
)
from tests.support.people import click, point_at, press
from tests.support.shown_numbers import on_screen


@pytest.fixture
def panel(open_trained):
    return open_trained(NetworkPanel, 1110, 500)


def test_that_flatten_is_a_seam_whose_every_number_can_be_read_and_selected(
    panel, trained, qtbot
):
    seam = body(panel, FLATTEN)
    views = panel._pipeline.views
    assert views[POOL].geometry().right() < seam.mapTo(panel._pipeline.content, QPoint()).x()
    assert seam.width() <= 20
    assert not views[FLATTEN].title.text()
    assert seam.toolTip().startswith("Flatten, 1352.")
    point_at(seam, seam.rect().center())
    assert read_out(panel)[0].startswith("Flatten · ")
    unit = largest_at(trained.trace.values[FLATTEN])[0]
    click(seam, seam.unit_rect(unit))
    reached = panel._state.selection.unit.channel
    assert abs(reached - unit) <= 1352 // seam.height() + 1
    for _ in range(abs(unit - reached)):
        qtbot.keyClick(seam, Qt.Key.Key_Down if unit > reached else Qt.Key.Key_Up)
    qtbot.keyClick(seam, Qt.Key.Key_Return)
    assert panel._state.selection.unit == Unit(3, unit)
    cell, channel = divmod(unit, 8)
    row, column = divmod(cell, 13)
    said, value = read_out(panel)
    place = f"channel {channel}, row {row}, column {column}"
    assert said.endswith(f"Flatten · {place} (= {unit:,})")
    assert value == on_screen(f"{trained.trace.values[POOL][row, column, channel]:+.4f}")
    # the same number in the maps it was laid out from
    assert body(panel, POOL)._selected == (channel, row, column)


def test_that_scores_and_probabilities_are_one_table(panel, trained):
    views = panel._pipeline.views
    assert [views[place].title.text() for place in (DENSE, SOFTMAX)] == [
        "Score",
        "Probability",
    ]
    assert views[DENSE].geometry().right() + 1 == views[SOFTMAX].geometry().left()
    for unit in range(10):
        score, chance = (body(panel, place).unit_rect(unit) for place in (DENSE, SOFTMAX))
        assert (score.top(), score.height()) == (chance.top(), chance.height())
    press(panel, "network_view_gradients")
    assert [views[place].title.text() for place in (DENSE, SOFTMAX)] == ["Dense", "Softmax"]
    press(panel, "network_view_weights")
    assert views[DENSE].title.text() == "Dense"


@pytest.mark.parametrize(("width", "zoom"), [(866, 3), (822, 3), (1200, 3)])
def test_that_tiles_have_three_pixels_a_cell_beside_all_docks(panel, width, zoom):
    panel.resize(width, 470)
    views = panel._pipeline.views
    assert [views[place].mosaic.zoom for place in (CONV, RELU)] == [zoom, zoom]
    assert panel._pipeline.horizontalScrollBar().maximum() == 0
    assert panel._pipeline.verticalScrollBar().maximum() == 0


def test_that_more_room_makes_the_pictures_larger(panel):
    panel.resize(866, 470)
    before = [view.mosaic.zoom for view in panel._pipeline.views[:FLATTEN]]
    panel.resize(1400, 760)
    after = [view.mosaic.zoom for view in panel._pipeline.views[:FLATTEN]]
    assert all(new > old for new, old in zip(after, before, strict=True))


def test_that_every_map_has_its_number_in_its_corner(panel, trained):
    mosaic = body(panel, CONV)

    def corner(channel):
        tile = mosaic.tile_rect(channel)
        area = QRect(tile.left() + 3, tile.top() + 3, 12, 14)
        image = mosaic.grab(area).toImage()
        return {image.pixelColor(x, y).name() for x in range(12) for y in range(14)}

    # the trained maps are the same colour all over that corner, but for the number
    numbered = corner(0)
    mosaic.name_tiles(0)
    assert len(numbered) > len(corner(0))


def test_that_numbers_are_walked_to_and_selected_with_the_keyboard(panel, qtbot, trained):
    mosaic = body(panel, CONV)
    mosaic.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(mosaic, Qt.Key.Key_Right)
    qtbot.keyClick(mosaic, Qt.Key.Key_Down)
    assert read_out(panel)[1] == on_screen(f"{trained.trace.values[CONV][1, 1, 0]:+.4f}")
    for _ in range(25):
        qtbot.keyClick(mosaic, Qt.Key.Key_Right)  # over the edge, into the next map
    qtbot.keyClick(mosaic, Qt.Key.Key_Return)
    assert panel._state.selection.unit == Unit(0, 1, 1, 0)
