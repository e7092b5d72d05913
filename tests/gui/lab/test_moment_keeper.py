"""The shown moment: asked for once, answered once, and never of another run or step."""

import threading
from dataclasses import replace

import numpy as np
import pytest

from core.datasets.sample import Part
from core.errors import Cancelled
from core.network_spec import build_network
from core.training.snapshot import load_values, take_snapshot
from gui.background.newest_wish import NewestWish
from gui.documents.prepared_run import PreparedRun
from gui.lab.moment_keeper import MomentKeeper
from gui.lab.time_traveller import TimeTraveller
from gui.lab.training_controller import TrainingController
from gui.state.step_origin import StepOrigin
from tests.support.moments import make_lab_state, make_sample
from tests.support.recorded_runs import record_run
from tests.support.window_driving import LONG


@pytest.fixture(scope="module")
def run():
    return record_run(60, budget=2_500_000)


class Controller(TrainingController):
    """One that is asked for weights, and trains or not as a test says."""

    is_training = False

    def __init__(self):
        super().__init__()
        self.asked = 0

    @property
    def is_active(self):
        return self.is_training

    def ask_for_snapshot(self):
        self.asked += 1


class Bench:
    """A keeper with a run that stands at step 60, and what it showed."""

    def __init__(self, qtbot, run):
        self.qtbot, self.run = qtbot, run
        self.state = make_lab_state()
        self.timeline = self.state.timeline
        self.controller = Controller()
        self.keeper = MomentKeeper(self.state, self.controller)
        self.traveller = TimeTraveller(self.timeline, self.keeper)
        self.shown, self.origins = [], []
        self.state.moment.changed.connect(self.shown.append)
        self.timeline.changed.connect(lambda: self.origins.append(self.timeline.origin))
        self.begin(self.prepared())

    def prepared(self):
        start, session = self.run.machine.at(0).snapshot, self.run.session
        latest = take_snapshot(session.network, step=session.step, epoch=session.epoch)
        return PreparedRun(self.run.experiment, self.run.dataset, session, start, latest)

    def begin(self, prepared):
        self.timeline.begin(0, 0)
        self.timeline.add_events(self.run.events)
        self.keeper.begin(prepared)
        self.traveller.use([(0, self.run.machine)])
        self.wait()

    def wait(self):
        self.qtbot.waitUntil(lambda: not self.keeper._moments.is_busy, timeout=LONG)

    def steps(self):
        return [moment.snapshot.step for moment in self.shown]

    def stored(self):
        return self.run.recorder.memory.stored_steps().tolist()

    def missing(self):
        return next(step for step in range(5, 60) if step not in self.stored())


@pytest.fixture
def bench(qtbot, run):
    bench = Bench(qtbot, run)
    yield bench
    assert bench.keeper.shut_down()


class HeldMachine:
    """Computes a step for as long as a test likes."""

    def __init__(self, machine):
        self._machine = machine
        self.has_begun, self.may_end = threading.Event(), threading.Event()

    def is_stored(self, step):
        return False

    def at(self, step, *, cancelled):
        self.has_begun.set()
        while not self.may_end.is_set():
            if cancelled():
                raise Cancelled("given up")
        return self._machine.at(step)


def test_that_a_scrub_crosses_threads_twice_for_every_step(bench, qtbot, monkeypatch):
    asked, delivered = [], []
    ask = NewestWish.ask

    def count(wish, question):
        asked.append(wish.objectName())
        ask(wish, question)

    monkeypatch.setattr(NewestWish, "ask", count)
    worker = bench.keeper._moments._worker
    for signal in (worker.answered, worker.failed, worker.dropped, worker.advanced):
        signal.connect(lambda *_: delivered.append("to the main thread"))
    steps = bench.stored()[1:6]
    bench.shown.clear()
    for step in steps:
        bench.timeline.go_to(step)
        bench.wait()
    assert bench.steps() == steps
    assert asked == ["moments"] * len(steps)
    qtbot.waitUntil(lambda: len(delivered) >= len(steps))  # they are counted over there
    assert len(delivered) == len(steps)
    missing = bench.missing()
    asked.clear()
    delivered.clear()
    bench.timeline.go_to(missing)
    bench.wait()
    assert asked == ["moments"]
    qtbot.waitUntil(lambda: len(delivered) >= 2)
    assert len(delivered) == 2  # that it has to be computed, and the step
    assert bench.steps()[-1] == missing


def test_that_a_step_to_be_computed_is_marked_until_it_is_there(bench):
    bench.timeline.go_to(bench.missing())
    bench.wait()
    assert StepOrigin.COMPUTING in bench.origins
    assert bench.timeline.origin is StepOrigin.REPLAYED
    bench.origins.clear()
    bench.timeline.go_to(bench.stored()[1])
    bench.wait()
    assert set(bench.origins) == {StepOrigin.STORED}


def test_that_another_sample_is_shown_at_hand_while_a_step_is_computed(bench, qtbot):
    machine = HeldMachine(bench.run.machine)
    bench.traveller.use([(0, machine)])
    bench.timeline.go_to(30)
    assert machine.has_begun.wait(LONG / 1000)
    sample = make_sample(5)
    bench.shown.clear()
    bench.state.sample.show(sample)
    qtbot.waitUntil(lambda: len(bench.shown) == 1, timeout=LONG)
    assert (bench.shown[0].snapshot.step, bench.shown[0].sample) == (60, sample)
    assert bench.timeline.origin is StepOrigin.COMPUTING
    machine.may_end.set()
    bench.wait()
    assert (bench.shown[-1].snapshot.step, bench.shown[-1].sample) == (30, sample)
    assert len(bench.shown) == 2


def test_that_while_training_goes_on_a_recalled_step_stays_and_late_looks_are_dropped(bench):
    bench.controller.is_training = True
    newer = replace(bench.keeper._newest, step=61)
    bench.controller.snapshot_arrived.emit(newer)  # under way when the past is asked for
    step = bench.stored()[1]
    bench.shown.clear()
    bench.timeline.go_to(step)
    bench.controller.snapshot_arrived.emit(replace(newer, step=62))
    bench.wait()
    assert bench.steps() == [step]
    asked = bench.controller.asked
    bench.timeline.go_live()
    bench.wait()
    assert bench.steps() == [step, 62]
    assert bench.controller.asked == asked + 1


def test_that_going_live_drops_the_step_that_is_computed(bench):
    machine = HeldMachine(bench.run.machine)
    bench.traveller.use([(0, machine)])
    bench.timeline.go_to(30)
    assert machine.has_begun.wait(LONG / 1000)
    bench.shown.clear()
    bench.timeline.go_live()
    machine.may_end.set()
    bench.wait()
    assert set(bench.steps()) <= {60}
    assert not bench.traveller.is_busy


def test_that_every_look_at_a_training_run_leads_to_the_next_after_the_pace(bench, qtbot):
    bench.controller.is_training = True
    for number in range(3):
        asked = bench.controller.asked
        bench.controller.snapshot_arrived.emit(replace(bench.keeper._newest, step=61 + number))
        bench.wait()
        assert bench.keeper._look_timer.isActive()
        qtbot.waitUntil(lambda: bench.controller.asked == asked + 1, timeout=LONG)  # noqa: B023
    assert bench.steps()[-3:] == [61, 62, 63]


def test_that_nothing_of_the_run_before_is_shown_after_another_one_has_begun(bench, qtbot):
    machine = HeldMachine(bench.run.machine)
    bench.traveller.use([(0, machine)])
    bench.timeline.go_to(30)
    assert machine.has_begun.wait(LONG / 1000)
    bench.shown.clear()
    other = bench.prepared()
    machine.may_end.set()
    bench.begin(other)
    assert {moment.run_id for moment in bench.shown} == {other.run_id}
    assert bench.steps()[-1] == 60


def test_that_moments_of_one_run_share_their_run_id_and_no_other_run_has_it(bench):
    for step in bench.stored()[:3]:
        bench.timeline.go_to(step)
        bench.wait()
    (first,) = {moment.run_id for moment in bench.shown}
    bench.begin(bench.prepared())
    assert bench.shown[-1].run_id != first


def test_that_predictions_do_not_wait_for_a_step_and_are_right(bench, qtbot):
    machine = HeldMachine(bench.run.machine)
    bench.traveller.use([(0, machine)])
    bench.timeline.go_to(30)
    assert machine.has_begun.wait(LONG / 1000)
    with qtbot.waitSignal(bench.keeper.predicted, timeout=LONG) as received:
        bench.keeper.want_predictions(Part.TEST)
    (judged,) = received.args
    test = bench.state.data.dataset.test
    network = bench.run.session.network
    rows = bench.state.data.rows(Part.TEST)
    x = test.images[rows].astype(np.float32) / 255
    expected = network.forward(x, training=False).argmax(axis=1)
    assert judged.part is Part.TEST
    np.testing.assert_array_equal(judged.predicted, expected)
    shown = bench.state.moment.moment
    assert (judged.run_id, judged.step) == (shown.run_id, shown.snapshot.step)
    machine.may_end.set()


def test_that_predictions_that_were_under_way_are_made_of_the_run_that_took_over(bench, qtbot):
    part = Part.TEST
    bench.keeper.want_predictions(part)
    other = bench.prepared()
    blind = replace(other.latest, step=60, values=bench.run.machine.at(0).snapshot.values)
    received = []
    bench.keeper.predicted.connect(received.append)
    bench.begin(replace(other, latest=blind))
    qtbot.waitUntil(lambda: len(received) == 1, timeout=LONG)
    network = build_network(bench.run.experiment.network, rng=np.random.default_rng(0))
    load_values(network, blind.values)
    rows = bench.state.data.rows(part)
    x = bench.state.data.dataset.test.images[rows].astype(np.float32) / 255
    expected = network.forward(x, training=False).argmax(axis=1)
    np.testing.assert_array_equal(received[0].predicted, expected)
    assert (received[0].run_id, received[0].step) == (other.run_id, 60)


def test_that_an_answer_about_an_earlier_run_shows_nothing(bench, qtbot):
    answers = []
    bench.keeper._moments.answered.connect(lambda *answer: answers.append(answer))
    bench.keeper.begin(bench.prepared())
    bench.wait()
    late = answers[-1]
    other = bench.prepared()
    bench.begin(other)
    bench.shown.clear()
    bench.keeper._moments.answered.emit(*late)
    assert bench.shown == []
    assert bench.state.moment.moment.run_id == other.run_id
