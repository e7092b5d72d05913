"""How often a run is saved."""

from dataclasses import replace

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
    assert pace_after(1e-3, 30e-6).spacing == 3
    assert pace_after(0.1, 200e-6).spacing == 1
    pace = pace_after(1e-3, 30e-6)
    assert [pace.wants_state(step) for step in (200, 201, 202, 203)] == [False] * 2 + [True] * 2


def test_that_states_in_the_document_lie_as_far_apart_as_a_short_replay():
    assert pace_after(1e-3, 30e-6).spacing_in_document == 50
    assert pace_after(0.2, 30e-6).spacing_in_document == 1


def test_that_a_run_is_saved_at_the_end_of_an_epoch_and_every_thirty_seconds():
    pace = RecordingPace(30.0, 0.0)
    assert not pace.wants_save(29.0, is_epoch_end=False, is_end=False)
    assert pace.wants_save(29.0, is_epoch_end=True, is_end=False)
    assert pace.wants_save(30.0, is_epoch_end=False, is_end=False)
    assert pace.wants_save(0.1, is_epoch_end=True, is_end=True)


def test_that_saving_too_often_for_what_it_costs_is_avoided():
    pace = RecordingPace(30.0, 0.0)
    pace.saved(9.9, 10.0)
    assert not pace.wants_save(10.5, is_epoch_end=True, is_end=False)
    assert not pace.wants_save(14.0, is_epoch_end=True, is_end=False)
    assert pace.wants_save(15.1, is_epoch_end=True, is_end=False)


def test_that_a_failed_save_is_tried_again_soon_but_not_at_once():
    pace = RecordingPace(30.0, 0.0)
    pace.save_failed(31.0)
    assert not pace.wants_save(32.0, is_epoch_end=True, is_end=False)
    assert pace.wants_save(36.1, is_epoch_end=False, is_end=False)
