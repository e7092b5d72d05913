"""How often a run is saved."""

from dataclasses import replace
from itertools import pairwise

import pytest

from core.documents import recording_pace
from core.documents.recording_pace import RecordingPace
from core.training.build import session_for
from core.training.session_state import capture
from tests.support.recorded_sessions import DATASET, EXPERIMENT


def pace_after(step_seconds, copy_seconds, size=100_000):
    pace = RecordingPace(30.0, 0.0)
    state = capture(session_for(EXPERIMENT, DATASET))
    for step in range(200):
        pace.step_took(step_seconds)
        pace.state_took(replace(state, step=step), copy_seconds)
    return pace


def test_that_copying_takes_no_more_than_its_share_of_the_time():
    assert pace_after(1e-3, 30e-6).spacing == 4
    assert pace_after(0.1, 200e-6).spacing == 1
    pace = pace_after(1e-3, 30e-6)
    assert [pace.wants_state(step) for step in (201, 202, 203, 204)] == [False] * 2 + [True] * 2


def test_that_states_in_the_document_lie_as_far_apart_as_a_short_replay():
    assert pace_after(1e-3, 30e-6).spacing_in_document == 50
    assert pace_after(0.2, 30e-6).spacing_in_document == 1


def test_that_what_a_document_leaves_out_of_a_state_lets_them_lie_closer(monkeypatch):
    monkeypatch.setattr(recording_pace, "WRITTEN_PER_SECOND", 1e3)
    state = capture(session_for(EXPERIMENT, DATASET))
    written = state.without_gradients().size
    assert written < 0.8 * state.size
    assert pace_after(1e-3, 30e-6).spacing_in_document == round(written / 1e3 / 1e-3)


def saved_at(times, cost=0.001, waited=0.001):
    """Return when a pace that is asked at `times` saves; each save costs so many seconds."""
    pace = RecordingPace(4.0, 0.0)
    saves = []
    for now in times:
        if pace.wants_save(now, is_epoch_end=False, is_end=False):
            saves.append(now)
            pace.saved(now - waited, now, cost)
    return saves


def test_that_at_most_five_seconds_lie_between_two_saves():
    saves = saved_at([0.1 * count for count in range(600)])
    assert saves[0] <= 0.31
    gaps = [later - earlier for earlier, later in pairwise(saves)]
    assert max(gaps) < 4.2
    assert gaps == sorted(gaps) or max(gaps[:4]) < 2  # often at first, then seldom
    assert len(saves) < 25


def test_that_a_step_that_takes_longer_is_saved_at_its_end():
    assert saved_at([7.0 * count for count in range(1, 6)]) == [7.0, 14.0, 21.0, 28.0, 35.0]


def test_that_a_run_is_saved_at_the_end_of_an_epoch_and_of_the_run():
    pace = RecordingPace(4.0, 0.0)
    pace.saved(9.999, 10.0)
    assert not pace.wants_save(11.1, is_epoch_end=False, is_end=False)
    assert pace.wants_save(11.1, is_epoch_end=True, is_end=False)
    assert pace.wants_save(10.1, is_epoch_end=True, is_end=True)


def test_that_saving_too_often_for_what_it_costs_is_avoided():
    pace = RecordingPace(4.0, 0.0)
    pace.saved(9.9, 10.0)
    assert not pace.wants_save(10.5, is_epoch_end=True, is_end=False)
    assert not pace.wants_save(18.0, is_epoch_end=True, is_end=False)
    assert pace.wants_save(20.1, is_epoch_end=True, is_end=False)


def test_that_waiting_for_a_slow_disk_is_worth_it_less_often():
    pace = RecordingPace(4.0, 0.0)
    pace.saved(9.9, 10.0, 0.0001)
    assert not pace.wants_save(14.9, is_epoch_end=True, is_end=False)
    assert pace.wants_save(14.9, is_epoch_end=False, is_end=False)
    assert pace.wants_save(15.1, is_epoch_end=True, is_end=False)


def test_that_however_much_a_save_costs_one_comes():
    pace = RecordingPace(4.0, 0.0)
    pace.saved(0.0, 10.0, 10.0)
    assert not pace.wants_save(39.0, is_epoch_end=False, is_end=False)
    assert pace.wants_save(40.1, is_epoch_end=False, is_end=False)


def test_that_a_failed_save_is_tried_again_soon_but_not_at_once():
    pace = RecordingPace(4.0, 0.0)
    pace.save_failed(31.0)
    assert not pace.wants_save(32.0, is_epoch_end=True, is_end=False)
    assert pace.wants_save(36.1, is_epoch_end=False, is_end=False)


def save_often(pace, step_processor, cost_of_state, bare_cost, seconds=200):
    """Let a pace train and save for some seconds; return what saving cost of them."""
    state = capture(session_for(EXPERIMENT, DATASET))
    now = cost = 0.0
    step = saved = 0
    while now < seconds:
        step += 1
        now += 0.01
        pace.step_took(0.01, step_processor)
        if pace.wants_state(step):
            pace.state_took(replace(state, step=step), 1e-6)
        if pace.wants_save(now, is_epoch_end=False, is_end=False):
            count = 1 + (step - saved) // pace.spacing_in_document
            took = bare_cost + count * cost_of_state
            pace.saved(now, now, took, count * state.size)
            cost, saved = cost + took, step
    return cost / (step * step_processor)


@pytest.mark.parametrize("processor", [0.01, 0.004])
@pytest.mark.parametrize(
    "cost",
    [
        pytest.param(1e-5, marks=pytest.mark.slow),
        pytest.param(1e-3, marks=pytest.mark.slow),
        pytest.param(3e-3, marks=pytest.mark.slow),
        6e-3,
    ],
)
def test_that_saving_takes_no_more_than_its_share_whatever_a_state_costs(cost, processor):
    pace = RecordingPace(4.0, 0.0)
    assert save_often(pace, processor, cost, 1e-3) < 0.013


def test_that_states_lie_close_where_they_are_cheap():
    pace = RecordingPace(4.0, 0.0)
    save_often(pace, 0.01, 1e-5, 1e-3)
    assert pace.spacing_in_document == 5  # replayed in 50 ms


def test_that_a_step_that_waited_for_the_processor_is_not_taken_for_a_long_one():
    busy, quiet = RecordingPace(4.0, 0.0), RecordingPace(4.0, 0.0)
    state = capture(session_for(EXPERIMENT, DATASET))
    for step in range(100):
        busy.step_took(5e-3, 1e-3)
        quiet.step_took(1e-3, 1e-3)
        for pace in (busy, quiet):
            pace.state_took(replace(state, step=step), 39e-6)
    assert busy.spacing == quiet.spacing == 5


@pytest.mark.slow
def test_that_saving_takes_less_where_noting_steps_takes_a_share():
    shares = []
    for noting in (0.0, 4e-5, 8e-5, 9e-4):
        pace = RecordingPace(4.0, 0.0)
        pace.noting_took(noting)
        shares.append(save_often(pace, 0.01, 3e-3, 1e-3))
    assert shares == sorted(shares, reverse=True)
    assert shares[2] == shares[3] < 0.65 * shares[0]
