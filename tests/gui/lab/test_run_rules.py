"""The table of a run's life: every state, every wish, and long walks, all without a window."""

import copy
import subprocess
import sys

import numpy as np
import pytest

from gui.actions.action_id import ActionId
from gui.actions.action_table import ACTION_TABLE
from gui.lab.run_action import RunAction as Do
from gui.lab.run_life import BRINGS_RUN
from gui.lab.run_rules import EXCEPTIONS, RULES
from gui.lab.run_wish import RunWish as Wish
from gui.state.run_state import RunState as State
from tests.support.quick_sample import quick_sample
from tests.support.run_world import World, in_state, opened

ACTIVE = (State.RUNNING, State.PAUSED, State.STOPPING)
#: What a person can ask for at any time.
PEOPLE = (
    Wish.START, Wish.STEP_BATCH, Wish.STEP_EPOCH, Wish.STOP, Wish.RESTART, Wish.RESTART_HELD,
    Wish.RESTART_RUNNING, Wish.OPEN, Wish.BRANCH, Wish.LOAD_DATA, Wish.EDIT,
    Wish.LEAVE,
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


@pytest.mark.parametrize("seed", quick_sample(range(40), 4))
def test_that_no_walk_leads_to_a_state_without_a_way_out(seed):
    rng = np.random.default_rng(seed)
    world, count = World(), 0
    world.saves_at_once = False
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
        if world.is_saving:
            world.save()
        if world.life.state is State.STOPPING:
            world.end()
        if world.is_building:
            world.build()
    assert world.life.state is not State.STOPPING
    assert world.life.waits is None
    if world.life.state is not State.RUNNING:
        if world.life.state is not State.PAUSED:
            world.ask(Wish.RESTART)
            if world.is_saving:
                world.save()
            world.build()
        world.ask(Wish.START)
    assert world.life.state is State.RUNNING


LETS_GO = (
    Wish.RESTART, Wish.RESTART_HELD, Wish.RESTART_RUNNING, Wish.OPEN, Wish.BRANCH, Wish.LEAVE,
)  # fmt: skip


@pytest.mark.parametrize("state", [State.RUNNING, State.PAUSED, State.FINISHED, State.DIVERGED])
@pytest.mark.parametrize("wish", LETS_GO)
def test_that_a_run_that_cannot_be_saved_stays_until_somebody_asks_again(wish, state):
    world = in_state(state)
    world.saves_at_once = False
    run = opened() if wish in BRINGS_RUN else None
    done = []
    world.do, do = lambda action, matter: (done.append(action), do(action, matter)), world.do
    world.ask(wish, run)
    if world.is_on_thread:
        world.end()
    assert done[-1] is Do.SAVE
    step = world.step
    world.save(Wish.NOT_SAVED)
    assert done[-1] is Do.REPORT_UNSAVED
    assert world.step == step
    assert world.life.waits is None
    assert world.open_runs == set()
    world.ask(wish, run)
    assert done[-1] is not Do.REPORT_UNSAVED
    assert set(done) & {Do.PREPARE, Do.SHOW, Do.ALLOW_LEAVE}
