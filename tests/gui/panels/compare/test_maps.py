"""The maps of two runs: scales, tiles, and what is under the mouse."""

import numpy as np
import pytest
from PySide6.QtTest import QTest

from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.softmax import SoftmaxSpec
from core.network_spec import NetworkSpec
from core.presets import SEED_CNN
from gui.panels.compare.compared_layers import layer_arrays, why_not_comparable
from gui.panels.compare.compared_maps import ComparedArrays, ComparedMaps
from gui.panels.compare.comparison import ComparedPart
from gui.panels.shown_unit import ShownUnit
from gui.state.selection import Unit
from gui.widgets.map_mosaic import MapMosaic
from tests.support.moments import make_lab_state, trained_moment
from tests.support.people import click, find, open_panel, point_at, press, text_of
from tests.support.shown_numbers import on_screen


def test_that_both_runs_have_one_scale_and_the_difference_its_own(bench):
    bench.show(9)
    bench.choose("fast")
    legends = [
        find(bench.panel, f"compare_panel_maps_{row}_legend").limit
        for row in ("a", "b", "difference")
    ]
    largest = [float(np.abs(bench.maps(row).maps).max()) for row in ("a", "b", "difference")]
    assert legends == pytest.approx([max(largest[:2]), max(largest[:2]), largest[2]])


def test_that_clicking_a_pixel_of_either_selects_it_everywhere(bench):
    bench.show(9)
    bench.choose("fast")
    press(bench.panel, "compare_panel_part_maps")
    click(bench.maps("b"), bench.maps("b").cell_rect(2, 7, 11))
    assert bench.state.selection.unit == Unit(0, 2, 7, 11)
    for row in ("a", "b", "difference"):
        assert bench.maps(row)._selected == (2, 7, 11)
    bench.state.selection.select(Unit(2, 1, 4, 5))  # the pooled map, elsewhere
    assert bench.maps("a").maps.shape == (13, 13, 4)
    assert bench.maps("b")._selected == (1, 4, 5)
    press(bench.panel, "compare_panel_part_filters")
    assert bench.maps("a")._selected == (1, None, None)  # the filter that drew it


def test_that_pointing_reads_both_runs_and_their_difference(bench):
    bench.show(9)
    bench.choose("fast")
    point_at(bench.maps("a"), bench.maps("a").cell_rect(3, 1, 2))
    a, b = (float(bench.maps(row).maps[1, 2, 3]) for row in "ab")
    read_out = find(bench.panel, "compare_panel_read_out")
    assert on_screen(f"A {a:+.4f}") in read_out.text
    assert on_screen(f"B {b:+.4f}") in read_out.text
    assert text_of(bench.panel, "compare_panel_read_out_value") == on_screen(f"{b - a:+.4f}")
    assert "channel 3 · row 1, column 2" in read_out.text


@pytest.mark.parametrize("size", [(480, 260), (720, 430), (1200, 500)])
def test_that_all_tiles_have_the_same_place_in_every_row(bench, size, qtbot):
    bench.show(9)
    bench.choose("fast")
    bench.panel.resize(*size)
    QTest.qWait(20)
    mosaics = [bench.maps(row) for row in ("a", "b", "difference")]
    assert len({mosaic.zoom for mosaic in mosaics}) == 1
    assert len({mosaic.tile_rect(3).topLeft().toTuple() for mosaic in mosaics}) == 1
    assert all(
        bench.panel.rect().contains(part.geometry())
        for part in bench.panel.findChildren(
            type(find(bench.panel, "compare_panel_maps")), "compare_panel_maps"
        )
    )


@pytest.mark.parametrize("sizes", [(1.0, 4.0), (4.0, 1.0)])
def test_that_the_larger_of_both_runs_gives_the_scale(qtbot, sizes):
    maps = open_panel(qtbot, ComparedMaps(make_lab_state().theme, "maps"), 500, 400)
    ours, theirs = (np.full((3, 3, 2), size, np.float32) for size in sizes)
    maps.show_arrays(ComparedArrays(ours, theirs))
    limits = [find(maps, f"maps_{row}_legend").limit for row in ("a", "b", "difference")]
    assert limits == [4.0, 4.0, 3.0]


def test_that_only_what_the_shown_run_has_as_well_is_selected_by_a_click(qtbot):
    maps = open_panel(qtbot, ComparedMaps(make_lab_state().theme, "maps"), 500, 400)
    maps.show_arrays(
        ComparedArrays(np.ones((3, 3, 2), "f4"), np.ones((4, 3, 5), "f4")), "other"
    )
    chosen = []
    maps.clicked.connect(chosen.append)
    theirs = maps.findChild(MapMosaic, "maps_b")
    for channel, row in ((4, 0), (1, 3), (1, 2)):
        click(theirs, theirs.cell_rect(channel, row, 1))
    assert [(one.channel, one.row, one.column) for one in chosen] == [(1, 2, 1)]


def test_that_kernels_of_an_input_channel_that_the_other_run_lacks_are_not_compared():
    ours, theirs = (
        trained_moment(SEED_CNN.replace(network=NetworkSpec((28, 28, 1), layers)), steps=1)
        for layers in (_two_convolutions(4), _two_convolutions(2))
    )
    part = ComparedPart.FILTERS
    assert layer_arrays(theirs, ours, part, 1, 1) is not None
    assert layer_arrays(ours, ours, part, 1, 3) is not None
    assert layer_arrays(theirs, ours, part, 1, 3) is None
    said = why_not_comparable(theirs, _shown(1, 3))
    assert said.endswith("reads 2 channels: it has no kernels for input channel 3.")
    assert "another kind of layer at position 0" in why_not_comparable(theirs, _shown(0, 0))


def _shown(layer, channel):
    shown = ShownUnit()
    shown.layer, shown.channel = layer, channel
    return shown


def _two_convolutions(filters):
    return (Conv2DSpec(filters), Conv2DSpec(3), FlattenSpec(), DenseSpec(10), SoftmaxSpec())
