"""Going to other steps, off the main thread."""

import threading
from dataclasses import replace

import numpy as np
import pytest

from core.documents.engine_identity import ForeignSpan
from core.documents.passed_moments import PassedMoments
from core.errors import Cancelled, LoadError
from gui.documents.prepared_run import PreparedRun
from gui.lab.moment_keeper import MomentKeeper
from gui.lab.time_traveller import TimeTraveller
from gui.lab.training_controller import TrainingController
from gui.state.step_origin import StepOrigin
from tests.support.moments import make_lab_state, make_moment
from tests.support.recorded_runs import headless_snapshot, record_run
from tests.support.window_driving import LONG


@pytest.fixture(scope="module")
def run():
    return record_run(60, budget=2_500_000)


@pytest.fixture
def travel(qtbot, run):
    state = make_lab_state()
    timeline = state.timeline
    timeline.add_events(run.events)
    keeper = MomentKeeper(state, TrainingController())
    start = run.machine.at(0).snapshot
    keeper.begin(PreparedRun(run.experiment, run.dataset, run.session, start, start))
    qtbot.waitUntil(lambda: state.moment.moment is not None, timeout=LONG)
    traveller = TimeTraveller(timeline, keeper)
    traveller.use([(0, run.machine)])
    arrived = []
    traveller.recalled.connect(arrived.append)
    yield timeline, traveller, arrived
    assert keeper.shut_down()


def replayed_step(run):
    """A step that is not stored."""
    stored = set(run.recorder.memory.stored_steps().tolist())
    return next(step for step in range(5, 60) if step not in stored)


def test_that_a_stored_and_a_replayed_step_come_back_bit_for_bit(travel, run, qtbot):
    timeline, _, arrived = travel
    stored = int(run.recorder.memory.stored_steps()[1])
    for step, origin in (
        (stored, StepOrigin.STORED),
        (replayed_step(run), StepOrigin.REPLAYED),
    ):
        arrived.clear()
        timeline.go_to(step)
        qtbot.waitUntil(lambda: len(arrived) == 1, timeout=LONG)
        assert timeline.origin is origin
        expected = headless_snapshot(run.experiment, run.dataset, step)
        for path, value in expected.values.items():
            np.testing.assert_array_equal(arrived[0].snapshot.values[path], value)
        for path, gradient in expected.gradients.items():
            np.testing.assert_array_equal(arrived[0].snapshot.gradients[path], gradient)


class SlowMachine:
    """Every step takes until another one is wanted, but for the last."""

    def __init__(self):
        self.begun = []
        self.has_begun = threading.Event()
        self.given_up = []

    def is_stored(self, step):
        return False

    def at(self, step, *, cancelled):
        self.begun.append(step)
        self.has_begun.set()
        while step != 9:
            if cancelled():
                self.given_up.append(step)
                raise Cancelled("given up")
        snapshot = replace(make_moment().snapshot, step=step)
        fields = {
            "is_replayed": True,
            "inexact": "",
            "from_step": 1,
            "step": step,
            "snapshot": snapshot,
        }
        return type("Moment", (), fields)()


def test_that_the_newest_wish_wins_and_ends_the_replay_under_way(travel, qtbot):
    timeline, traveller, arrived = travel
    machine = SlowMachine()
    traveller.use([(0, machine)])
    timeline.go_to(3)
    assert machine.has_begun.wait(LONG / 1000)
    qtbot.waitUntil(lambda: timeline.origin is StepOrigin.COMPUTING, timeout=LONG)
    for step in (4, 5, 6, 9):
        timeline.go_to(step)
    qtbot.waitUntil(lambda: bool(arrived), timeout=LONG)
    assert [moment.step for moment in arrived] == [9]
    assert machine.given_up == [3]
    assert machine.begun == [3, 9]


def test_that_going_live_gives_up_the_replay(travel, qtbot):
    timeline, traveller, arrived = travel
    machine = SlowMachine()
    traveller.use([(0, machine)])
    timeline.go_to(3)
    assert machine.has_begun.wait(LONG / 1000)
    timeline.go_live()
    qtbot.waitUntil(lambda: machine.given_up == [3], timeout=LONG)
    assert not traveller.is_busy
    assert not arrived


def test_that_a_step_that_cannot_be_had_is_said_and_the_newest_shown(travel, qtbot):
    timeline, traveller, _ = travel

    class Broken(SlowMachine):
        def at(self, step, *, cancelled):
            raise LoadError("step 3 of this run is not stored")

    traveller.use([(0, Broken())])
    with qtbot.waitSignal(traveller.failed, timeout=LONG) as received:
        timeline.go_to(3)
    assert received.args == ["step 3 of this run is not stored"]
    assert timeline.is_live


def test_that_before_a_branch_its_parent_is_asked(travel, run):
    _, traveller, _ = travel
    parent, branch = run.machine, run.machine
    traveller.use([(0, parent), (30, branch)])
    assert [traveller.machine_at(step) for step in (0, 29, 30, 31)] == [
        parent, parent, branch, branch,
    ]  # fmt: skip


def test_that_a_wish_under_way_is_asked_of_the_machine_that_took_over(travel, run, qtbot):
    timeline, traveller, arrived = travel
    machine = SlowMachine()
    traveller.use([(0, machine)])
    timeline.go_to(3)
    assert machine.has_begun.wait(LONG / 1000)
    traveller.use([(0, run.machine)])
    qtbot.waitUntil(lambda: bool(arrived), timeout=LONG)
    assert arrived[0].snapshot.step == 3
    assert machine.given_up == [3]


def test_that_nobody_travels_without_a_run(qtbot):
    state = make_lab_state()
    keeper = MomentKeeper(state, TrainingController())
    traveller = TimeTraveller(state.timeline, keeper)
    state.timeline.go_to(0)
    assert not traveller.is_busy
    assert keeper.shut_down()


def test_that_why_a_replay_is_not_exact_comes_with_its_moment(travel, run, qtbot):
    timeline, traveller, _ = travel
    moments = []
    traveller._keeper._state.moment.changed.connect(moments.append)
    machine = run.machine
    machine._passed = PassedMoments(2**20)  # what was passed before was passed as exact
    machine._exactness._foreign = (ForeignSpan(1, 10**9, {"blas": "openblas 0.3.21 Zen"}),)
    traveller.use([(0, machine)])
    step, stored = replayed_step(run), int(run.recorder.memory.stored_steps()[1])
    for wanted, is_exact in ((step, False), (stored, True), (step, False)):
        timeline.go_to(wanted)
        qtbot.waitUntil(
            lambda at=wanted: bool(moments) and moments[-1].snapshot.step == at, timeout=LONG
        )
        assert moments[-1].is_exact is is_exact
        assert ("0.3.21 Zen" in moments[-1].inexact) is not is_exact
        assert timeline.inexact == moments[-1].inexact
        assert moments[-1].step_text.endswith("≈ replayed") is not is_exact
