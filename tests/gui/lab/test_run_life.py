"""The life of a run, without a window: what follows from what."""

import pytest

from gui.lab.run_wish import RunWish as Wish
from gui.state.run_state import RunState as State
from tests.support.run_world import World, in_state, opened

ACTIVE = (State.RUNNING, State.PAUSED, State.STOPPING)


def test_that_a_window_closed_while_a_run_waits_to_be_shown_lets_go_of_its_document():
    world = in_state(State.RUNNING)
    world.ask(Wish.OPEN, opened())
    world.ask(Wish.CLOSE)
    assert world.open_runs == set()


@pytest.mark.parametrize("state", ACTIVE)
@pytest.mark.parametrize(
    "wish", [wish for wish in Wish if "network" in wish.value or "edited" in wish.value]
)
def test_that_no_network_of_an_older_edit_takes_the_place_of_a_run_that_trains(state, wish):
    world = in_state(state)
    before = world.step
    world.ask(wish)
    assert (world.life.state, world.step) == (state, before)


def test_that_start_pauses_goes_on_and_trains_on():
    world = in_state(State.READY)
    wanted = [State.RUNNING, State.PAUSED, State.RUNNING]
    assert [world.ask(Wish.START) for _ in range(3)] == wanted
    world.step = 9
    assert world.end() is State.FINISHED
    assert world.ask(Wish.START) is State.RUNNING


@pytest.mark.parametrize(
    ("state", "after"), [(State.RUNNING, State.RUNNING), (State.PAUSED, State.READY)]
)
def test_that_restart_runs_on_what_was_running(state, after):
    world = in_state(state)
    assert world.ask(Wish.RESTART) is State.STOPPING
    assert world.end() is State.FINISHED
    assert world.is_building
    assert world.build() is after
    assert world.step == 0


def test_that_restart_while_a_running_run_stops_to_restart_still_runs_on():
    world = in_state(State.RUNNING)
    world.ask(Wish.RESTART)
    world.ask(Wish.RESTART)
    world.end()
    assert world.build() is State.RUNNING


def test_that_restart_while_stopping_waits_for_the_end_and_does_not_run():
    world = in_state(State.STOPPING)
    assert world.ask(Wish.RESTART) is State.STOPPING
    world.end()
    assert world.build() is State.READY


def test_that_a_new_run_while_a_restart_is_under_way_does_not_run():
    world = in_state(State.RUNNING)
    world.ask(Wish.RESTART)
    world.ask(Wish.RESTART_HELD)
    world.end()
    assert world.build() is State.READY


@pytest.mark.parametrize("state", [*ACTIVE, State.FINISHED, State.DIVERGED])
def test_that_a_run_stays_while_there_can_be_no_other(state):
    world = in_state(state)
    world.ask(Wish.RESTART, has_trouble=True)
    assert world.life.state is state


def test_that_start_of_a_finished_run_begins_the_edited_one():
    world = in_state(State.FINISHED)
    world.ask(Wish.START, is_pending=True)
    assert world.is_building
    assert world.build() is State.RUNNING
    assert world.step == 0


def test_that_start_of_a_finished_run_keeps_it_if_the_edited_one_cannot_be_trained():
    world = in_state(State.FINISHED)
    assert world.ask(Wish.START, is_pending=True, has_trouble=True) is State.FINISHED
    assert world.life.waits is None


@pytest.mark.parametrize(
    ("wish", "after"),
    [
        (Wish.START, State.RUNNING),
        (Wish.STEP_BATCH, State.PAUSED),
        (Wish.STEP_EPOCH, State.PAUSED),
    ],
)
def test_that_what_is_asked_of_a_network_that_is_being_built_is_done_once_it_stands(
    wish, after
):
    world = in_state(State.READY)
    world.ask(Wish.EDIT)
    assert world.ask(wish) is State.READY
    assert world.build() is after
    assert world.life.waits is None


def test_that_steps_and_start_are_no_use_while_the_data_is_loading():
    world = World()
    for wish in (Wish.START, Wish.STEP_BATCH, Wish.STEP_EPOCH):
        assert world.ask(wish) is State.LOADING
    world.ask(Wish.DATA_LOADED)
    assert world.build() is State.READY


def test_that_an_edit_that_cannot_be_trained_drops_the_network_that_was_being_built():
    world = in_state(State.READY)
    world.ask(Wish.EDIT)
    world.ask(Wish.START)
    assert world.ask(Wish.NETWORK_REFUSED) is State.BLOCKED
    assert not world.is_building
    assert world.life.waits is None


def test_that_finding_out_that_a_network_cannot_be_built_starts_nothing():
    world = in_state(State.READY)
    ask_again = world.holds

    def holds(circumstance):
        world.life.ask(Wish.NETWORK_REFUSED)
        return ask_again(circumstance)

    assert world.life.ask(Wish.START, holds=holds).actions == ()
    assert world.life.state is State.BLOCKED


def test_that_data_that_arrives_while_running_changes_nothing_of_the_run():
    world = in_state(State.RUNNING)
    assert world.ask(Wish.DATA_LOADED) is State.RUNNING
    assert not world.is_building


def test_that_bad_data_tried_while_loading_does_not_end_the_loading_for_good():
    world = World()
    assert world.ask(Wish.DATA_FAILED, is_other_data=True) is State.LOADING
    assert not world.is_other_data  # the wanted one is being loaded again
    world.ask(Wish.DATA_LOADED)
    assert world.build() is State.READY


def test_that_data_that_cannot_be_read_blocks_only_who_wants_it():
    world = in_state(State.READY)
    assert world.ask(Wish.DATA_FAILED, is_other_data=True) is State.READY
    assert world.ask(Wish.DATA_FAILED, is_other_data=False) is State.BLOCKED


@pytest.mark.parametrize("state", [state for state in State if state is not State.CLOSED])
@pytest.mark.parametrize(
    ("news", "step", "after"),
    [
        (Wish.OPENED_UNTRAINED, 0, State.READY),
        (Wish.OPENED_MIDWAY, 7, State.PAUSED),
        (Wish.OPENED_ENDED, 7, State.FINISHED),
        (Wish.OPENED_DIVERGED, 7, State.DIVERGED),
    ],
)
def test_that_a_run_can_be_opened_in_every_state(state, news, step, after):
    world = in_state(state)
    reached = world.ask(Wish.OPEN, opened(step=step, news=news))
    if state in ACTIVE:
        assert reached is State.STOPPING
        reached = world.end()
    assert (reached, world.step, world.shown) == (after, step, "other")
    assert world.life.waits is None


def test_that_a_branch_of_a_running_run_is_seen_held_and_then_running():
    world = in_state(State.RUNNING)
    world.ask(Wish.BRANCH, opened("branch"))
    assert world.end() is State.RUNNING
    assert world.states[-3:] == [State.READY, State.PAUSED, State.RUNNING]


def test_that_a_branch_of_a_held_run_is_held():
    world = in_state(State.PAUSED)
    world.ask(Wish.BRANCH, opened("branch"))
    assert world.end() is State.PAUSED


def test_that_a_branch_at_the_end_of_its_plan_does_not_run_on_by_itself_later():
    world = in_state(State.RUNNING)
    world.ask(Wish.BRANCH, opened("branch", news=Wish.OPENED_ENDED))
    assert world.end() is State.FINISHED
    assert world.ask(Wish.STEP_BATCH) is State.PAUSED


def test_that_of_two_runs_opened_while_stopping_the_newest_is_shown_and_the_other_closed():
    world = in_state(State.RUNNING)
    world.ask(Wish.OPEN, opened("first"))
    world.ask(Wish.OPEN, opened("second"))
    assert world.open_runs == {"second"}
    world.end()
    assert world.shown == "second"


def test_that_restart_after_open_and_open_after_restart_are_both_the_newest_wish():
    world = in_state(State.RUNNING)
    world.ask(Wish.OPEN, opened("file"))
    world.ask(Wish.RESTART)
    assert world.open_runs == set()
    world.end()
    assert world.build() is State.READY
    world = in_state(State.RUNNING)
    world.ask(Wish.RESTART)
    world.ask(Wish.OPEN, opened("file"))
    assert world.end() is State.PAUSED
    assert (world.shown, world.is_building) == ("file", False)


def test_that_a_run_stopped_before_its_first_step_is_as_new():
    world = in_state(State.READY)
    world.ask(Wish.START)
    world.ask(Wish.STOP)
    assert world.end() is State.READY
    world.ask(Wish.EDIT)
    assert world.is_building
