"""Tiles in a room that is too small, large enough, or just right."""

import numpy as np
import pytest

from gui.theme.theme import CurrentTheme
from gui.widgets.map_mosaic import MapMosaic
from gui.widgets.mosaic_grid import GAP
from gui.widgets.mosaic_scroll import MosaicScroll


@pytest.fixture
def scroll(qtbot):
    scroll = MosaicScroll(MapMosaic(CurrentTheme()))
    qtbot.addWidget(scroll)
    scroll.show()
    return scroll


def show(scroll, shape, size, *zooms):
    scroll.resize(*size)
    scroll.mosaic.set_maps(np.zeros(shape, np.float32), 1.0)
    scroll.set_least_zoom(*zooms)
    scroll.widget().resize(scroll.viewport().size().expandedTo(scroll.mosaic.minimumSize()))
    return scroll.mosaic.zoom, scroll.verticalScrollBar().maximum() > 0


def test_that_tiles_grow_to_what_fits(scroll):
    zoom, scrolls = show(scroll, (3, 3, 8), (800, 250), 34)
    assert (zoom, scrolls) == ((250 // 2 - GAP) // 3, False)


def test_that_a_lower_zoom_is_taken_where_it_saves_scrolling(scroll):
    zoom, scrolls = show(scroll, (3, 3, 8), (460, 70), 34, 16)
    assert 16 <= zoom < 34
    assert not scrolls


def test_that_otherwise_the_least_zoom_is_kept_and_as_few_rows_as_possible_scroll(scroll):
    zoom, scrolls = show(scroll, (28, 28, 100), (500, 200), 3)
    assert (zoom, scrolls) == (3, True)
    columns = (500 - scroll.verticalScrollBar().sizeHint().width()) // (28 * 3 + GAP)
    rows = -(-100 // columns)
    assert scroll.mosaic.minimumHeight() == rows * (28 * 3 + GAP)
    last = scroll.mosaic.tile_rect(99)
    assert last.bottom() < scroll.mosaic.minimumHeight()
    assert scroll.mosaic.tile_rect(columns).y() > scroll.mosaic.tile_rect(0).y()


def test_that_more_room_ends_the_scrolling(scroll, qtbot):
    show(scroll, (3, 3, 8), (300, 60), 34)
    scroll.resize(900, 300)
    qtbot.waitUntil(lambda: scroll.verticalScrollBar().maximum() == 0)
    assert scroll.mosaic.zoom >= 34
