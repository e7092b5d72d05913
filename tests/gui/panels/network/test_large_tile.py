"""A map of the network panel, opened large in place."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from gui.panels.network.network_panel import NetworkPanel
from gui.state.selection import Unit
from gui.widgets.large_map import LargeMap
from gui.widgets.large_tile import LargeTile
from gui.widgets.part_frame import PartFrame
from tests.support.network_panel import CONV, DENSE, INPUT, POOL, RELU, SOFTMAX, body, read_out
from tests.support.people import click, find, point_at, press, text_of
from tests.support.shown_numbers import on_screen
from tests.support.wheel import turn_wheel


@pytest.fixture
def panel(open_trained):
    return open_trained(NetworkPanel, 1080, 470)


def large(panel):
    return find(panel, "network_large", LargeTile)


def large_map(panel):
    return find(panel, "network_large_map", LargeMap)


def open_large(panel, place=CONV, cell=(5, 9, 13)):
    mosaic = body(panel, place)
    channel, row, column = cell
    turn_wheel(mosaic, mosaic.cell_rect(channel, row, column).center())


def geometry(panel):
    return [view.geometry() for view in panel._pipeline.views]


def test_that_the_wheel_opens_a_map_with_its_numbers_and_nothing_left_of_it_moves(panel):
    before = geometry(panel)
    open_large(panel)
    assert large(panel).isVisible()
    assert large(panel).channel == 5
    assert large_map(panel).zoom == 32
    assert large_map(panel).part.contains(13, 9)
    assert text_of(panel, "network_large_title") == "Conv2D"
    part = large_map(panel).part
    assert text_of(panel, "network_large_place") == (
        f"5 of 0…7 · rows {part.top()}…{part.bottom()}, columns {part.left()}…{part.right()}"
    )
    after = geometry(panel)
    assert after[INPUT] == before[INPUT]
    assert after[CONV].topLeft() == before[CONV].topLeft()
    assert after[CONV].width() > before[CONV].width()
    places = [after[place] for place in (CONV, RELU, POOL, DENSE, SOFTMAX)]
    for left, right in pairwise(places):
        assert left.right() < right.left()
    assert places[-1].right() < panel._pipeline.width()
    for place in (RELU, POOL):
        assert body(panel, place).zoom >= 1


def test_that_a_number_of_it_is_read_and_selected_everywhere(panel, trained):
    open_large(panel)
    cell = large_map(panel).cell_rect(9, 14)
    point_at(large_map(panel), cell)
    assert read_out(panel)[1] == on_screen(f"{trained.trace.values[CONV][9, 14, 5]:+.4f}")
    click(large_map(panel), cell)
    assert panel._state.selection.unit == Unit(0, 5, 9, 14)
    assert large(panel).isVisible()


def test_that_the_wheel_zooms_in_steps_and_beyond_the_last_closes(panel):
    open_large(panel)
    middle = large_map(panel).rect().center()
    zooms = []
    for _ in range(2):
        turn_wheel(large_map(panel), middle, -1)
        zooms.append(large_map(panel).zoom)
    assert zooms == [16, 8]
    turn_wheel(large_map(panel), middle)
    assert large_map(panel).zoom == 16
    turn_wheel(large_map(panel), middle, -1)
    turn_wheel(large_map(panel), middle, -1)
    assert not large(panel).isVisible()


def test_that_dragging_and_the_arrows_move_and_select_nothing(panel, qtbot):
    open_large(panel)
    part, unit = large_map(panel).part, panel._state.selection.unit
    start = large_map(panel).rect().center()
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(large_map(panel), left, none, start)
    QTest.mouseMove(large_map(panel), start + QPoint(40, 70))
    QTest.mouseRelease(large_map(panel), left, none, start + QPoint(40, 70))
    moved = large_map(panel).part
    assert (moved.left(), moved.top()) == (part.left() - 1, part.top() - 2)
    qtbot.keyClick(large_map(panel), Qt.Key.Key_Right)
    assert large_map(panel).part.left() == moved.left() + 1
    for _ in range(40):
        qtbot.keyClick(large_map(panel), Qt.Key.Key_Down)
    assert large_map(panel).part.bottom() == 25  # the last row of the map
    assert panel._state.selection.unit == unit


def test_that_escape_and_the_button_put_everything_back(panel, qtbot):
    before = geometry(panel)
    open_large(panel)
    qtbot.keyClick(large_map(panel), Qt.Key.Key_Escape)
    assert not large(panel).isVisible()
    assert geometry(panel) == before
    open_large(panel)
    press(panel, "network_large_close")
    assert geometry(panel) == before


def test_that_another_channel_is_chosen_among_the_thumbnails(panel, trained, qtbot):
    open_large(panel)
    thumbnails = large(panel).thumbnails
    qtbot.wait(1)
    click(thumbnails, thumbnails.tile_rect(2))
    assert large(panel).channel == 2
    cell = large_map(panel).part.center()
    point_at(large_map(panel), large_map(panel).cell_rect(cell.y(), cell.x()))
    value = trained.trace.values[CONV][cell.y(), cell.x(), 2]
    assert read_out(panel)[1] == on_screen(f"{value:+.4f}")


def test_that_the_button_in_the_corner_of_a_tile_opens_it(panel):
    mosaic = body(panel, POOL)
    point_at(mosaic, mosaic.tile_rect(3))
    press(panel, f"{mosaic.objectName()}_enlarge")
    assert large(panel).isVisible()
    assert large(panel).channel == 3


def test_that_an_opened_map_follows_the_training_and_closes_with_another_view(panel, trained):
    open_large(panel)
    broken = panel._state.moment.moment
    panel._state.moment.show(broken)
    assert large(panel).isVisible()
    press(panel, "network_view_gradients")
    assert not large(panel).isVisible()
    open_large(panel)
    assert large(panel).isVisible()
    panel.resize(860, 420)
    panel.grab()


def framed(panel, name):
    return find(panel, name, PartFrame).part


def test_that_the_part_is_framed_on_its_thumbnail_and_on_what_it_sees_of_the_input(
    panel, qtbot
):
    open_large(panel)
    qtbot.keyClick(large_map(panel), Qt.Key.Key_Right)
    part = large_map(panel).part
    assert part.width() < 26
    thumbnails = large(panel).thumbnails
    first = thumbnails.cell_rect(5, part.top(), part.left())
    last = thumbnails.cell_rect(5, part.bottom(), part.right())
    assert framed(panel, "network_large_frame") == first.united(last)

    ink = body(panel, INPUT)  # a filter of 3×3 without padding sees two more pixels each way
    seen = ink.cell_rect(0, part.top(), part.left()).united(
        ink.cell_rect(0, part.bottom() + 2, part.right() + 2)
    )
    offset = ink.mapTo(panel._pipeline.content, QPoint())
    assert framed(panel, "network_part") == seen.translated(offset)
    before = framed(panel, "network_part")
    for _ in range(3):
        qtbot.keyClick(large_map(panel), Qt.Key.Key_Right)
    assert framed(panel, "network_part").left() == before.left() + 3 * ink.zoom
    qtbot.keyClick(large_map(panel), Qt.Key.Key_Escape)
    assert framed(panel, "network_part") is None
    assert body(panel, CONV).hasFocus()


def test_that_keys_open_a_map_large_and_walk_through_all_of_it(panel, qtbot, trained):
    mosaic = body(panel, CONV)
    mosaic.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(mosaic, Qt.Key.Key_PageDown)
    qtbot.keyClick(mosaic, Qt.Key.Key_Plus)
    assert large(panel).isVisible()
    assert large(panel).channel == 1
    qtbot.keyClick(large_map(panel), Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert large_map(panel).part.bottomRight() == QPoint(25, 25)
    qtbot.keyClick(large_map(panel), Qt.Key.Key_Up)
    assert read_out(panel)[1] == on_screen(f"{trained.trace.values[CONV][24, 25, 1]:+.4f}")
    qtbot.keyClick(large_map(panel), Qt.Key.Key_Return)
    assert panel._state.selection.unit == Unit(0, 1, 24, 25)
