from dataclasses import replace

import numpy as np
import pytest

from core.errors import SpecError
from core.inspection.network_copy import NetworkCopy
from core.inspection.predictions import predict_labels
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.optimizers.sgd import SGDSpec
from core.presets import SEED_CNN
from core.trace import trace_sample
from core.training.abandoned import StepAbandoned
from core.training.build import session_for
from core.training.session_state import capture
from core.training.taught_step import taught_step
from tests.support.moments import small_mnist
from tests.support.random_runs import random_experiment, small_dataset, take_steps

EXPERIMENT = SEED_CNN.replace(optimizer=SGDSpec(0.05), validation_share=0.1)


def bits(state):
    return {name: array.tobytes() for name, array in state.arrays.items()}


def begun(experiment, dataset, steps=2):
    session = session_for(experiment, dataset, threads=1)
    take_steps(session, steps)
    return session


def test_that_a_step_goes_down_the_slope_of_this_image_alone_and_touches_no_run():
    dataset = small_mnist()
    session = begun(EXPERIMENT, dataset)
    state, live = capture(session), bits(capture(session))
    image = dataset.test.images[5]
    found = taught_step(EXPERIMENT, dataset, state, image, 3)
    assert bits(state) == bits(capture(session)) == live

    copy = NetworkCopy(np.float64)
    network = copy.at(EXPERIMENT.network, state.snapshot)
    x = (image / 255).astype(np.float64)
    trace = trace_sample(network, CategoricalCrossEntropy(), x, 3)
    for path, gradient in trace.parameter_gradients.items():
        expected = state.snapshot.values[path] - found.share * 0.05 * gradient
        np.testing.assert_allclose(found.state.snapshot.values[path], expected, atol=1e-5)
    np.testing.assert_allclose(found.before, trace.values[-1], atol=1e-5)
    assert found.after[3] > found.before[3]
    assert np.log(found.after[3]) >= np.log(found.before[3]) / 2 or found.share == 1
    assert (found.state.step, found.state.epoch) == (state.step, state.epoch)

    rows = np.arange(len(dataset.test))
    for snapshot, outputs, accuracy in (
        (state.snapshot, found.before, found.accuracy_before),
        (found.state.snapshot, found.after, found.accuracy_after),
    ):
        network = copy.at(EXPERIMENT.network, snapshot)
        said = network.forward(x[None], training=False)[0]
        np.testing.assert_allclose(outputs, said, atol=1e-5)
        labels = predict_labels(network, dataset.test.images, rows, (28, 28, 1))
        assert accuracy == pytest.approx((labels == dataset.test.labels).mean(), abs=0.002)
    assert (found.count, found.part) == (len(rows), "test")


def test_that_a_step_is_no_longer_than_it_takes_to_read_the_image():
    dataset = small_mnist()
    experiment = EXPERIMENT.replace(optimizer=SGDSpec(20.0))
    state = capture(begun(EXPERIMENT, dataset, 40))
    image, told = dataset.test.images[5], 3
    found = taught_step(experiment, dataset, state, image, told)
    assert 2.0**-10 <= found.share < 1
    assert (found.before.argmax() == told, found.after.argmax()) == (False, told)
    first, last = (-np.log(one[told]) for one in (found.before, found.after))
    assert last <= first / 2
    # half as far along the same way is not enough
    copy = NetworkCopy(np.float64)
    middle = {path: (value + found.state.snapshot.values[path]) / 2
              for path, value in state.snapshot.values.items()}  # fmt: skip
    network = copy.at(EXPERIMENT.network, replace(state.snapshot, values=middle))
    said = network.forward((image / 255.0)[None], training=False)[0]
    assert said.argmax() != told or -np.log(said[told]) > first / 2


@pytest.mark.parametrize("seed", range(12))
def test_that_every_optimiser_and_layer_can_learn_a_single_image(seed):
    dataset, experiment = small_dataset(seed), random_experiment(seed)
    session = begun(experiment, dataset)
    state = capture(session)
    found = taught_step(experiment, dataset, state, dataset.train.images[0], 1)
    assert found.part == "validation"
    assert found.state.optimizer_steps == state.optimizer_steps + 1
    changed = [path for path, value in found.state.snapshot.values.items()
               if not np.array_equal(value, state.snapshot.values[path])]  # fmt: skip
    assert changed
    assert np.isfinite(found.after).all()


def test_that_labels_of_no_class_and_broken_networks_are_told_in_a_sentence():
    dataset = small_mnist()
    state = capture(begun(EXPERIMENT, dataset, 1))
    image = dataset.test.images[0]
    for label in (-1, 10):
        with pytest.raises(SpecError, match="a class from 0 to 9"):
            taught_step(EXPERIMENT, dataset, state, image, label)
    session = begun(EXPERIMENT, dataset, 1)
    next(iter(session.network.named_parameters()))[1].value[...] = np.nan
    with pytest.raises(SpecError, match="diverged"):
        taught_step(EXPERIMENT, dataset, capture(session), image, 3)
    with pytest.raises(StepAbandoned):
        taught_step(EXPERIMENT, dataset, state, image, 3, lambda: True)
