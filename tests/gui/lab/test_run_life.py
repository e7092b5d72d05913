"""The life of a run, without a window: every state, every wish, and long walks."""

import copy
import subprocess
import sys

import numpy as np
import pytest

from gui.actions.action_table import ACTION_TABLE, ActionId
from gui.lab.run_action import RunAction as Do
from gui.lab.run_life import BRINGS_RUN, RunLife
from gui.lab.run_rules import EXCEPTIONS, RULES, Circumstance
from gui.lab.run_wish import RunWish as Wish
from gui.state.run_state import RunState as State

ACTIVE = {State.RUNNING, State.PAUSED, State.STOPPING}
#: What a person can ask for at any time.
PEOPLE = (
    Wish.START, Wish.STEP_BATCH, Wish.STEP_EPOCH, Wish.STOP, Wish.RESTART, Wish.RESTART_HELD,
    Wish.RESTART_RUNNING, Wish.OPEN, Wish.BRANCH, Wish.LOAD_DATA, Wish.EDIT,
)  # fmt: skip
#: How far a run can be that is opened.
STANDS = (
    (40, Wish.OPENED_MIDWAY), (0, Wish.OPENED_UNTRAINED), (9, Wish.OPENED_ENDED),
    (5, Wish.OPENED_DIVERGED),
)  # fmt: skip
BUTTONS = {
    ActionId.TRAINING_START_PAUSE: Wish.START,
    ActionId.TRAINING_STEP_BATCH: Wish.STEP_BATCH,
    ActionId.TRAINING_STEP_EPOCH: Wish.STEP_EPOCH,
    ActionId.TRAINING_STOP: Wish.STOP,
    ActionId.TRAINING_RESTART: Wish.RESTART,
    ActionId.TRAINING_NEW_SEED: Wish.RESTART,
    ActionId.RUN_NEW: Wish.RESTART_HELD,
}


class World:
    """Hands of cardboard: threads that end when told, networks that are built when told.

    Every action checks that it makes sense: nothing is started twice, nothing that is not
    there is held or let run.
    """

    def __init__(self):
        self.life = RunLife()
        self.step = None  # of the current run; None without one
        self.is_on_thread = self.is_held = self.is_told_to_end = False
        self.is_building = False
        self.has_trouble = self.is_pending = False
        self.is_other_data = False
        self.shown = None
        self.open_runs = set()
        self.states = [self.life.state]

    def ask(self, wish, matter=None, **world):
        for name, value in world.items():
            setattr(self, name, value)
        if wish in BRINGS_RUN and matter is not None:
            self.open_runs.add(matter[0])
        self._carry_out(wish, matter)
        while (due := self.life.due()) is not None:
            self._carry_out(*due)
        return self.life.state

    def _carry_out(self, wish, matter):
        order = self.life.ask(wish, matter, holds=self.holds)
        if order.refused is not None:
            self.open_runs.remove(order.refused[0])
        for action in order.actions:
            self.do(action, order.matter)
        if self.life.state is not self.states[-1]:
            self.states.append(self.life.state)

    def holds(self, circumstance):
        return {
            Circumstance.NETWORK_COMES: self.is_building,
            Circumstance.TROUBLE: self.has_trouble,
            Circumstance.PENDING: self.is_pending,
            Circumstance.OTHER_DATA: self.is_other_data,
        }[circumstance]

    def do(self, action, matter):
        if action in (Do.RUN, Do.RUN_HELD):
            assert not self.is_on_thread
            assert self.step is not None
            assert not self.is_building, "the run of an older edit is started"
            self.is_on_thread, self.is_held = True, action is Do.RUN_HELD
        elif action in (Do.PAUSE, Do.RESUME):
            assert self.is_on_thread
            assert self.is_held is (action is Do.RESUME)
            self.is_held = action is Do.PAUSE
        elif action in (Do.STEP_BATCH, Do.STEP_EPOCH):
            assert self.is_on_thread
            assert self.is_held
            self.step += 1
        elif action is Do.END:
            assert self.is_on_thread
            assert not self.is_told_to_end
            self.is_told_to_end = True
        elif action in (Do.PREPARE, Do.PREPARE_SOON):
            assert not self.is_on_thread
            if self.has_trouble:
                self._carry_out(Wish.NETWORK_REFUSED, None)
            else:
                self.is_building = True
        elif action is Do.FORGET_NETWORK:
            self.is_building = False
        elif action is Do.DROP_RUN:
            assert not self.is_on_thread
            self.step = None
        elif action is Do.STAND:
            assert not self.is_on_thread
            self.step, self.is_building = 0, False
        elif action is Do.SHOW:
            assert not self.is_on_thread
            name, self.step, news = matter
            self.is_building = False
            self.open_runs.discard(self.shown)
            self.shown = name
            self.life.report(news)
        elif action is Do.SHUT_DOWN:
            self.is_on_thread = self.is_building = False

    def end(self, news=None):
        """Let the training thread end."""
        self.is_on_thread = self.is_held = self.is_told_to_end = False
        return self.ask(news or (Wish.ENDED if self.step else Wish.ENDED_UNTRAINED))

    def build(self):
        """Let the network be built."""
        self.is_building = False
        return self.ask(Wish.NETWORK_BUILT)

    def possible_news(self):
        """What threads can report now."""
        if self.life.state is State.CLOSED:
            return []
        news = []
        if self.is_on_thread:
            news += [self.end] * 2
            if self.step:
                news.append(lambda: self.end(Wish.DIVERGED))
        if self.is_building:
            news += [self.build] * 2
            news.append(lambda: self.ask(Wish.NETWORK_REFUSED))
        if not self.is_on_thread:
            news.append(lambda: self.ask(Wish.DATA_LOADED))
        return news


def in_state(state):
    """A world that came to `state` on the shortest way."""
    world = World()
    ways = {
        State.LOADING: [],
        State.BLOCKED: [lambda: world.ask(Wish.NETWORK_REFUSED)],
        State.READY: [lambda: world.ask(Wish.DATA_LOADED), world.build],
    }
    ready = ways[State.READY]

    def train():
        world.step += 3

    running = [*ready, lambda: world.ask(Wish.START), train]
    stopping = [*running, lambda: world.ask(Wish.STOP)]
    ways |= {
        State.RUNNING: running,
        State.PAUSED: [*running, lambda: world.ask(Wish.START)],
        State.STOPPING: stopping,
        State.FINISHED: [*stopping, world.end],
        State.DIVERGED: [*running, lambda: world.end(Wish.DIVERGED)],
        State.CLOSED: [lambda: world.ask(Wish.CLOSE)],
    }
    for take in ways[state]:
        take()
    assert world.life.state is state
    return world


def opened(name="other", step=40, news=Wish.OPENED_MIDWAY):
    return (name, step, news)


def test_that_the_life_of_a_run_knows_nothing_of_qt():
    code = "import sys; sys.modules['PySide6'] = None; import gui.lab.run_life"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_that_every_state_has_a_rule_for_every_wish():
    assert set(RULES) == {(state, wish) for state in State for wish in Wish}
    assert set(EXCEPTIONS) <= set(RULES)


def enabled_in(action_id):
    return next(spec.enabled_in for spec in ACTION_TABLE if spec.id is action_id)


@pytest.mark.parametrize("action_id", BUTTONS)
def test_that_a_button_that_can_be_pressed_does_something(action_id):
    for state in enabled_in(action_id):
        assert RULES[state, BUTTONS[action_id]].actions, state


@pytest.mark.parametrize("wish", [Wish.START, Wish.STEP_BATCH, Wish.STEP_EPOCH, Wish.STOP])
def test_that_a_button_that_is_grey_does_nothing_by_its_key_either(wish):
    action_id = next(button for button, asked in BUTTONS.items() if asked is wish)
    for state in set(State) - enabled_in(action_id):
        assert not RULES[state, wish].actions, state


@pytest.mark.parametrize("state", State)
def test_that_a_window_can_be_closed_in_every_state_and_nothing_happens_to_it_then(state):
    for wish in Wish:
        world = in_state(state)
        world.ask(Wish.CLOSE)
        world.ask(wish, opened() if wish in BRINGS_RUN else None)
        assert world.life.state is State.CLOSED
        assert not world.is_on_thread
        assert world.open_runs == set()


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


def test_that_data_that_cannot_be_read_blocks_only_who_wants_it():
    world = in_state(State.READY)
    assert world.ask(Wish.DATA_FAILED, is_other_data=True) is State.READY
    assert world.ask(Wish.DATA_FAILED, is_other_data=False) is State.BLOCKED


@pytest.mark.parametrize("state", set(State) - {State.CLOSED})
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


@pytest.mark.parametrize("seed", range(40))
def test_that_no_walk_leads_to_a_state_without_a_way_out(seed):
    rng = np.random.default_rng(seed)
    world, count = World(), 0
    for _ in range(100):
        news = world.possible_news()
        if news and rng.random() < 0.4:
            news[rng.integers(len(news))]()
        else:
            wish = PEOPLE[rng.integers(len(PEOPLE))]
            count += 1
            step, how = STANDS[rng.integers(len(STANDS))]
            run = opened(f"run {count}", step, how) if wish in BRINGS_RUN else None
            world.has_trouble, world.is_pending = rng.random(2) < 0.2
            world.ask(wish, run)
        assert world.is_on_thread is (world.life.state in ACTIVE)
        assert world.open_runs <= {world.shown, *waiting_run(world)}
        assert_a_way_out(world)


def waiting_run(world):
    matter = world.life._waiting_matter
    return () if matter is None else (matter[0],)


def assert_a_way_out(world):
    """Let everything under way come to its end: then nothing waits, and one can train."""
    world = copy.deepcopy(world)
    world.has_trouble = world.is_pending = False
    for _ in range(4):
        if world.life.state is State.STOPPING:
            world.end()
        if world.is_building:
            world.build()
    assert world.life.state is not State.STOPPING
    assert world.life.waits is None
    if world.life.state is not State.RUNNING:
        if world.life.state is not State.PAUSED:
            world.ask(Wish.RESTART)
            world.build()
        world.ask(Wish.START)
    assert world.life.state is State.RUNNING
