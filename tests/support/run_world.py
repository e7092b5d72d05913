"""The life of a run in a simulated world."""

from gui.lab.run_action import RunAction as Do
from gui.lab.run_life import BRINGS_RUN, RunLife
from gui.lab.run_rules import Circumstance
from gui.lab.run_wish import RunWish as Wish
from gui.state.run_state import RunState as State


class World:
    """A stand-in for the executor: threads that end, and networks that are built, on call.

    Every action checks that it makes sense: nothing is started twice, nothing that is not
    there is held or let run.
    """

    def __init__(self):
        self.life = RunLife()
        self.step = None  # of the current run; None without one
        self.is_on_thread = self.is_held = self.is_asked_to_end = False
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
            assert not self.is_asked_to_end
            self.is_asked_to_end = True
        elif action in (Do.PREPARE, Do.PREPARE_SOON):
            assert not self.is_on_thread
            if self.has_trouble:
                self._carry_out(Wish.NETWORK_REFUSED, None)
            else:
                self.is_building = True
        elif action is Do.LOAD_WANTED:
            self.is_other_data = False
        elif action is Do.FORGET_NETWORK:
            self.is_building = False
        elif action is Do.DROP_RUN:
            assert not self.is_on_thread
            self.step = None
        elif action is Do.MAKE_CURRENT:
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
        self.is_on_thread = self.is_held = self.is_asked_to_end = False
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
