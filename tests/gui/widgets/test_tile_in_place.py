"""Tiles of a panel opened large over the place they take."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.number_text import cell_text
from gui.theme.theme import CurrentTheme
from gui.widgets.large_tile import LargeTile
from gui.widgets.map_mosaic import MapMosaic
from gui.widgets.mosaic_scroll import MosaicScroll
from gui.widgets.tile_in_place import TileInPlace
from tests.support.people import click, find, open_panel
from tests.support.wheel import turn_wheel


@pytest.fixture
def open_mosaic(qtbot, rng):
    def open_one(channels):
        theme = CurrentTheme()
        page = QWidget()
        page.setObjectName("page")
        mosaic = MapMosaic(theme, parent=page)
        mosaic.setObjectName("tiles")
        scroll = MosaicScroll(mosaic)
        TileInPlace(mosaic, scroll, theme, "Filter")
        QVBoxLayout(page).addWidget(scroll)
        open_panel(qtbot, page, 500, 300)
        mosaic.set_maps(rng.normal(size=(20, 20, channels)).astype(np.float32), 1.0)
        scroll.set_least_zoom(4)
        qtbot.wait(1)
        return page, mosaic

    return open_one


def test_that_a_tile_covers_its_mosaic_and_reports_through_it(open_mosaic, qtbot):
    page, mosaic = open_mosaic(6)
    turn_wheel(mosaic, mosaic.cell_rect(3, 4, 5).center())
    large = find(page, "tiles_large", LargeTile)
    assert large.isVisible()
    assert large.geometry() == large.parentWidget().rect()
    with qtbot.waitSignal(mosaic.clicked) as clicked:
        click(large.map, large.map.cell_rect(4, 5))
    cell = clicked.args[0]
    assert (cell.channel, cell.row, cell.column) == (3, 4, 5)
    assert cell.value == mosaic.maps[4, 5, 3]
    qtbot.keyClick(large.map, Qt.Key.Key_Escape)
    assert not large.isVisible()


def test_that_where_the_wheel_scrolls_it_opens_only_with_control(open_mosaic):
    page, mosaic = open_mosaic(60)
    large = find(page, "tiles_large", LargeTile)
    place = mosaic.cell_rect(0, 4, 5).center()
    turn_wheel(mosaic, place)
    assert not large.isVisible()
    turn_wheel(mosaic, place, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert large.isVisible()


def test_that_a_large_tile_closes_when_its_channel_is_gone(open_mosaic):
    page, mosaic = open_mosaic(6)
    turn_wheel(mosaic, mosaic.cell_rect(5, 4, 5).center())
    mosaic.set_maps(mosaic.maps[..., :3], 1.0)
    assert not find(page, "tiles_large", LargeTile).isVisible()


@pytest.mark.parametrize(
    ("value", "characters", "text"),
    [
        (0.0, 4, "0"),
        (-0.0, 4, "0"),
        (0.33, 5, "+0.33"),
        (0.33, 4, "+0.3"),
        (-0.04, 4, "≈0"),
        (-0.05, 5, "−0.05"),
        (12.34, 4, "+12"),
        (-123.4, 4, "−123"),
        (123456.0, 4, "+1e5"),
        (float("nan"), 4, "NaN"),
    ],
)
def test_that_a_cell_holds_as_many_digits_as_it_has_room_for(value, characters, text):
    assert cell_text(value, characters) == text
