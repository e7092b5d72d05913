"""A map of a pooling, opened large over all three."""

from PySide6.QtCore import Qt

from gui.state.selection import Unit
from gui.widgets.large_tile import LargeTile
from tests.support.people import click, find, point_at
from tests.support.wheel import turn_wheel


def maps(panel):
    return panel._maps.maps


def large(panel):
    return find(panel, "pooling_panel_large", LargeTile)


def test_that_the_wheel_opens_a_map_whose_numbers_are_read_and_selected(panel, trained):
    pooled = maps(panel)[1]
    turn_wheel(pooled, pooled.cell_rect(5, 6).center())
    assert large(panel).isVisible()
    assert large(panel).geometry() == panel._maps.rect()
    assert large(panel).map.zoom >= 28  # so that the numbers are written
    cell = large(panel).map.cell_rect(5, 6)
    point_at(large(panel).map, cell)
    shown = find(panel, "pooling_panel_read_out_value").text()
    assert shown == f"{pooled.values[5, 6]:+.4f}"
    click(large(panel).map, cell)
    assert panel._state.selection.unit == Unit(2, 0, 5, 6)


def test_that_keys_open_and_close_it_and_the_keyboard_comes_back(panel, qtbot):
    source = maps(panel)[0]
    source.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(source, Qt.Key.Key_Plus)
    assert large(panel).isVisible()
    assert large(panel).map.hasFocus()
    assert source.focusPolicy() == Qt.FocusPolicy.NoFocus
    qtbot.keyClick(large(panel).map, Qt.Key.Key_Escape)
    assert not large(panel).isVisible()
    assert source.hasFocus()


def test_that_the_button_in_the_corner_opens_the_map_under_the_mouse(panel):
    source = maps(panel)[2]
    point_at(source, source.cell_rect(3, 3))
    button = find(panel, "pooling_panel_enlarge")
    assert button.isVisible()
    click(button)
    assert large(panel).title.text() == source.accessibleName()
