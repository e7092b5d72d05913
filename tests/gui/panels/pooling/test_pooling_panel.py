"""The pooling panel, looked at and clicked as a person does."""

import math
from dataclasses import replace

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
from gui.panels.pooling.number_grid import NumberGrid
from gui.panels.pooling.pooling_panel import NO_POOLING, PoolingPanel
from gui.state.selection import Unit
from gui.widgets.layer_chooser import LayerChooser
from tests.support.moments import make_lab_state, make_moment
from tests.support.people import (
    broken_moment,
    click,
    find,
    is_clipped,
    moment_of_weights,
    open_panel,
    point_at,
    pool_map,
    press,
    read_out,
    text_of,
    without_label,
)

NAME = "pooling_panel"
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


@pytest.fixture
def panel(open_trained):
    return open_trained(PoolingPanel, 1000, 460)


def grid(panel, part):
    return find(panel, f"{NAME}_card_{part}", NumberGrid)


def shown_window(panel):
    return text_of(panel, f"{NAME}_card_title")


def look_at(panel, row, column):
    point_at(pool_map(panel, "pooled"), pool_map(panel, "pooled").cell_rect(row, column))


def largest_in(values):
    return tuple(int(at) for at in np.unravel_index(values.argmax(), values.shape))


def test_that_it_waits_in_words(qtbot):
    panel = open_panel(qtbot, PoolingPanel(make_lab_state()), 800, 400)
    assert text_of(panel, f"{NAME}_message") == WAITING


def test_that_a_network_without_pooling_says_what_to_add(panel, trained):
    panel._state.moment.show(make_moment("seed-mlp"))
    message = find(panel, f"{NAME}_message", QLabel)
    assert message.isVisible()
    assert message.text() == NO_POOLING
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


@pytest.mark.parametrize("window", [(0, 0), (4, 6), (12, 12)])
def test_that_the_card_shows_the_numbers_of_the_window_under_the_mouse(panel, trained, window):
    row, column = window
    look_at(panel, row, column)
    trace, cells = trained.trace, np.s_[2 * row : 2 * row + 2, 2 * column : 2 * column + 2, 0]
    values = trace.values[2][cells]
    assert shown_window(panel) == f"Window ({row}, {column})"
    np.testing.assert_array_equal(grid(panel, "values").values, values)
    np.testing.assert_array_equal(grid(panel, "routed").values, trace.gradients[2][cells])
    arriving = trace.gradients[3][row, column, 0]
    assert grid(panel, "arriving").values.tolist() == [[arriving]]
    first = np.unravel_index(values.argmax(), (2, 2))  # argmax is the first in row order
    assert grid(panel, "values").framed == tuple(first)
    assert float(text_of(panel, f"{NAME}_card_winner")) == pytest.approx(values.max(), abs=5e-4)
    equals = int((values == values.max()).sum())
    why = text_of(panel, f"{NAME}_card_why")
    assert why == ("first in row order" if equals > 1 else "the largest")
    assert float(read_out(panel)[1]) == pytest.approx(arriving, rel=0.01, abs=5e-5)


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


def test_that_pointing_at_an_input_pixel_shows_its_window(panel, trained):
    point_at(pool_map(panel, "input"), pool_map(panel, "input").cell_rect(9, 12))
    assert shown_window(panel) == "Window (4, 6)"
    said, value = read_out(panel)
    assert said == "pixel (9, 12)"
    assert float(value) == pytest.approx(trained.trace.values[2][9, 12, 0], abs=5e-5)


def test_that_a_click_keeps_the_window_and_selects_it_everywhere(panel):
    widget = pool_map(panel, "pooled")
    click(widget, widget.cell_rect(3, 8))
    assert panel._state.selection.unit == Unit(2, 0, 3, 8)
    look_at(panel, 7, 7)
    assert shown_window(panel) == "Window (7, 7)"
    widget.hovered.emit(1, None)
    assert shown_window(panel) == "Window (3, 8)"
    pinned, pointed = pool_map(panel, "input").boxes
    assert (pinned.x(), pinned.y(), pinned.width(), pinned.height()) == (16, 6, 2, 2)
    assert pointed is None
    click(pool_map(panel, "routed"), pool_map(panel, "routed").cell_rect(20, 4))
    assert panel._state.selection.unit == Unit(1, 0, 20, 4)


def test_that_a_selected_pixel_of_the_convolution_shows_its_window(panel):
    panel._state.selection.select(Unit(0, 4, 11, 7))
    assert text_of(panel, f"{NAME}_channel_text") == "channel 5 of 8"
    assert shown_window(panel) == "Window (5, 3)"


def test_that_at_first_the_window_with_the_largest_number_is_shown(panel, trained):
    for channel in range(8):
        panel._state.selection.select(Unit(2, channel))
        pooled = trained.trace.values[3][..., channel]
        gradient = np.abs(trained.trace.gradients[3][..., channel])
        row, column = largest_in(pooled if np.ptp(pooled) else gradient)
        assert shown_window(panel) == f"Window ({row}, {column})"


def test_that_where_all_is_equal_the_largest_gradient_is_shown(panel):
    dead = moment_of_weights(
        SEED_CNN.network,
        lambda path, value: np.minimum(value, 0) if path.startswith("0.conv2d") else value,
    )
    assert not dead.trace.values[3].any()
    panel._state.moment.show(dead)
    row, column = largest_in(np.abs(dead.trace.gradients[3][..., 0]))
    assert shown_window(panel) == f"Window ({row}, {column})"
    assert text_of(panel, f"{NAME}_card_why") == "first in row order"


def test_that_training_does_not_make_the_window_jump_but_another_sample_does(panel, trained):
    before = shown_window(panel)
    mirrored = [
        value[::-1, ::-1] if value.ndim == 3 else value for value in trained.trace.values
    ]
    trace = replace(trained.trace, values=tuple(mirrored))
    panel._state.moment.show(replace(trained, trace=trace))
    assert shown_window(panel) == before
    row, column = largest_in(mirrored[3][..., 0])
    sample = replace(trained.sample, index=7)
    panel._state.moment.show(replace(trained, trace=trace, sample=sample))
    assert shown_window(panel) == f"Window ({row}, {column})" != before


def test_that_a_chosen_window_stays_when_the_sample_changes(panel):
    widget = pool_map(panel, "pooled")
    click(widget, widget.cell_rect(1, 2))
    panel._state.moment.show(make_moment("seed-cnn", steps=20, index=4))
    widget.hovered.emit(1, None)
    assert shown_window(panel) == "Window (1, 2)"


def test_that_channels_are_stepped_through_and_go_round(panel, qtbot, trained):
    press(panel, f"{NAME}_channel_previous")
    assert text_of(panel, f"{NAME}_channel_text") == "channel 8 of 8"
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
        assert "nan" in text_of(panel, f"{NAME}_card_winner")
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
