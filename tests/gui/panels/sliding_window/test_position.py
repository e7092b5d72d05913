"""Where a sliding window is: in row order, inside the result, one place for each way."""

from types import SimpleNamespace

import numpy as np
import pytest

from core.inspection.sliding_window import SlideWay
from gui.panels.sliding_window.position import SlidingPosition

FORWARD, BACK = SlideWay.FORWARD, SlideWay.INPUT_GRADIENT


def window(way=FORWARD, shape=(4, 3)):
    return SimpleNamespace(way=way, result=np.zeros(shape), informative_place=lambda: (2, 1))


def test_that_it_begins_where_there_is_something_to_see():
    position = SlidingPosition()
    assert position.at(FORWARD) is None
    assert position.settle(window()) == position.at(FORWARD) == (2, 1)


@pytest.mark.parametrize(
    ("start", "by", "end"),
    [((0, 1), 1, (0, 2)), ((0, 2), 1, (1, 0)), ((3, 2), 1, (0, 0)), ((0, 0), -1, (3, 2))],
)
def test_that_a_step_goes_in_row_order_and_round(start, by, end):
    position = SlidingPosition()
    position.put(FORWARD, start)
    position.step(window(), by)
    assert position.at(FORWARD) == end


@pytest.mark.parametrize(
    ("put", "settled"),
    [((9, 9), (3, 2)), ((-1, 1), (0, 1)), ((1, -5), (1, 0)), ((0, 0), (0, 0))],
)
def test_that_it_stays_inside_a_result_that_may_have_shrunk(put, settled):
    position = SlidingPosition()
    position.put(FORWARD, put)
    assert position.settle(window()) == settled


def test_that_every_way_has_a_place_of_its_own_until_all_are_forgotten():
    position = SlidingPosition()
    position.put(FORWARD, (1, 1))
    position.put(BACK, (0, 2))
    position.step(window(BACK), 1)
    assert (position.at(FORWARD), position.at(BACK)) == ((1, 1), (1, 0))
    position.forget()
    assert position.at(FORWARD) is position.at(BACK) is None
