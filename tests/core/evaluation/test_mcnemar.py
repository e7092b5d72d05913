"""McNemar's test against what statsmodels computes, written out here another way."""

import math

import pytest

from core.evaluation.mcnemar import MOST_COUNTED, mcnemar


def exact(b, c):
    """As `mcnemar(exact=True)`: twice the smaller tail of a fair coin, by its recursion."""
    n, m = b + c, min(b, c)
    chance = 0.5**n
    total = chance
    for k in range(1, m + 1):
        chance *= (n - k + 1) / k
        total += chance
    return min(1.0, 2 * total)


def corrected(b, c):
    """As `mcnemar(exact=False, correction=True)`: the upper tail of chi-square, integrated.

    With t = √x, the density of one degree of freedom is that of a normal variable.
    """
    root = (abs(b - c) - 1) / math.sqrt(b + c)
    steps, end = 20_000, root + 12
    width = (end - root) / steps
    heights = [math.exp(-((root + k * width) ** 2) / 2) for k in range(steps + 1)]
    area = width * (sum(heights) - (heights[0] + heights[-1]) / 2)
    return 2 * area / math.sqrt(2 * math.pi)


@pytest.mark.parametrize(
    ("b", "c", "expected"),
    [(0, 0, 1.0), (0, 5, 2 / 32), (1, 5, 14 / 64), (10, 10, 1.0), (9, 1, 22 / 1024)],
)
def test_that_small_counts_are_counted_by_hand(b, c, expected):
    assert mcnemar(b, c).p_value == pytest.approx(expected, abs=1e-15)
    assert mcnemar(b, c).is_exact


@pytest.mark.parametrize(("b", "c"), [(3, 14), (45, 28), (121, 59), (400, 471), (0, 900)])
def test_that_counts_are_those_of_a_fair_coin(b, c):
    assert mcnemar(b, c).p_value == pytest.approx(exact(b, c), rel=1e-9)
    assert mcnemar(b, c).p_value == mcnemar(c, b).p_value


@pytest.mark.parametrize(("b", "c"), [(600, 500), (1010, 1009), (2000, 2200), (505, 500)])
def test_that_large_counts_are_estimated_with_the_correction(b, c):
    found = mcnemar(b, c)
    assert not found.is_exact
    assert found.p_value == pytest.approx(corrected(b, c), rel=1e-5)


def test_that_both_ways_meet_and_alike_is_alike():
    b = MOST_COUNTED // 2 + 30
    c = MOST_COUNTED - b
    assert mcnemar(b, c).is_exact
    assert not mcnemar(b + 1, c).is_exact
    assert mcnemar(b, c).p_value == pytest.approx(corrected(b, c), rel=0.02)
    assert mcnemar(5000, 5000).p_value == 1.0
    assert mcnemar(60, 20).is_significant
    assert not mcnemar(12, 10).is_significant
