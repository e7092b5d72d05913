"""A step is taken whole or not at all, wherever it is given up."""

import hashlib

import numpy as np
import pytest

from core.augmentation.spec import AugmentationSpec
from core.datasets.dataset import Dataset, LabelledImages
from core.early_stopping_spec import EarlyStoppingSpec
from core.experiment import Experiment
from core.layers.batch_norm import BatchNormSpec
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.dropout import DropoutSpec
from core.layers.flatten import FlattenSpec
from core.layers.max_pool2d import MaxPool2DSpec
from core.layers.relu import ReLUSpec
from core.layers.softmax import SoftmaxSpec
from core.network_spec import NetworkSpec
from core.optimizers.adam import AdamSpec
from core.schedules.cosine import CosineSpec
from core.training import gradient_step, shard_plan
from core.training.abandoned import StepAbandoned
from core.training.build import session_for
from core.training.session_state import capture
from core.training.whole_step import take_whole_step

SHAPE = (8, 8, 1)
MAPS = (Conv2DSpec(3), ReLUSpec(), MaxPool2DSpec(), FlattenSpec())
HEAD = (DropoutSpec(0.3), DenseSpec(4), SoftmaxSpec())
NETWORKS = {
    "independent": NetworkSpec(SHAPE, (*MAPS, *HEAD)),
    "coupled": NetworkSpec(SHAPE, (*MAPS, BatchNormSpec(), *HEAD)),
}


@pytest.fixture(autouse=True)
def every_step_takes_long_and_is_cut_into_shards(monkeypatch):
    monkeypatch.setattr(gradient_step, "LONG_WORK", 0)
    monkeypatch.setattr(shard_plan, "THREADED_SHARD", 0)
    for name in ("CONV_SHARD", "HEAVY_CONV_SHARD", "DENSE_SHARD"):
        monkeypatch.setattr(shard_plan, name, 5)


@pytest.fixture
def data(rng):
    images = rng.integers(0, 256, (24, *SHAPE)).astype(np.uint8)
    labels = rng.integers(0, 4, 24).astype(np.uint8)
    return Dataset("made up", LabelledImages(images, labels), None, tuple("abcd"))


@pytest.fixture
def begin(data):
    """Return a function that makes a session; its threads end with the test."""
    sessions = []

    def begin_one(kind, threads=1, batch_size=9):
        experiment = Experiment(
            NETWORKS[kind], AdamSpec(0.01), name="run", batch_size=batch_size, epochs=4,
            validation_share=0.25, validate_every=1, keep_best=True, clip_norm=0.5,
            schedule=CosineSpec(), early_stopping=EarlyStoppingSpec(),
            augmentation=AugmentationSpec(shift=1),
        )  # fmt: skip
        sessions.append(session_for(experiment, data, threads=threads))
        return sessions[-1]

    yield begin_one
    for session in sessions:
        session.end_threads()


class StopAt:
    """Says stop when it is asked for the nth time, and from then on."""

    def __init__(self, number):
        self.number = number
        self.asked = 0

    def __call__(self):
        self.asked += 1
        return self.asked >= self.number


def digest(session):
    """Return everything that decides how a session goes on, as one number."""
    state, hashed = capture(session), hashlib.sha256()
    for name, array in sorted(state.arrays.items()):
        hashed.update(name.encode() + array.tobytes())
    numbers = [getattr(state, name) for name in state.__slots__ if name != "arrays"]
    numbers += [
        state.step, state.epoch, state.optimizer_steps, state.base_rate, state.learning_rate,
        state.plan, state.plan_start, dict(state.schedule), state.early_stopping, state.best,
        state.finished, id(session.notebook.record),
    ]  # fmt: skip
    hashed.update(repr(numbers).encode())
    return hashed.hexdigest()


@pytest.mark.parametrize("kind", NETWORKS)
@pytest.mark.parametrize(
    "batch_size",
    [4, pytest.param(9, marks=pytest.mark.slow), pytest.param(None, marks=pytest.mark.slow)],
)
def test_that_a_step_given_up_at_any_point_leaves_no_trace(kind, batch_size, begin):
    session, untouched = begin(kind, batch_size=batch_size), begin(kind, batch_size=batch_size)
    points = 0
    for step in range(4):
        session.notebook.want_next()
        untouched.notebook.want_next()
        before, record = digest(session), session.notebook.record
        number = 0
        while True:
            number += 1
            stop = StopAt(number)
            events = take_whole_step(session, stop)
            if events:
                break
            points += 1
            assert digest(session) == before, (step, number)
            assert session.notebook.record is record
        assert events
        assert stop.asked < stop.number
        expected = take_whole_step(untouched)
        assert [type(event) for event in events] == [type(event) for event in expected]
        if session.finished is None:  # otherwise, better weights may have been put back
            assert session.notebook.record.step == step + 1
        mine, others = capture(session), capture(untouched)
        for name, array in others.arrays.items():
            np.testing.assert_array_equal(mine.arrays[name], array, err_msg=name)
        assert mine.epoch == others.epoch
        assert mine.learning_rate == others.learning_rate
    assert points >= 4 * 10


@pytest.mark.parametrize("kind", NETWORKS)
@pytest.mark.parametrize("threads", [2, 3])
def test_that_a_stop_reaches_all_threads_and_the_run_goes_on_with_the_same_bits(
    kind, threads, begin
):
    session, untouched = begin(kind, threads, 18), begin(kind, 1, 18)
    for number in (1, 2, 7, 12, 23):
        before = digest(session)
        if not take_whole_step(session, StopAt(number)):
            assert digest(session) == before
    while session.step < 3:
        assert take_whole_step(session, lambda: False)
    while untouched.step < 3:
        take_whole_step(untouched)
    mine, others = capture(session), capture(untouched)
    for name, array in others.arrays.items():
        np.testing.assert_array_equal(mine.arrays[name], array, err_msg=name)


def test_that_a_stop_is_looked_at_before_every_layer_there_and_back(begin):
    session = begin("independent")
    stop = StopAt(10**9)
    session.evaluate(session.data, session.validation_rows, stop)
    body = session.objective.body
    assert stop.asked == len(body)
    stop = StopAt(10**9)
    session._gradient_step.gradients(session.train_rows[:10], 0, stop)
    assert stop.asked == 2 * 2 * len(body)  # two shards


def test_that_a_step_that_takes_no_time_is_taken_although_a_stop_came(begin, monkeypatch):
    monkeypatch.setattr(gradient_step, "LONG_WORK", 10**9)
    session = begin("independent", batch_size=4)
    assert take_whole_step(session, lambda: True)
    assert session.step == 1


def test_that_a_validation_alone_says_that_it_was_given_up(begin):
    session = begin("independent")
    with pytest.raises(StepAbandoned):
        session.evaluate(session.data, session.validation_rows, lambda: True)
