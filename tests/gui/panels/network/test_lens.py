"""Receptive fields and the gradient river of the network panel."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QThread
from PySide6.QtWidgets import QApplication

from core.presets import SEED_CNN
from gui.panels.network.gradient_river_view import BAND, PER_POWER, GradientRiverView
from gui.panels.network.network_panel import NetworkPanel
from gui.theme.theme import LIGHT
from tests.support.moments import make_moment
from tests.support.people import (
    broken_moment,
    find,
    moment_of_weights,
    point_at,
    press,
    text_of,
    without_label,
)

INPUT, CONV, RELU, POOL = range(4)


@pytest.fixture
def panel(open_trained):
    return open_trained(NetworkPanel, 1110, 560)


def mosaic(panel, place):
    return panel._pipeline.views[place].mosaic


def point(panel, place, channel, row, column):
    point_at(mosaic(panel, place), mosaic(panel, place).cell_rect(channel, row, column))


def outlined(panel, place, channel, top, left, bottom, right):
    """Whether just these cells of a tile are outlined, by where they are on the screen."""
    widget = mosaic(panel, place)
    offset = widget.mapTo(panel._pipeline._content, QPoint())
    first = widget.cell_rect(channel, top, left).translated(offset)
    last = widget.cell_rect(channel, bottom, right).translated(offset)
    return first.united(last) in panel._pipeline.field.boxes


def river(panel):
    return find(panel, "network_river", GradientRiverView)


def test_that_pointing_at_a_pooled_pixel_outlines_what_it_sees(panel):
    point(panel, POOL, 3, 7, 5)
    assert len(panel._pipeline.field.boxes) == 3
    assert outlined(panel, RELU, 3, 14, 10, 15, 11)
    assert outlined(panel, CONV, 3, 14, 10, 15, 11)
    assert outlined(panel, INPUT, 0, 14, 10, 17, 13)
    assert "sees 4×4 pixels of the input" in text_of(panel, "network_read_out_place")
    picture = panel._pipeline.field.grab().toImage()
    box = panel._pipeline.field.boxes[-1]
    assert picture.pixelColor(box.topLeft()).green() > 100


def test_that_behind_a_second_convolution_every_channel_is_seen(panel):
    panel._state.moment.show(make_moment("lenet-5"))
    point(panel, 4, 2, 3, 3)  # the second convolution: 5×5 over 14×14×6
    for channel in range(6):
        assert outlined(panel, POOL, channel, 3, 3, 7, 7)
    assert "sees 14×14 pixels of the input" in text_of(panel, "network_read_out_place")


def test_that_the_input_is_shaded_by_what_the_pixel_answers_to(panel, qtbot, trained):
    field, channel = panel._pipeline.field, 1
    pooled = trained.trace.values[3]
    at = np.unravel_index(pooled[..., channel].argmax(), pooled.shape[:2])
    row, column = (int(index) for index in at)
    point(panel, POOL, channel, row, column)
    qtbot.waitUntil(lambda: field.weights is not None)
    # the winner's window of the input answers with the size of the filter's weights
    winner_row, winner_column = divmod(int(trained.trace.winners[2][row, column, channel]), 26)
    expected = np.zeros((28, 28), np.float32)
    weight = trained.snapshot.values["0.conv2d.weight"][:, :, 0, channel]
    patch = np.s_[winner_row : winner_row + 3, winner_column : winner_column + 3]
    expected[patch] = np.abs(weight)
    np.testing.assert_allclose(field.weights, expected, atol=1e-7)
    assert "90 % of what moves it lies in" in panel._read_out.text
    panel.grab()
    # a newer moment of the same pixel leaves the shades until there are newer ones
    later = moment_of_weights(SEED_CNN.network, lambda path, value: np.abs(value))
    panel._state.moment.show(later)
    assert field.weights is not None
    qtbot.waitUntil(lambda: not np.allclose(field.weights, expected))
    point(panel, CONV, 1, 0, 0)
    assert field.weights is None or not field.weights[3:].any()


def test_that_a_dead_pixel_answers_to_nothing_and_says_so(panel, qtbot):
    dead = moment_of_weights(SEED_CNN.network, lambda path, value: -np.abs(value))
    panel._state.moment.show(dead)
    point(panel, POOL, 3, 7, 5)
    qtbot.waitUntil(lambda: "closed gate" in panel._read_out.text)
    assert not panel._pipeline.field.weights.any()
    panel._state.moment.show(broken_moment(SEED_CNN.network))
    qtbot.waitUntil(lambda: "not a number" in panel._read_out.text)
    panel.grab()


def test_that_the_thread_ends_when_the_panel_is_hidden_and_begins_anew(panel, qtbot):
    thread = panel.findChild(QThread, "field")
    for _ in range(2):
        point(panel, POOL, 3, 7, 5)
        assert thread.isRunning()
        panel.hide()
        assert not thread.isRunning()
        assert panel._pipeline.field.boxes == ()
        panel.show()
    point(panel, POOL, 3, 7, 5)
    qtbot.waitUntil(lambda: panel._pipeline.field.weights is not None)


def test_that_leaving_takes_the_boxes_away(panel):
    point(panel, POOL, 3, 7, 5)
    QApplication.sendEvent(mosaic(panel, POOL), QEvent(QEvent.Type.Leave))
    assert panel._pipeline.field.boxes == ()
    assert not panel._pipeline.field.isVisible()


def test_that_weights_and_flat_layers_have_no_boxes(panel):
    point_at(panel._pipeline.views[5].body, panel._pipeline.views[5].body.unit_rect(3))
    assert panel._pipeline.field.boxes == ()
    press(panel, "network_view_weights")
    point(panel, CONV, 2, 1, 1)
    assert panel._pipeline.field.boxes == ()


def test_that_boxes_go_when_another_network_or_size_arrives(panel):
    point(panel, POOL, 3, 7, 5)
    panel._state.moment.show(make_moment("seed-mlp"))
    assert panel._pipeline.field.boxes == ()
    panel._state.moment.show(make_moment("seed-cnn"))
    panel._state.theme.use(LIGHT)
    panel.resize(720, 430)
    panel.grab()


def test_that_the_river_is_as_wide_as_the_logarithm_of_the_gradient(panel, trained):
    assert not river(panel).isVisible()
    press(panel, "network_view_gradients")
    assert river(panel).isVisible()
    shown = {reach.title: reach for reach in river(panel).reaches}
    gradients = trained.trace.gradients
    for title, place in (("Input", 0), ("Conv2D", 1), ("MaxPool2D", 3), ("Dense", 5)):
        by_hand = float(np.sqrt((gradients[place].astype(np.float64) ** 2).mean()))
        assert shown[title].rms == pytest.approx(by_hand, rel=1e-6)
    widths = dict(zip(shown, river(panel).widths(), strict=True))
    powers = np.log10(shown["Dense"].rms / shown["Conv2D"].rms)
    assert widths["Dense"] - widths["Conv2D"] == pytest.approx(PER_POWER * powers)
    assert max(widths.values()) == BAND
    closed = 100 * (trained.trace.values[1] <= 0).mean()
    assert shown["ReLU"].drain == f"ReLU closed {closed:.0f} %"
    assert shown["MaxPool2D"].drain == "pool losers 75 %"
    assert "pool losers 75 %" in river(panel).spoken_value()
    river(panel).grab()
    press(panel, "network_view_activations")
    assert not river(panel).isVisible()


def test_that_a_broken_or_missing_gradient_dries_the_river_up(panel, trained):
    press(panel, "network_view_gradients")
    panel._state.moment.show(broken_moment(SEED_CNN.network))
    assert set(river(panel).widths()) == {0.0}
    river(panel).grab()
    panel._state.moment.show(without_label(trained))
    assert not river(panel).isVisible()
    panel._state.moment.show(trained)
    assert river(panel).isVisible()


def test_that_a_low_panel_keeps_its_room_for_the_maps(panel, qtbot):
    press(panel, "network_view_gradients")
    panel.resize(720, 300)
    qtbot.waitUntil(lambda: not river(panel).isVisible())
    panel.resize(720, 430)
    qtbot.waitUntil(lambda: river(panel).isVisible())
