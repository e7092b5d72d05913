"""The filters panel, looked at and clicked as a person does."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt

from core.presets import LENET_5, SEED_CNN
from gui.panels.filters.filters_panel import FiltersPanel
from gui.panels.moment_panel import WAITING
from gui.state.selection import Unit
from gui.widgets.layer_chooser import LayerChooser
from tests.support.moments import make_lab_state, make_moment
from tests.support.people import (
    broken_moment,
    click,
    find,
    limit,
    mosaic,
    open_panel,
    point_at,
    press,
    read_out,
    text_of,
)
from tests.support.shown_numbers import on_screen, read_number

NAME = "filters_panel"


@pytest.fixture
def panel(open_trained):
    return open_trained(FiltersPanel, 1000, 420)


def choose_layer(panel, layer):
    chooser = find(panel, f"{NAME}_layer", LayerChooser)
    place = chooser.findData(layer)
    chooser.setCurrentIndex(place)
    chooser.activated.emit(place)


def weight_of(moment, path="0.conv2d.weight"):
    return moment.snapshot.values[path]


def test_that_it_waits_in_words(qtbot):
    panel = open_panel(qtbot, FiltersPanel(make_lab_state()), 800, 400)
    assert text_of(panel, f"{NAME}_message") == WAITING


def test_that_every_tile_is_the_filter_at_this_step(panel, trained):
    np.testing.assert_array_equal(mosaic(panel).maps, weight_of(trained)[:, :, 0])
    assert mosaic(panel).maps.shape == (3, 3, 8)


def test_that_pointing_reads_the_weight(panel, trained):
    for row, column, output in ((0, 2, 0), (2, 1, 7), (1, 1, 4)):
        point_at(mosaic(panel), mosaic(panel).cell_rect(output, row, column))
        said, value = read_out(panel)
        assert said == f"filter {output} · row {row}, column {column}"
        assert value == on_screen(f"{weight_of(trained)[row, column, 0, output]:+.4f}")


def test_that_a_click_selects_the_filter_and_a_selection_elsewhere_is_shown(panel):
    click(mosaic(panel), mosaic(panel).cell_rect(5, 1, 1))
    assert panel._state.selection.unit == Unit(0, 5)
    assert mosaic(panel)._selected == (5, 1, 1)
    panel._state.selection.select(Unit(2, 3, 4, 4))  # a pixel of the pooled map of filter 4
    assert mosaic(panel)._selected == (3, None, None)
    click(mosaic(panel), mosaic(panel).cell_rect(6, 0, 0))
    assert panel._state.selection.unit == Unit(0, 6)


def test_that_the_gradient_is_that_of_the_latest_batch(panel, trained):
    press(panel, f"{NAME}_quantity_gradient")
    np.testing.assert_array_equal(
        mosaic(panel).maps, trained.snapshot.gradients["0.conv2d.weight"][:, :, 0]
    )
    assert find(panel, f"{NAME}_title").property("role") == "backward"
    assert not find(panel, f"{NAME}_notice").isVisible()


def test_that_the_change_is_counted_from_the_start_of_the_run(panel, trained):
    press(panel, f"{NAME}_quantity_change")
    expected = weight_of(trained) - trained.initial["0.conv2d.weight"]
    np.testing.assert_array_equal(mosaic(panel).maps, expected[:, :, 0])
    assert np.abs(expected).max() > 0


def test_that_before_the_first_step_it_says_why_all_is_zero(panel):
    panel._state.moment.show(make_moment("seed-cnn"))
    for quantity in ("gradient", "change"):
        press(panel, f"{NAME}_quantity_{quantity}")
        assert find(panel, f"{NAME}_notice").isVisible()
        assert "No step taken yet" in text_of(panel, f"{NAME}_notice")
        assert not mosaic(panel).maps.any()
    press(panel, f"{NAME}_quantity_value")
    assert not find(panel, f"{NAME}_notice").isVisible()


def test_that_the_scales_are_what_they_are_called(panel, trained):
    weight = weight_of(trained)
    click(mosaic(panel), mosaic(panel).cell_rect(2, 1, 1))
    assert limit(panel) == pytest.approx(np.abs(weight[..., 2]).max())
    press(panel, f"{NAME}_scale_layer")
    assert limit(panel) == pytest.approx(np.abs(weight).max())
    press(panel, f"{NAME}_scale_global")
    dense = weight_of(trained, "4.dense.weight")
    assert limit(panel) == pytest.approx(max(np.abs(weight).max(), np.abs(dense).max()))


def test_that_a_scale_can_be_chosen_with_the_keyboard(panel, qtbot, trained):
    button = find(panel, f"{NAME}_scale_layer")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert limit(panel) == pytest.approx(np.abs(weight_of(trained)).max())


def test_that_the_kernels_of_each_input_channel_are_shown(panel, lenet):
    panel._state.moment.show(lenet)
    choose_layer(panel, 3)
    weight = weight_of(lenet, "3.conv2d.weight")  # (5, 5, 6, 16)
    np.testing.assert_array_equal(mosaic(panel).maps, weight[:, :, 0])
    press(panel, f"{NAME}_input_channel_next")
    np.testing.assert_array_equal(mosaic(panel).maps, weight[:, :, 1])
    click(mosaic(panel), mosaic(panel).cell_rect(9, 0, 0))
    np.testing.assert_array_equal(mosaic(panel, "one_channels").maps, weight[..., 9])
    click(mosaic(panel, "one_channels"), mosaic(panel, "one_channels").cell_rect(4, 2, 2))
    np.testing.assert_array_equal(mosaic(panel).maps, weight[:, :, 4])
    np.testing.assert_array_equal(mosaic(panel, "one_kernel").maps, weight[:, :, 4:5, 9])
    point_at(mosaic(panel, "one_kernel"), mosaic(panel, "one_kernel").cell_rect(0, 3, 1))
    assert read_out(panel) == (
        "filter 9 · input channel 4 · row 3, column 1",
        on_screen(f"{weight[3, 1, 4, 9]:+.4f}"),
    )
    bias = lenet.snapshot.values["3.conv2d.bias"][9]
    assert text_of(panel, f"{NAME}_one_bias") == on_screen(f"bias {bias:+.4f}")


def test_that_the_weights_of_a_dense_layer_are_folded_to_the_picture_they_read(panel):
    moment = make_moment("seed-mlp", steps=2)
    panel._state.moment.show(moment)
    dense = weight_of(moment, "1.dense.weight")
    assert mosaic(panel).maps.shape == (28, 28, 128)
    for row, column, unit in ((0, 0, 0), (13, 5, 2), (27, 27, 127)):
        assert mosaic(panel).maps[row, column, unit] == dense[row * 28 + column, unit]
    point_at(mosaic(panel), mosaic(panel).cell_rect(1, 9, 20))
    assert read_out(panel)[0] == "unit 1 · row 9, column 20"
    assert read_number(read_out(panel)[1]) == pytest.approx(dense[9 * 28 + 20, 1], abs=5e-5)


def test_that_nan_weights_are_drawn_and_said(panel):
    for quantity in ("value", "gradient", "change"):
        press(panel, f"{NAME}_quantity_{quantity}")
        panel._state.moment.show(broken_moment(SEED_CNN.network))
        panel.grab()
    point_at(mosaic(panel), mosaic(panel).cell_rect(1, 1, 1))
    assert read_out(panel)[1].endswith("NaN")
    panel._state.moment.show(broken_moment(LENET_5.network))
    panel.grab()


def test_that_another_architecture_may_arrive_at_any_time(panel, lenet):
    moments = [make_moment("seed-mlp"), lenet, make_moment("seed-cnn")]
    for moment in (*moments, *reversed(moments)):
        last = mosaic(panel).maps.shape
        point_at(mosaic(panel), mosaic(panel).cell_rect(0, last[0] - 1, last[1] - 1))
        panel._state.selection.select(Unit(3, 15, 9, 9))
        panel._state.moment.show(moment)
        panel.grab()
        assert mosaic(panel).maps.shape[2] in {1, 8, 10, 128, 6, 16, 120}


def test_that_a_smaller_input_channel_count_is_survived(panel, lenet):
    panel._state.moment.show(lenet)
    choose_layer(panel, 3)
    for _ in range(5):
        press(panel, f"{NAME}_input_channel_next")
    choose_layer(panel, 0)
    np.testing.assert_array_equal(
        mosaic(panel).maps, weight_of(lenet, "0.conv2d.weight")[:, :, 0]
    )


@pytest.mark.parametrize("size", [(490, 190), (820, 333), (1003, 386)])
def test_that_all_filters_are_in_sight_without_scrolling(panel, qtbot, size):
    panel.resize(*size)
    bar = panel._scroll.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() == 0)
    visible = panel._scroll.viewport().rect()
    for output in range(8):
        assert visible.contains(mosaic(panel).tile_rect(output))


def test_that_too_many_units_scroll_and_use_the_whole_width(panel, qtbot):
    panel._state.moment.show(make_moment("seed-mlp"))
    panel.resize(600, 400)  # too narrow for the large view
    bar = panel._scroll.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    tile = mosaic(panel).tile_rect(0).width() + 4
    used = mosaic(panel).tile_rect(0).united(mosaic(panel).tile_rect(127)).width()
    assert panel._scroll.viewport().width() - used < 2 * tile


def test_that_a_step_of_training_is_followed(panel, trained):
    later = make_moment("seed-cnn", steps=25)
    panel._state.moment.show(later)
    np.testing.assert_array_equal(mosaic(panel).maps, weight_of(later)[:, :, 0])
    assert (weight_of(later) != weight_of(trained)).any()
    halved = {path: value / 2 for path, value in later.snapshot.values.items()}
    snapshot = replace(later.snapshot, values=halved)
    panel._state.moment.show(replace(later, snapshot=snapshot))
    np.testing.assert_array_equal(mosaic(panel).maps, weight_of(later)[:, :, 0] / 2)
