"""Which snapshots are given up."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.documents.snapshot_memory import SnapshotMemory
from core.documents.thinning import kept, needless, surplus
from core.training.session_state import capture
from tests.support.random_runs import begun, random_experiment, small_dataset, take_steps


def thinned(steps, budget, pinned=(), longest_gap=10**9):
    """Return which steps stay when each takes one byte."""
    steps = np.array(steps)
    gone = surplus(
        steps,
        np.ones(len(steps), np.int64),
        np.isin(steps, pinned),
        budget=budget,
        longest_gap=longest_gap,
    )
    return np.delete(steps, gone)


def test_that_nothing_goes_while_there_is_room():
    assert thinned(range(50), 50).tolist() == list(range(50))


def test_that_what_stays_lies_ever_wider_apart_towards_the_past():
    steps = thinned(range(10_000), 100)
    assert len(steps) == 100
    assert steps[0] == 0
    assert steps[-1] == 9999
    gaps = np.diff(steps)[::-1]
    ages = 9999 - steps[:-1][::-1]
    assert gaps[0] == 1
    assert gaps[-1] > 300
    # logarithmic: every doubling of the age holds about as many as the one before
    per_doubling = np.bincount(np.log2(ages).astype(int))[5:12]
    assert per_doubling.max() <= 2 * per_doubling.min() + 2


def test_that_thinning_step_by_step_keeps_the_past_evenly_too():
    steps = []
    for step in range(4000):
        steps.append(step)
        if len(steps) > 80:
            steps = thinned(steps, 72).tolist()
    gaps = np.diff(steps)
    ages = 3999 - np.array(steps[:-1])
    assert len(steps) >= 70
    assert (gaps <= 1 + ages / 4).all()


def test_that_long_gaps_are_avoided_as_long_as_possible():
    assert np.diff(thinned(range(1000), 100, longest_gap=25)).max() <= 25
    assert len(thinned(range(1000), 20, longest_gap=25)) <= 20


@pytest.mark.parametrize(("every", "longest_gap"), [(1, 2), (4, 6), (4, 12), (7, 3)])
def test_that_gaps_that_cannot_be_avoided_are_even(every, longest_gap):
    steps = []
    for step in range(0, 3000 * every, every):
        steps.append(step)
        if len(steps) > 200:
            steps = thinned(steps, 180, longest_gap=longest_gap).tolist()
    even = 3000 * every / 180
    gaps = np.diff(steps)
    assert gaps.max() <= 2.2 * even
    assert (gaps**2).sum() / gaps.sum() < 1.5 * even  # twice the mean way of a replay


def test_that_pinned_ones_stay_even_beyond_the_budget():
    assert set(range(20, 40)) <= set(thinned(range(100), 10, pinned=range(20, 40)).tolist())


@given(
    st.lists(st.integers(0, 10_000), min_size=1, max_size=60, unique=True),
    st.integers(0, 70),
    st.integers(1, 500),
    st.randoms(),
)
def test_that_first_last_and_pinned_stay_and_the_budget_holds_if_it_can(
    steps, budget, spacing, chooser
):
    steps = np.array(sorted(steps))
    pinned = np.array([chooser.random() < 0.1 for _ in steps])
    sizes = np.ones(len(steps), np.int64)
    stays = kept(steps, sizes, pinned, spacing=spacing, budget=budget)
    must = {*steps[pinned].tolist(), int(steps[0]), int(steps[-1])}
    assert must <= set(stays.tolist()) <= set(steps.tolist())
    assert len(stays) <= max(budget, len(must))
    assert (np.diff(stays) > 0).all()


@pytest.mark.parametrize("spacing", [1, 2, 7, 1000])
def test_that_needless_ones_leave_no_gap_wider_than_the_spacing(spacing):
    steps = np.arange(200)
    stays = np.delete(steps, needless(steps, np.zeros(200, bool), spacing=spacing))
    assert np.diff(stays).max() <= spacing
    assert len(stays) <= 199 // spacing + 2


def test_that_gaps_that_were_wide_already_are_no_reason_to_keep_less():
    steps = np.array([0, 100, 200, 210, 300])
    assert needless(steps, np.zeros(5, bool), spacing=50).tolist() == []
    assert needless(steps, np.zeros(5, bool), spacing=110).tolist() == [2]


def test_that_memory_holds_states_inside_its_budget_and_finds_the_one_before():
    session, _ = begun(random_experiment(0).replace(epochs=100), small_dataset(0), 0)
    first = capture(session)
    memory = SnapshotMemory(20 * first.size)
    memory.add(first, pinned=True)
    for _ in range(100):
        take_steps(session, 1)
        memory.add(capture(session))
        assert memory.size <= memory.budget
        assert memory.size == sum(held.state.size for held in memory.held_after(-1))
    steps = memory.stored_steps().tolist()
    assert steps[0] == 0
    assert steps[-2:] == [99, 100]
    for step in range(110):
        assert memory.state_before(step).step == max(s for s in steps if s <= step)
    assert memory.state_before(-1) is None


def test_that_memory_replaces_the_state_of_the_same_step_and_refuses_earlier_ones():
    session, _ = begun(random_experiment(0), small_dataset(0), 2)
    memory = SnapshotMemory(10**9)
    memory.add(capture(session), pinned=True)
    again = capture(session)
    memory.add(again)
    (held,) = memory.held_after(0)
    assert held.state is again
    assert held.is_pinned
    assert memory.size == again.size
    earlier, _ = begun(random_experiment(0), small_dataset(0), 1)
    with pytest.raises(ValueError, match="expected a step from 2, received 1"):
        memory.add(capture(earlier))
