"""Which window is shown in numbers."""

from dataclasses import replace

import numpy as np
import pytest

from core.presets import SEED_CNN
from gui.state.selection import Unit
from tests.support.moments import make_moment
from tests.support.people import (
    click,
    moment_of_weights,
    point_at,
    pool_map,
    read_out,
    text_of,
)
from tests.support.pooling_panel import NAME, grid, largest_in, look_at
from tests.support.shown_numbers import read_number


def shown_window(panel):
    return text_of(panel, f"{NAME}_card_title")


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
    assert read_number(text_of(panel, f"{NAME}_card_winner")) == pytest.approx(
        values.max(), abs=5e-4
    )
    equals = int((values == values.max()).sum())
    why = text_of(panel, f"{NAME}_card_why")
    assert why == ("first in row order" if equals > 1 else "the largest")
    assert read_number(read_out(panel)[1]) == pytest.approx(arriving, rel=0.01, abs=5e-5)


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
    assert text_of(panel, f"{NAME}_channel_text") == "channel 4 of 0…7"
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
