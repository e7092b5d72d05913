"""How often the window looks at a training network."""

import pytest

from gui.lab.look_pace import BUDGET, LONGEST_MS, SHORTEST_MS, LookPace


def settle(pace, cost_seconds, base_share=0.0, looks=200):
    """Let looks cost `cost_seconds` each, beside a constant share of other work."""
    for _ in range(looks):
        wall = pace.interval_ms / 1000 + cost_seconds
        pace.adapt(cost_seconds + base_share * wall, wall)
    return wall


@pytest.mark.parametrize("cost", [0.006, 0.02, 0.06])
def test_that_looks_use_the_budget_and_not_more(cost):
    wall = settle(LookPace(), cost)
    assert cost / wall == pytest.approx(BUDGET, rel=0.1)


def test_that_cheap_looks_come_as_often_as_the_eye_can_use():
    pace = LookPace()
    settle(pace, 0.001)
    assert pace.interval_ms == SHORTEST_MS


def test_that_looking_never_stops_however_busy_the_window_is():
    pace = LookPace()
    settle(pace, 0.05, base_share=0.9)
    assert pace.interval_ms == LONGEST_MS


def test_that_the_pace_recovers_once_looks_are_cheap_again():
    pace = LookPace()
    settle(pace, 0.3)
    settle(pace, 0.001, looks=12)
    assert pace.interval_ms == SHORTEST_MS


def test_that_two_looks_at_the_same_time_change_nothing():
    pace = LookPace()
    pace.adapt(0.5, 0.0)
    assert pace.interval_ms == SHORTEST_MS
