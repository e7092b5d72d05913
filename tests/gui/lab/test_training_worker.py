"""What the worker notes for who looks, driven on the test's own thread."""

import threading
import time

import numpy as np
import pytest

from core.documents.recorded_run import Place
from core.training import gradient_step
from core.training.build import session_for
from core.training.events import BatchFinished
from core.training.snapshot import take_snapshot
from gui.documents.prepared_run import PreparedRun
from gui.documents.run_recording import RunRecording
from gui.lab.event_mailbox import EventMailbox
from gui.lab.run_control import RunControl
from gui.lab.training_worker import UNHURRIED, TrainingWorker
from tests.support.random_runs import random_experiment, small_dataset

LONG = 60


class Driven:
    """A worker on a plain thread, and what it posted."""

    def __init__(self, folder, *, paused, epochs=4, images=45):
        experiment = random_experiment(3).replace(
            epochs=epochs, batch_size=6, early_stopping=None, keep_best=False
        )
        dataset = small_dataset(3, images)
        self.session = session_for(experiment, dataset)
        self.control, self.mailbox = RunControl(paused=paused), EventMailbox()
        start = take_snapshot(self.session.network, step=0, epoch=0)
        run = PreparedRun(experiment, dataset, self.session, start, start)
        worker = TrainingWorker(RunRecording(run, Place(folder)), self.control, self.mailbox)
        self.thread = threading.Thread(target=worker.run)
        self.thread.start()
        self.steps = []

    def snapshot(self):
        """Wait for the next snapshot; keep the steps that were told meanwhile."""
        until = time.monotonic() + LONG
        while time.monotonic() < until:
            events, snapshot = self.mailbox.collect()
            self.steps += [e.step for e in events if isinstance(e, BatchFinished)]
            if snapshot is not None:
                return snapshot
            time.sleep(0.001)
        raise AssertionError("no snapshot was posted")

    def train_on(self, steps):
        """Wait until so many more steps were taken."""
        enough, until = self.session.step + steps, time.monotonic() + LONG
        while self.session.step < enough:
            if time.monotonic() > until:
                raise AssertionError(f"{steps} steps take too long")
            time.sleep(0.001)

    def end(self):
        self.control.stop()
        self.thread.join(LONG)
        assert not self.thread.is_alive()


@pytest.fixture
def drive(tmp_path):
    driven = []

    def begin(**settings):
        driven.append(Driven(tmp_path, **settings))
        return driven[-1]

    yield begin
    for one in driven:
        one.end()


def assert_noted(snapshot):
    assert snapshot.record is not None
    assert snapshot.record.step == snapshot.step


def test_that_every_single_step_is_noted_and_none_is_taken_besides(drive):
    driven = drive(paused=True)
    for step in range(1, 12):
        driven.control.step_batch()
        snapshot = driven.snapshot()
        assert snapshot.step == step
        assert_noted(snapshot)


def test_that_two_steps_asked_for_at_once_are_two_steps(drive):
    driven = drive(paused=True)
    driven.control.step_batch()
    driven.control.step_batch()
    while (snapshot := driven.snapshot()).step < 2:
        pass
    assert snapshot.step == 2
    assert_noted(snapshot)


def test_that_one_epoch_ends_where_it_ends_and_its_last_step_is_noted(drive):
    driven = drive(paused=True)
    driven.control.step_epoch()
    snapshot = driven.snapshot()
    assert snapshot.step == driven.session.steps_per_epoch
    assert_noted(snapshot)


def test_that_snapshots_on_the_way_are_noted_and_most_steps_are_not(drive):
    driven = drive(paused=False, epochs=400, images=300)
    noted = []
    begin = driven.session.notebook.begin

    def counting(step, rows):
        begin(step, rows)
        if driven.session.notebook._begun is not None:
            noted.append(step)

    driven.session.notebook.begin = counting
    for _ in range(5):
        driven.train_on(20)
        driven.mailbox.ask_for_snapshot()
        assert_noted(driven.snapshot())
    driven.end()
    assert len(noted) < driven.session.step / 2  # of every 20, a few


def test_that_a_pause_in_the_middle_of_a_step_still_shows_a_noted_one(drive):
    for _ in range(5):
        driven = drive(paused=False, epochs=10_000)
        driven.train_on(2)
        driven.control.pause()
        assert_noted(driven.snapshot())


def test_that_a_snapshot_never_waits_long_for_its_record(drive):
    driven = drive(paused=False, epochs=10_000)
    driven.control.set_period(UNHURRIED * 2)
    driven.train_on(2)
    for _ in range(5):
        driven.mailbox.ask_for_snapshot()
        assert_noted(driven.snapshot())


def test_that_a_stop_in_the_middle_of_a_long_step_ends_it_at_the_next_layer(drive, monkeypatch):
    monkeypatch.setattr(gradient_step, "LONG_WORK", 0)
    driven = drive(paused=True)
    network = driven.session.network
    before = {path: p.value.copy() for path, p in network.named_parameters()}
    is_inside, may_leave, asked = threading.Event(), threading.Event(), []
    is_stopping = driven.control.is_stopping

    def stop_at_the_third_question():
        asked.append(None)
        if len(asked) == 3:
            is_inside.set()
            may_leave.wait(LONG)
        return is_stopping()

    driven.control.is_stopping = stop_at_the_third_question
    driven.control.resume()
    assert is_inside.wait(LONG)
    driven.control.stop()
    may_leave.set()
    driven.end()
    assert len(asked) == 3
    assert driven.session.step == 0
    for path, parameter in network.named_parameters():
        np.testing.assert_array_equal(parameter.value, before[path], err_msg=path)
