"""Which samples one steps through, against plain loops."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.state.sample_choice import SampleChoice

LABELS = np.array([7, 2, 1, 0, 4, 1, 4, 9, 5, 9])


@pytest.fixture
def choice(rng):
    choice = SampleChoice(rng)
    choice.narrow(LABELS, None, None)
    return choice


def test_that_at_first_nothing_matches(rng):
    choice = SampleChoice(rng)
    assert len(choice) == 0
    assert choice.next_to(0, 1) is None
    assert choice.nearest(3) is None
    assert choice.random(0) is None
    assert choice.around(0, 5) == []


def test_that_every_sample_matches_without_a_wish(choice):
    assert choice.matching.tolist() == list(range(10))
    assert [choice.next_to(9, 1), choice.next_to(0, -1)] == [0, 9]


def test_that_only_one_class_is_taken(choice):
    choice.narrow(LABELS, 4, None)
    assert choice.matching.tolist() == [4, 6]
    assert [choice.next_to(4, 1), choice.next_to(6, 1), choice.next_to(5, -1)] == [6, 4, 4]
    assert [choice.nearest(4), choice.nearest(5), choice.nearest(7)] == [4, 6, 4]


def test_that_only_mistakes_of_the_class_are_taken(choice):
    predicted = LABELS.copy()
    predicted[[0, 6, 9]] = [1, 9, 4]
    choice.narrow(LABELS, None, predicted)
    assert choice.matching.tolist() == [0, 6, 9]
    choice.narrow(LABELS, 4, predicted)
    assert choice.matching.tolist() == [6]
    choice.narrow(LABELS, 5, predicted)
    assert len(choice) == 0


def test_that_a_random_sample_is_another_one_and_comes_from_all_that_match(choice):
    choice.narrow(LABELS, 9, None)
    assert {choice.random(7) for _ in range(20)} == {9}
    choice.narrow(LABELS, None, None)
    assert {choice.random(3) for _ in range(300)} == set(range(10)) - {3}
    choice.narrow(LABELS, 5, None)
    assert choice.random(8) == 8  # the only one


def test_that_the_neighbourhood_moves_at_the_ends(choice):
    assert choice.around(5, 5) == [3, 4, 5, 6, 7]
    assert choice.around(0, 5) == [0, 1, 2, 3, 4]
    assert choice.around(9, 5) == [5, 6, 7, 8, 9]
    assert choice.around(4, 99) == list(range(10))


@given(
    st.lists(st.integers(0, 3), min_size=1, max_size=30),
    st.integers(0, 3),
    st.integers(0, 40),
    st.sampled_from([-1, 1]),
)
def test_that_the_next_match_is_what_one_finds_by_walking(labels, wanted, index, step):
    choice = SampleChoice(np.random.default_rng(0))
    choice.narrow(np.array(labels), wanted, None)
    places = len(labels)
    index %= places
    expected = None
    for distance in range(1, places + 1):
        place = (index + step * distance) % places
        if labels[place] == wanted:
            expected = place
            break
    assert choice.next_to(index, step) == expected
