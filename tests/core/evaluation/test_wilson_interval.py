"""Intervals, against numbers that others published and against the equation they solve."""

import math

import pytest

from core.evaluation.wilson_interval import NORMAL_95, wilson_interval

#: Newcombe (1998), "Two-sided confidence intervals for the single proportion", table I,
#: method 3.
PUBLISHED = {
    (81, 263): (0.2553, 0.3662),
    (15, 148): (0.0624, 0.1605),
    (0, 20): (0.0, 0.1611),
    (1, 29): (0.0061, 0.1718),
}


@pytest.mark.parametrize("counted", PUBLISHED, ids=str)
def test_that_published_intervals_come_out(counted):
    assert wilson_interval(*counted) == pytest.approx(PUBLISHED[counted], abs=5e-5)


@pytest.mark.parametrize(("right", "count"), [(1, 2), (9766, 10_000), (3, 7), (59_999, 60_000)])
def test_that_at_both_ends_the_counted_share_is_z_deviations_away(right, count):
    for end in wilson_interval(right, count):
        deviation = math.sqrt(end * (1 - end) / count)
        assert abs(right / count - end) / deviation == pytest.approx(NORMAL_95, rel=1e-6)


def test_that_none_right_and_all_right_mirror_each_other_and_nothing_has_no_interval():
    low, high = wilson_interval(0, 10)
    assert low == 0
    assert wilson_interval(10, 10) == (pytest.approx(1 - high), 1)
    assert wilson_interval(0, 0) is None
