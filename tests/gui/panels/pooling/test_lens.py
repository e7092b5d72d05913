"""The routing lens of the pooling panel: losers, margins, ties and drops."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QTimer

from gui.panels.pooling.number_grid import NumberGrid
from gui.panels.pooling.pooling_panel import PoolingPanel
from gui.state.selection import Unit
from tests.support.moments import make_moment
from tests.support.people import (
    click,
    find,
    point_at,
    pool_map,
    press,
    text_of,
    without_label,
)
from tests.support.shown_numbers import read_number

NAME = "pooling_panel"


@pytest.fixture
def panel(open_trained):
    panel = open_trained(PoolingPanel, 1000, 460)
    panel._state.selection.select(Unit(2, 3))
    return panel


def hatched(panel):
    """Return the hatched cells of the third map."""
    losers = pool_map(panel, "routed").outline.losers
    return {(row, column) for row, column in np.argwhere(losers)}


def naive_windows(trained, channel=3):
    """Yield window, winner, numbers in row order and arriving gradient."""
    x = trained.trace.values[2][..., channel]
    for p, q in np.ndindex(13, 13):
        cells = [(2 * p + i, 2 * q + j) for i, j in np.ndindex(2, 2)]
        numbers = [float(x[cell]) for cell in cells]
        winner = cells[numbers.index(max(numbers))]
        yield (p, q), winner, numbers, trained.trace.gradients[3][p, q, channel]


def active_timers(panel):
    return [timer for timer in panel.findChildren(QTimer) if timer.isActive()]


def test_that_exactly_the_losers_are_hatched_and_counted(panel, trained):
    won = {winner for _, winner, _, _ in naive_windows(trained)}
    losers = set(np.ndindex(26, 26)) - won
    for direction in ("forward", "backward"):
        press(panel, f"{NAME}_direction_{direction}")
        assert hatched(panel) == losers
    assert "507 get exactly 0 (75 %)" in text_of(panel, f"{NAME}_card_text")


def test_that_the_margin_map_shows_winner_minus_runner_up_and_the_ties(panel, trained):
    press(panel, f"{NAME}_direction_margin")
    margins, ties = np.zeros((13, 13)), set()
    for window, _, numbers, _ in naive_windows(trained):
        first, second, *_ = sorted(numbers, reverse=True)
        margins[window] = first - second
        if first == second:
            ties.add(window)
    np.testing.assert_allclose(pool_map(panel, "pooled").values, margins, atol=1e-7)
    assert ties
    tied = pool_map(panel, "pooled").outline.tied
    assert {(row, column) for row, column in np.argwhere(tied)} == ties
    assert text_of(panel, f"{NAME}_card_count") == f"{len(ties)} of 169 windows"
    assert "the first in row order wins" in text_of(panel, f"{NAME}_card_text")
    row, column = (int(at) for at in np.unravel_index(margins.argmax(), margins.shape))
    point_at(pool_map(panel, "pooled"), pool_map(panel, "pooled").cell_rect(row, column))
    assert read_number(text_of(panel, f"{NAME}_read_out_value")) == pytest.approx(
        margins.max(), abs=6e-5
    )
    assert not find(panel, f"{NAME}_card_routed", NumberGrid).isVisible()


def test_that_margins_need_no_label(panel, trained):
    panel._state.moment.show(without_label(trained))
    press(panel, f"{NAME}_direction_margin")
    assert text_of(panel, f"{NAME}_pooled_title") == "Margin"
    assert not find(panel, f"{NAME}_drop").isVisible()
    panel._state.moment.show(trained)
    assert text_of(panel, f"{NAME}_pooled_title") == "Margin"


def test_that_a_step_drops_one_gradient_into_its_winner(panel, qtbot, trained):
    windows = list(naive_windows(trained))
    press(panel, f"{NAME}_drop_step")
    assert not pool_map(panel, "routed").values.any()  # nothing has landed yet
    expected = np.zeros((26, 26), np.float32)
    for count in (1, 2, 3):
        qtbot.waitUntil(lambda count=count: panel._maps.drops.dropped == count)
        _, winner, _, arriving = windows[count - 1]
        expected[winner] = arriving
        np.testing.assert_array_equal(pool_map(panel, "routed").values, expected)
        assert text_of(panel, f"{NAME}_card_title") == f"Window (0, {count - 1})"
        assert text_of(panel, f"{NAME}_card_count") == f"{count} of 169 windows"
        press(panel, f"{NAME}_drop_step")


def test_that_playing_drops_row_by_row_until_all_is_there(panel, qtbot, trained):
    press(panel, f"{NAME}_drop")
    assert find(panel, f"{NAME}_drop").accessibleName() == "Pause the drops"
    qtbot.waitUntil(lambda: panel._maps.drops.dropped == 13)
    panel.grab()
    first_row = pool_map(panel, "routed").values.copy()
    assert first_row[:2].any()
    assert not first_row[2:].any()
    press(panel, f"{NAME}_drop")  # pause: the row under way lands
    assert panel._maps.drops.dropped == 26
    assert not active_timers(panel)
    press(panel, f"{NAME}_drop")
    qtbot.waitUntil(lambda: panel._maps.drops.dropped == 169)
    routed = pool_map(panel, "routed").values
    np.testing.assert_allclose(routed, trained.trace.gradients[2][..., 3], atol=1e-9)
    assert not active_timers(panel)


def test_that_training_may_go_on_while_gradients_drop(panel, qtbot, trained):
    press(panel, f"{NAME}_drop_step")
    qtbot.waitUntil(lambda: panel._maps.drops.dropped == 1)
    later = make_moment("seed-cnn", steps=21)
    panel._state.moment.show(replace(later, run_id=trained.run_id, sample=trained.sample))
    _, winner, _, arriving = next(naive_windows(later))
    expected = np.zeros((26, 26), np.float32)
    expected[winner] = arriving
    assert panel._maps.drops.dropped == 1
    np.testing.assert_array_equal(pool_map(panel, "routed").values, expected)
    panel._state.moment.show(later)  # another run: what has dropped is no longer of use
    assert panel._maps.drops.dropped is None


def test_that_another_channel_or_direction_shows_the_whole_gradient_again(panel, trained):
    for name in (f"{NAME}_channel_next", f"{NAME}_direction_forward"):
        press(panel, f"{NAME}_direction_backward")
        press(panel, f"{NAME}_drop")
        press(panel, name)
        assert panel._maps.drops.dropped is None
        assert not active_timers(panel)
    press(panel, f"{NAME}_direction_backward")
    np.testing.assert_array_equal(
        pool_map(panel, "routed").values, trained.trace.gradients[2][..., 4]
    )


def test_that_no_drop_falls_where_nobody_looks(panel):
    for leave, come_back in (
        (panel.hide, panel.show),
        (lambda: panel.set_seen(False), lambda: panel.set_seen(True)),
        (panel.close, panel.show),
    ):
        press(panel, f"{NAME}_drop")
        assert active_timers(panel)
        leave()
        assert not active_timers(panel)
        assert panel._maps.drops.dropped is None
        assert find(panel, f"{NAME}_drop").accessibleName() != "Pause the drops"
        come_back()


def test_that_a_click_still_reaches_the_maps_under_the_drops(panel):
    press(panel, f"{NAME}_drop")
    click(pool_map(panel, "pooled"), pool_map(panel, "pooled").cell_rect(3, 8))
    assert panel._state.selection.unit == Unit(2, 3, 3, 8)


def test_that_a_frame_redraws_only_what_lies_under_the_drops(panel, qtbot, trained):
    drops = panel._maps.drops
    drops.step()
    qtbot.waitUntil(lambda: drops.dropped == 1)
    painted = {0: 0, 1: 0}

    class Counter(QObject):
        def eventFilter(self, watched, event):
            painted[panel._maps.maps.index(watched)] += event.type() == QEvent.Type.Paint
            return False

    counter = Counter()
    for map_view in panel._maps.maps[:2]:
        map_view.installEventFilter(counter)
    drops.step()
    qtbot.waitUntil(lambda: drops.dropped == 2)
    assert painted[1] > 2  # the drop falls from here
    assert painted[0] <= 2  # no drop comes near: drawn anew when it has landed
