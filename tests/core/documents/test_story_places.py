"""Which states of a run are fetched when it is opened again."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.documents.story_places import story_places

STEPS = st.lists(st.integers(0, 10**6), unique=True, max_size=300).map(sorted)


@given(STEPS, st.integers(0, 80))
def test_that_no_more_are_chosen_than_asked_for_and_each_once(steps, count):
    places = story_places(np.array(steps, np.int64), count).tolist()
    assert places == sorted(set(places))
    assert len(places) <= count
    assert all(0 <= place < len(steps) for place in places)
    if len(steps) <= count:
        assert places == list(range(len(steps)))
    if count >= 4 and steps:
        assert {0, len(steps) - 1} <= set(places)


@pytest.mark.parametrize("last", [700, 5_064, 100_000])
def test_that_the_beginning_of_a_long_run_is_told_too(last):
    steps = np.arange(last + 1)
    chosen = set(steps[story_places(steps, 64)].tolist())
    assert {1, 2, 5, 10, 20, 50, 100, 200, 500} <= chosen
    gaps = np.diff(sorted(chosen))
    assert gaps.max() <= 2 * last / 40  # the rest is spread evenly
