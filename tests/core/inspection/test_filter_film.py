"""Which steps a film shows, and how far a filter came."""

import math

import numpy as np
import pytest

from core.inspection.filter_film import cosine_to_start, film_steps, make_film


def test_that_a_film_goes_from_the_start_to_the_last_step_in_ever_longer_strides():
    stored = np.arange(0, 5001)
    assert film_steps(stored, 5000, 20) == [
        0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000,
    ]  # fmt: skip


def test_that_what_is_not_stored_is_replaced_by_what_is_near():
    stored = np.array([0, 8, 30, 90, 450, 460])
    assert film_steps(stored, 460, 20) == [0, 8, 30, 90, 460]


@pytest.mark.parametrize("count", [2, 3, 5, 8])
def test_that_a_narrow_film_keeps_both_ends(count):
    steps = film_steps(np.arange(0, 5001), 5000, count)
    assert len(steps) <= count
    assert (steps[0], steps[-1]) == (0, 5000)
    assert steps == sorted(set(steps))


def test_that_most_steps_stay_while_the_run_goes_on():
    before = film_steps(np.arange(0, 3001), 3000, 30)
    after = film_steps(np.arange(0, 3501), 3500, 30)
    assert before[:-1] == after[:-1]


@pytest.mark.parametrize(("last", "steps"), [(0, [0]), (1, [0, 1]), (2, [0, 1, 2])])
def test_that_a_young_run_has_a_short_film(last, steps):
    assert film_steps(np.arange(last + 1), last, 10) == steps


def test_that_without_stored_steps_there_is_the_start_and_now():
    assert film_steps(np.empty(0, np.int64), 40, 10) == [0, 40]


def test_that_the_cosine_is_that_of_the_angle_between_then_and_now():
    start = np.array([[3.0, 1.0, 1.0, 0.0], [4.0, 1.0, 0.0, 0.0]]).reshape(2, 1, 1, 4)
    now = np.array([[6.0, -2.0, 1.0, 1.0], [8.0, -2.0, 1.0, 1.0]]).reshape(2, 1, 1, 4)
    same, turned, between, from_nothing = cosine_to_start(now, start)
    assert same == pytest.approx(1.0)
    assert turned == pytest.approx(-1.0)
    assert between == pytest.approx(math.cos(math.pi / 4))
    assert math.isnan(from_nothing)


def test_that_a_broken_filter_has_no_direction():
    start = np.ones((2, 2, 1, 1), np.float32)
    assert math.isnan(cosine_to_start(np.full_like(start, np.nan), start)[0])


def test_that_a_film_holds_the_chosen_input_channel_of_every_frame():
    rng = np.random.default_rng(0)
    frames = [(step, rng.normal(size=(3, 3, 2, 4))) for step in (0, 5, 9)]
    film = make_film(frames, 1)
    assert film.steps == (0, 5, 9)
    for place, (_, weight) in enumerate(frames):
        np.testing.assert_array_equal(film.weights[place], weight[:, :, 1])
    assert film.largest == max(np.abs(weight[:, :, 1]).max() for _, weight in frames)
