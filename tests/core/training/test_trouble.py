"""Broken numbers stop a run and are named."""

import numpy as np
import pytest

from core.augmentation.spec import AugmentationSpec
from core.datasets.dataset import Dataset, LabelledImages
from core.experiment import Experiment
from core.layers.batch_norm import BatchNormSpec
from core.layers.dense import DenseSpec
from core.layers.flatten import Flatten, FlattenSpec
from core.layers.relu import ReLUSpec
from core.layers.softmax import SoftmaxSpec
from core.network_spec import NetworkSpec
from core.optimizers.sgd import SGDSpec
from core.training.build import session_for
from core.training.events import BatchFinished, FinishReason
from core.training.trouble import is_finite

NETWORK = NetworkSpec(
    (4, 4, 1),
    (FlattenSpec(), DenseSpec(6), BatchNormSpec(), ReLUSpec(), DenseSpec(3), SoftmaxSpec()),
)


def make_session(images=None, **changes):
    rng = np.random.default_rng(0)
    images = rng.integers(0, 256, (40, 4, 4, 1), np.uint8) if images is None else images
    labels = rng.integers(0, 3, 40).astype(np.uint8)
    dataset = Dataset("few", LabelledImages(images, labels), None, ("a", "b", "c"))
    experiment = Experiment(NETWORK, SGDSpec(0.1), batch_size=10, epochs=2).replace(**changes)
    return session_for(experiment, dataset)


def weights(session):
    return {path: p.value.copy() for path, p in session.network.named_parameters()}


def run_until_end(session):
    events = list(session.run())
    return [e for e in events if isinstance(e, BatchFinished)], events[-1]


@pytest.mark.parametrize("broken", [np.nan, np.inf])
@pytest.mark.parametrize("path", ["1.dense.weight", "2.batch_norm.gamma", "4.dense.bias"])
def test_that_a_broken_gradient_stops_that_step_and_spares_the_weights(
    monkeypatch, path, broken
):
    session = make_session()
    list(session.run_step())
    parameter = dict(session.network.named_parameters())[path]
    walk = session.objective.walk

    def break_gradient(*given):
        result = yield from walk(*given)
        parameter.gradient.flat[-1] = broken
        return result

    monkeypatch.setattr(session.objective, "walk", break_gradient)
    before = weights(session)
    batches, last = run_until_end(session)
    assert len(batches) == 1
    assert last.reason is FinishReason.DIVERGED
    assert last.step == 2
    assert f"step 2: the gradient of {path} is infinite" in last.explanation
    for name, value in weights(session).items():
        np.testing.assert_array_equal(value, before[name])


@pytest.mark.parametrize("path", ["1.dense.weight", "4.dense.weight"])
def test_that_an_update_that_breaks_a_weight_is_named_at_that_step(monkeypatch, path):
    session = make_session()
    parameter = dict(session.network.named_parameters())[path]
    step = session.optimizer.step

    def break_weight():
        step()
        parameter.value.flat[0] = np.inf

    monkeypatch.setattr(session.optimizer, "step", break_weight)
    batches, last = run_until_end(session)
    assert len(batches) == 1
    assert f"step 1: the update made {path} infinite" in last.explanation


def test_that_broken_running_statistics_are_named_too(monkeypatch):
    session = make_session()
    session.network.layers[2].state["running_variance"][0] = np.nan
    _, last = run_until_end(session)
    assert "2.batch_norm.running_variance" in last.explanation


@pytest.mark.parametrize("broken", [np.nan, np.inf])
def test_that_broken_images_are_named(broken):
    images = np.random.default_rng(0).uniform(0, 255, (40, 4, 4, 1))
    images[:, 1, 2] = broken
    _, last = run_until_end(make_session(images))
    assert last.step == 1
    assert "the input images hold infinite or undefined numbers" in last.explanation


def test_that_the_first_layer_with_a_broken_output_is_named():
    session = make_session()
    dict(session.network.named_parameters())["4.dense.weight"].value[...] = np.inf
    _, last = run_until_end(session)
    assert "output of layer 4 (dense) broke" in last.explanation
    assert "largest weights are in 4.dense.weight" in last.explanation


def test_that_finite_numbers_with_infinite_squares_are_finite():
    assert is_finite(np.full(3, 1e30, np.float32))
    assert not is_finite(np.array([1.0, np.nan], np.float32))
    assert not is_finite(np.array([[1.0], [-np.inf]]))


def test_that_a_broken_batch_is_examined_as_it_was_trained_on(monkeypatch):
    session = make_session(augmentation=AugmentationSpec(shift=1.0, noise=0.3))
    trained, examined = [], []
    forward = Flatten.forward

    def seen(layer, x, *, training):
        if training:
            trained.append(x.copy())
        return forward(layer, x, training=training)

    monkeypatch.setattr(Flatten, "forward", seen)
    monkeypatch.setattr(
        session._update._trouble,
        "in_loss",
        lambda step, loss, x: examined.append(x.copy()) or "broken on purpose",
    )
    monkeypatch.setattr(
        "core.training.weight_update.is_diverged", lambda loss: len(trained) == 3
    )
    _, last = run_until_end(session)
    assert last.reason is FinishReason.DIVERGED
    assert len(trained) == 3
    np.testing.assert_array_equal(examined[0], trained[-1])
    assert (trained[-1] != trained[-2]).any()
