"""Stepping through one batch phase by phase."""

from dataclasses import replace

import pytest

from core.inspection.phases import PhaseKind
from gui.state.moment import CurrentMoment
from gui.state.phase_player import CANNOT_STEP, WAITING, PhasePace, PhasePlayer
from gui.state.run_state import RunState
from tests.support.moments import make_moment
from tests.support.people import without_label


@pytest.fixture(scope="module")
def run():
    """Return three moments of one run: step 3, the same for another digit, and step 4."""
    three, four = make_moment(steps=3), make_moment(steps=4)
    other = make_moment(steps=3, index=2)
    same = {"initial": three.initial, "run_id": three.run_id}
    return three, replace(other, **same), replace(four, **same)


@pytest.fixture
def current(run):
    current = CurrentMoment()
    current.show(run[0])
    return current


@pytest.fixture
def player(current):
    player = PhasePlayer(current)
    player.show_state(RunState.PAUSED)
    return player


def wanted_steps(player):
    asked = []
    player.step_wanted.connect(lambda: asked.append(player.phase.number))
    return asked


def test_that_fourteen_steps_lead_from_the_first_layer_to_the_update(player, current, run):
    asked = wanted_steps(player)
    assert not player.is_active
    for number in range(1, 14):
        player.step()
        assert player.phase.number == number
        assert not asked
    player.step()
    assert player.phase.kind is PhaseKind.UPDATE
    assert asked == [14]
    assert player.caption == WAITING
    player.step()  # nothing more to do until the step was taken
    assert asked == [14]
    current.show(run[2])
    assert player.phase.kind is PhaseKind.UPDATE
    assert player.caption.startswith("Step 3 → 4")
    assert player.before is run[0]
    assert player.after is run[2]
    player.step()
    assert player.phase.number == 1
    assert player.before is run[2]


def test_that_one_may_go_back_but_not_behind_the_update(player, current, run):
    player.step()
    assert not player.can_go_back
    player.back()
    assert player.phase.number == 1
    player.go_to(9)
    player.back()
    assert player.phase.number == 8
    player.go_to(14)  # that would take a step
    assert player.phase.number == 8
    current.show(run[2])  # the step was taken with another button
    assert player.phase.number == 14
    assert not player.can_go_back
    player.back()
    player.go_to(3)
    assert player.phase.number == 14


def test_that_another_digit_keeps_the_phase_and_begins_anew_after_the_update(
    player, current, run
):
    player.step()
    player.go_to(6)
    before = player.caption
    current.show(run[1])
    assert player.phase.number == 6
    assert player.before is run[1]
    assert player.caption != before
    current.show(run[2])
    assert player.phase.kind is PhaseKind.UPDATE
    current.show(run[2])  # the same step again: as another digit would be
    assert player.phase.number == 1


@pytest.mark.parametrize("state", [RunState.RUNNING, RunState.LOADING, RunState.BLOCKED])
def test_that_training_ends_the_phases(player, state):
    player.step()
    player.show_state(state)
    assert not player.is_active
    assert player.phase is None
    assert player.caption == ""


def test_that_another_run_or_several_steps_end_the_phases(player, current, run):
    player.step()
    current.show(make_moment(steps=3))
    assert not player.is_active
    player.step()
    current.show(make_moment(steps=9))
    assert not player.is_active


def test_that_a_diverged_run_shows_its_phases_but_takes_no_step(player):
    asked = wanted_steps(player)
    player.show_state(RunState.DIVERGED)
    player.step()
    player.go_to(13)
    player.step()
    assert player.caption == CANNOT_STEP
    assert not asked


def test_that_playing_goes_to_the_update_and_waits_there(qtbot, player, current, run):
    asked = wanted_steps(player)
    player.set_pace(PhasePace.FAST)
    player._timer.setInterval(1)
    player.play_or_pause()
    assert player.is_playing
    qtbot.waitUntil(lambda: bool(asked))
    assert not player.is_playing
    current.show(run[2])
    assert not player.is_playing


def test_that_playing_can_be_paused(player):
    player.play_or_pause()
    player.play_or_pause()
    assert not player.is_playing
    assert player.phase.number == 1
    player.play_or_pause()
    player.leave()
    assert not player.is_playing


def test_that_without_a_label_the_update_follows_the_last_layer(player, current, run):
    current.show(without_label(run[0]))
    player.step()
    assert len(player.phases) == 7
    player.go_to(6)
    player.step()
    assert player.phase.kind is PhaseKind.UPDATE


def test_that_nothing_happens_before_there_is_a_moment():
    player = PhasePlayer(CurrentMoment())
    player.show_state(RunState.READY)
    player.step()
    player.play_or_pause()
    assert not player.is_active
    assert not player.is_playing
