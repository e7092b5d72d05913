"""The feature maps panel, looked at and clicked as a person does."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from core.presets import SEED_CNN
from gui.panels.feature_maps.feature_maps_panel import NO_MAPS, FeatureMapsPanel
from gui.panels.moment_panel import WAITING
from gui.state.selection import Unit
from gui.widgets.layer_chooser import LayerChooser
from tests.support.moments import make_lab_state, make_moment
from tests.support.people import (
    broken_moment,
    click,
    find,
    is_clipped,
    limit,
    mosaic,
    open_panel,
    point_at,
    press,
    read_out,
    text_of,
    without_label,
)
from tests.support.shown_numbers import on_screen, read_number

NAME = "feature_maps_panel"
STATISTICS = ("least", "most", "mean", "zeros")


@pytest.fixture
def panel(open_trained):
    return open_trained(FeatureMapsPanel, 1000, 420)


def statistics(panel):
    return [text_of(panel, f"{NAME}_one_statistics_{key}") for key in STATISTICS]


def test_that_it_waits_in_words(qtbot):
    panel = open_panel(qtbot, FeatureMapsPanel(make_lab_state()), 800, 400)
    assert text_of(panel, f"{NAME}_message") == WAITING


def test_that_a_network_without_maps_says_what_to_add(panel, trained):
    panel._state.moment.show(make_moment("seed-mlp"))
    message = find(panel, f"{NAME}_message", QLabel)
    assert message.isVisible()
    assert message.text().startswith(NO_MAPS)
    panel._state.moment.show(trained)
    assert not message.isVisible()


def test_that_the_maps_are_the_traced_ones_before_and_after_relu(panel, trained):
    values = trained.trace.values
    np.testing.assert_array_equal(mosaic(panel).maps, values[1])
    assert values[1].min() < 0
    press(panel, f"{NAME}_relu_after")
    np.testing.assert_array_equal(mosaic(panel).maps, values[2])
    assert panel._state.selection.unit.layer == 1
    press(panel, f"{NAME}_relu_before")
    np.testing.assert_array_equal(mosaic(panel).maps, values[1])


def test_that_the_gradient_is_the_traced_one(panel, trained):
    press(panel, f"{NAME}_quantity_gradient")
    np.testing.assert_array_equal(mosaic(panel).maps, trained.trace.gradients[1])
    assert find(panel, f"{NAME}_title").property("role") == "backward"
    press(panel, f"{NAME}_relu_after")
    np.testing.assert_array_equal(mosaic(panel).maps, trained.trace.gradients[2])


def test_that_a_choice_is_made_with_the_keyboard(panel, qtbot, trained):
    button = find(panel, f"{NAME}_quantity_gradient")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    np.testing.assert_array_equal(mosaic(panel).maps, trained.trace.gradients[1])


def test_that_pointing_reads_the_pixel_in_the_small_and_the_large_map(panel, trained):
    values = trained.trace.values[1]
    row, column, channel = np.unravel_index(np.abs(values).argmax(), values.shape)
    point_at(mosaic(panel), mosaic(panel).cell_rect(channel, row, column))
    expected = f"channel {channel} · pixel ({row}, {column})"
    assert read_out(panel) == (expected, on_screen(f"{values[row, column, channel]:+.4f}"))
    panel._state.selection.select(Unit(0, 3))
    row, column = np.unravel_index(np.abs(values[..., 3]).argmax(), values.shape[:2])
    point_at(mosaic(panel, "one_map"), mosaic(panel, "one_map").cell_rect(0, row, column))
    expected = f"channel 3 · pixel ({row}, {column})"
    assert read_out(panel) == (expected, on_screen(f"{values[row, column, 3]:+.4f}"))


def test_that_a_click_selects_the_pixel_and_shows_its_channel_large(panel, trained):
    click(mosaic(panel), mosaic(panel).cell_rect(6, 12, 3))
    assert panel._state.selection.unit == Unit(0, 6, 12, 3)
    np.testing.assert_array_equal(
        mosaic(panel, "one_map").maps[:, :, 0], trained.trace.values[1][..., 6]
    )
    assert text_of(panel, f"{NAME}_one_title") == "Channel 6 of 0…7"
    assert mosaic(panel, "one_map")._selected == (0, 12, 3)
    click(mosaic(panel, "one_map"), mosaic(panel, "one_map").cell_rect(0, 20, 21))
    assert panel._state.selection.unit == Unit(0, 6, 20, 21)
    assert mosaic(panel)._selected == (6, 20, 21)
    press(panel, f"{NAME}_relu_after")
    assert panel._state.selection.unit == Unit(1, 6, 20, 21)  # the same pixel


def test_that_the_statistics_are_those_of_the_shown_map(panel, trained):
    panel._state.selection.select(Unit(1, 4))
    shown = trained.trace.values[2][..., 4].astype(np.float64)
    least, most, mean, zeros = statistics(panel)
    assert read_number(least) == pytest.approx(shown.min(), abs=5e-4)
    assert read_number(most) == pytest.approx(shown.max(), abs=5e-4)
    assert read_number(mean) == pytest.approx(shown.sum() / 676, abs=5e-4)
    assert zeros == f"{100 * (shown == 0).sum() / 676:.1f} %"


def test_that_the_scales_are_what_they_are_called(panel, trained):
    values = trained.trace.values[1]
    panel._state.selection.select(Unit(0, 2))
    assert limit(panel) == pytest.approx(np.abs(values).max())
    press(panel, f"{NAME}_scale_map")
    assert limit(panel) == pytest.approx(np.abs(values[..., 2]).max())
    np.testing.assert_allclose(mosaic(panel)._limits, np.abs(values).max(axis=(0, 1)))


def test_that_layers_are_chosen_and_pixels_of_other_layers_forgotten(panel, lenet):
    panel._state.moment.show(lenet)
    panel._state.selection.select(Unit(0, 5, 27, 27))
    chooser = find(panel, f"{NAME}_layer", LayerChooser)
    assert chooser.layers == (0, 2, 3, 5)
    place = chooser.findData(5)
    chooser.setCurrentIndex(place)
    chooser.activated.emit(place)
    assert panel._state.selection.unit == Unit(5, 5)
    np.testing.assert_array_equal(mosaic(panel).maps, lenet.trace.values[6])
    assert not find(panel, f"{NAME}_relu_after").isEnabled()


def test_that_without_a_label_the_gradient_cannot_be_chosen(panel, trained):
    press(panel, f"{NAME}_quantity_gradient")
    panel._state.moment.show(without_label(trained))
    np.testing.assert_array_equal(mosaic(panel).maps, trained.trace.values[1])
    button = find(panel, f"{NAME}_quantity_gradient")
    assert not button.isEnabled()
    assert "no label" in button.toolTip()


def test_that_nan_is_drawn_and_said(panel):
    panel._state.moment.show(broken_moment(SEED_CNN.network))
    panel._state.selection.select(Unit(0, 1))
    panel.grab()
    assert all("NaN" in number for number in statistics(panel)[:3])
    point_at(mosaic(panel), mosaic(panel).cell_rect(1, 5, 5))
    assert read_out(panel)[1].endswith("NaN")
    press(panel, f"{NAME}_scale_map")
    press(panel, f"{NAME}_quantity_gradient")
    panel.grab()


def test_that_another_architecture_may_arrive_at_any_time(panel, lenet):
    moments = [lenet, make_moment("seed-mlp"), make_moment("seed-cnn")]
    for moment in (*moments, *reversed(moments)):
        h, w, channels = mosaic(panel).maps.shape
        point_at(mosaic(panel), mosaic(panel).cell_rect(channels - 1, h - 1, w - 1))
        panel._state.selection.select(Unit(3, 15, 9, 9))
        panel._state.moment.show(moment)
        panel.grab()
    np.testing.assert_array_equal(mosaic(panel).maps, lenet.trace.values[4])


@pytest.mark.parametrize("size", [(490, 240), (501, 300), (613, 333), (820, 333), (1003, 386)])
def test_that_no_number_of_the_statistics_is_clipped(panel, qtbot, size):
    panel.resize(*size)
    qtbot.wait(1)
    box = find(panel, f"{NAME}_one")
    if not box.isVisible():  # too low a panel shows the small maps only
        assert size[1] < 300
        return
    for key in STATISTICS:
        number = find(panel, f"{NAME}_one_statistics_{key}", QLabel)
        number.setText("+1.23e−5")
        assert not is_clipped(number)
        right = number.mapTo(panel, number.rect().topRight()).x()
        assert right < panel.width() - 10
        assert number.mapTo(box, number.rect().topRight()).x() < box.width()
