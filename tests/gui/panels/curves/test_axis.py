"""The numbers along a plot's edge never overlap."""

import itertools

import pytest

from gui.panels.curves.axis import LABEL_HEIGHT, CurveAxis


def ticks(low, high, size, *, is_log=False):
    axis = CurveAxis("left", str)
    if is_log:
        axis.setLogMode(x=None, y=True)
    ((_, values),) = axis.tickValues(low, high, size)
    return list(values)


@pytest.mark.parametrize("size", [24, 36, 40, 60, 110, 300])
@pytest.mark.parametrize(("low", "high"), [(0, 1.02), (0, 3), (0, 0.1), (-2.5, 4), (0, 1200)])
def test_that_there_is_room_for_every_number(qtbot, low, high, size):
    values = ticks(low, high, size)
    assert values
    places = [(value - low) / (high - low) * size for value in values]
    gaps = [after - before for before, after in itertools.pairwise(places)]
    assert all(gap >= LABEL_HEIGHT for gap in gaps)


def test_that_few_numbers_are_multiples_of_one_step_from_zero(qtbot):
    assert [round(value, 6) for value in ticks(0, 1.02, 40)] == [0, 0.4, 0.8]
    assert [round(value, 6) for value in ticks(0, 1.02, 110)] == [0, 0.2, 0.4, 0.6, 0.8, 1]


def test_that_logarithmic_numbers_have_room_too(qtbot):
    values = ticks(-2, 1, 40, is_log=True)
    assert 1 <= len(values) <= 3
