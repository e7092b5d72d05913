"""The pooling panel, looked at and clicked as a person does."""

import math

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.max_pool2d import MaxPool2DSpec
from core.layers.relu import ReLUSpec
from core.layers.softmax import SoftmaxSpec
from core.network_spec import NetworkSpec
from core.presets import SEED_CNN
from gui.panels.moment_panel import WAITING
from gui.panels.pooling.pooling_panel import NO_POOLING, PoolingPanel
from gui.state.selection import Unit
from gui.widgets.layer_chooser import LayerChooser
from tests.support.moments import make_lab_state, make_moment
from tests.support.people import (
    broken_moment,
    find,
    is_clipped,
    moment_of_weights,
    open_panel,
    point_at,
    pool_map,
    press,
    text_of,
    without_label,
)
from tests.support.pooling_panel import NAME, grid, largest_in, look_at

OVERLAPPING = NetworkSpec(
    (28, 28, 1),
    (
        Conv2DSpec(3, (3, 3), (1, 1), "valid"),
        ReLUSpec(),
        MaxPool2DSpec((3, 3), (2, 2), "same"),
        FlattenSpec(),
        DenseSpec(10),
        SoftmaxSpec(),
    ),
)


def test_that_it_waits_in_words(qtbot):
    panel = open_panel(qtbot, PoolingPanel(make_lab_state()), 800, 400)
    assert text_of(panel, f"{NAME}_message") == WAITING


def test_that_a_network_without_pooling_says_what_to_add(panel, trained):
    panel._state.moment.show(make_moment("seed-mlp"))
    message = find(panel, f"{NAME}_message", QLabel)
    assert message.isVisible()
    assert message.text().startswith(NO_POOLING)
    panel._state.moment.show(trained)
    assert not message.isVisible()


def test_that_the_three_maps_are_the_traced_ones(panel, trained):
    trace = trained.trace
    panel._state.selection.select(Unit(2, 3))
    np.testing.assert_array_equal(pool_map(panel, "input").values, trace.values[2][..., 3])
    np.testing.assert_array_equal(pool_map(panel, "pooled").values, trace.gradients[3][..., 3])
    np.testing.assert_array_equal(pool_map(panel, "routed").values, trace.gradients[2][..., 3])
    press(panel, f"{NAME}_direction_forward")
    np.testing.assert_array_equal(pool_map(panel, "pooled").values, trace.values[3][..., 3])
    kept = pool_map(panel, "routed").values
    won = np.unique(trace.winners[2][..., 3])
    assert set(np.flatnonzero(kept)) <= set(won.tolist())
    np.testing.assert_array_equal(kept.flat[won], trace.values[2][..., 3].flat[won])


def test_that_losers_get_exactly_zero_and_nothing_of_the_sum_is_lost(panel, trained):
    panel._state.selection.select(Unit(2, 5))
    routed, arriving = pool_map(panel, "routed").values, pool_map(panel, "pooled").values
    losers = np.ones(routed.size, bool)
    losers[trained.trace.winners[2][..., 5]] = False
    assert losers.sum() == 26 * 26 - 13 * 13
    assert not routed.reshape(-1)[losers].any()
    assert math.fsum(routed.flat) == pytest.approx(math.fsum(arriving.flat), abs=1e-9)
    look_at(panel, *largest_in(np.abs(arriving)))
    sent = grid(panel, "routed").values
    assert np.count_nonzero(sent) == 1
    assert sent[grid(panel, "values").framed] == grid(panel, "arriving").values[0, 0]


def test_that_overlapping_windows_add_up_at_a_shared_winner(panel):
    moment = moment_of_weights(OVERLAPPING, lambda path, value: value)
    panel._state.moment.show(moment)
    trace = moment.trace
    expected = np.zeros(26 * 26)
    np.add.at(expected, trace.winners[2][..., 0], trace.gradients[3][..., 0].astype(float))
    routed = pool_map(panel, "routed").values
    np.testing.assert_allclose(routed.reshape(-1), expected, atol=1e-9)
    wins = np.bincount(trace.winners[2][..., 0].reshape(-1), minlength=26 * 26)
    assert wins.max() > 1
    position = int(wins.argmax())
    point_at(
        pool_map(panel, "input"), pool_map(panel, "input").cell_rect(*divmod(position, 26))
    )
    assert grid(panel, "values").values.shape == (3, 3)
    assert grid(panel, "routed").values[grid(panel, "values").framed] == routed.flat[position]


def test_that_channels_are_stepped_through_and_go_round(panel, qtbot, trained):
    press(panel, f"{NAME}_channel_previous")
    assert text_of(panel, f"{NAME}_channel_text") == "channel 7 of 0…7"
    np.testing.assert_array_equal(
        pool_map(panel, "input").values, trained.trace.values[2][..., 7]
    )
    button = find(panel, f"{NAME}_channel_next")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert panel._state.selection.unit == Unit(2, 0)


def test_that_the_sentence_counts_winners_and_losers(panel, trained):
    press(panel, f"{NAME}_direction_forward")
    won = len(set(trained.trace.winners[2][..., 0].reshape(-1).tolist()))
    assert text_of(panel, f"{NAME}_card_count") == f"{won} of 676 positions"
    assert f"{676 - won} are dropped" in text_of(panel, f"{NAME}_card_text")
    assert not grid(panel, "routed").isVisible()


def test_that_without_a_label_there_is_only_a_forward_direction(panel, trained):
    panel._state.moment.show(without_label(trained))
    button = find(panel, f"{NAME}_direction_backward")
    assert not button.isEnabled()
    assert "no label" in button.toolTip()
    np.testing.assert_array_equal(
        pool_map(panel, "pooled").values, trained.trace.values[3][..., 0]
    )


def test_that_the_second_pooling_can_be_chosen(panel):
    moment = make_moment("lenet-5", steps=3)
    panel._state.moment.show(moment)
    chooser = find(panel, f"{NAME}_layer", LayerChooser)
    assert chooser.isVisible()
    assert chooser.layers == (2, 5)
    chooser.setCurrentIndex(1)
    chooser.activated.emit(1)
    np.testing.assert_array_equal(
        pool_map(panel, "input").values, moment.trace.values[5][..., 0]
    )


def test_that_nan_wins_nothing_and_is_said(panel):
    for direction in ("backward", "forward"):
        press(panel, f"{NAME}_direction_{direction}")
        panel._state.moment.show(broken_moment(SEED_CNN.network))
        look_at(panel, 2, 2)
        panel.grab()
        assert "NaN" in text_of(panel, f"{NAME}_card_winner")
        assert text_of(panel, f"{NAME}_card_why") == "no number won"
        assert grid(panel, "values").framed is None


def test_that_another_architecture_may_arrive_at_any_time(panel):
    overlapping = moment_of_weights(OVERLAPPING, lambda path, value: value)
    moments = [make_moment("lenet-5"), make_moment("seed-mlp"), overlapping, make_moment()]
    for moment in (*moments, *reversed(moments)):
        look_at(panel, 12, 12)
        panel._state.selection.select(Unit(5, 15, 4, 4))
        panel._state.moment.show(moment)
        panel.grab()
    assert pool_map(panel, "input").values.shape == (10, 10)


@pytest.mark.parametrize(
    ("size", "least"),
    [((490, 190), 104), ((501, 333), 130), ((820, 333), 130), ((1003, 386), 182)],
)
def test_that_the_maps_are_as_large_as_the_room_permits(panel, qtbot, size, least):
    panel.resize(*size)
    qtbot.waitUntil(lambda: panel.width() == size[0])
    qtbot.wait(1)
    side = 26 * pool_map(panel, "input").zoom
    assert side >= least
    scroll = panel._stack.currentWidget()
    assert scroll.horizontalScrollBar().maximum() == 0
    if size[0] > 600:
        assert scroll.verticalScrollBar().maximum() == 0


@pytest.mark.parametrize("width", [490, 613, 700, 820, 1003])
def test_that_no_part_of_the_card_is_clipped(panel, qtbot, width):
    panel.resize(width, 460)
    qtbot.wait(1)
    card = find(panel, f"{NAME}_card")
    for part in ("values", "arriving", "routed"):
        shown = grid(panel, part)
        assert shown.isVisible()
        assert shown.width() >= shown.sizeHint().width()
        assert shown.mapTo(card, shown.rect().bottomRight()).x() < card.width()
    for part in ("title", "winner", "count"):
        assert not is_clipped(find(panel, f"{NAME}_card_{part}", QLabel))
