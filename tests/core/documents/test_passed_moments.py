"""Moments that are held for those who come back."""

from dataclasses import replace

import numpy as np

from core.documents.passed_moments import PassedMoments
from core.documents.recalled_moment import RecalledMoment
from core.training.build import session_for
from core.training.session_state import capture
from tests.support.recorded_sessions import DATASET, EXPERIMENT

STATE = capture(session_for(EXPERIMENT, DATASET))


def moment(step):
    return RecalledMoment(replace(STATE, step=step), is_replayed=True, from_step=0)


def test_that_the_moment_asked_for_longest_ago_goes_first():
    passed = PassedMoments(3 * STATE.size)
    for step in (1, 2, 3):
        passed.add(moment(step))
    assert passed.at(1).state.step == 1
    passed.add(moment(4))
    assert [passed.at(step) is not None for step in (1, 2, 3, 4)] == [True, False, True, True]
    assert passed.last_before(3).state.step == 1
    assert passed.last_before(1) is None


def test_that_never_more_than_the_budget_is_held_and_all_of_it_is_counted():
    rng = np.random.default_rng(0)
    for budget in (0, STATE.size, 2 * STATE.size, 7 * STATE.size + 5):
        passed = PassedMoments(budget)
        for _ in range(100):
            passed.add(moment(int(rng.integers(20))))
            passed.at(int(rng.integers(20)))
            held = sum(passed.at(step) is not None for step in range(20))
            assert passed.size == held * STATE.size <= budget
        assert held == (0 if budget < 2 * STATE.size else budget // STATE.size)


def test_that_the_moments_of_one_replay_take_half_of_the_budget():
    for budget, steps, size in ((1000, 10, 100), (1000, 5, 100), (1000, 11, 50), (0, 3, 7)):
        stride = PassedMoments(budget).stride(steps, size)
        assert stride >= 1
        assert stride >= steps or -(-steps // stride) * size <= budget / 2 + size
