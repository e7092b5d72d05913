"""The training loop of the book: step by step beside the engine's, and on the real digits."""

import numpy as np
import pytest

from core.datasets.mnist import load_mnist
from core.losses.catalog import make_loss
from core.network_spec import build_network
from core.presets import SEED_CNN
from core.textbook import training_loop
from core.textbook.catalog import LAYER_PAGES
from core.training.objective import Objective
from tests.support.textbook import assert_equal_to_rounding


def as_numbers(part, dtype=np.float32):
    """Return images from 0 to 1, and labels."""
    return part.images / dtype(255), part.labels


def test_that_its_network_is_that_of_the_preset(rng):
    layers = training_loop.new_network(rng)
    *outlines, last = SEED_CNN.network.outline()
    assert last.spec.KIND == "softmax"
    for outline, (page, parameters, _) in zip(outlines, layers, strict=True):
        assert page is LAYER_PAGES[outline.spec.KIND]
        shapes = {name: array.shape for name, array in parameters.items()}
        assert shapes == outline.spec.parameter_shapes(outline.input_shape)


def test_that_ten_steps_are_those_of_the_engine(rng):
    network = build_network(SEED_CNN.network, rng=rng, dtype=np.float64)
    objective = Objective(network, make_loss(SEED_CNN.loss))
    optimizer = SEED_CNN.optimizer.build(network.trained_parameters())
    layers = training_loop.new_network(rng)
    for layer, (_, parameters, _) in zip(network.layers, layers, strict=False):
        for name, parameter in layer.parameters.items():
            parameters[name] = parameter.value.copy()
    for step in range(10):
        x, target = rng.random((8, 28, 28, 1)), rng.integers(0, 10, 8)
        loss, _ = objective.value_and_gradients(x, target)
        optimizer.step()
        assert training_loop.train_step(
            layers, x, target, SEED_CNN.optimizer.learning_rate
        ) == pytest.approx(loss, rel=1e-12)
        for layer, (_, parameters, _) in zip(network.layers, layers, strict=False):
            values = {name: parameter.value for name, parameter in layer.parameters.items()}
            assert_equal_to_rounding(parameters, values, f"step {step}")


def test_that_the_same_seed_gives_the_same_weights_and_another_one_others(rng):
    x, target = rng.random((40, 28, 28, 1)).astype(np.float32), rng.integers(0, 10, 40)
    runs = [training_loop.train(x, target, epochs=1, seed=seed) for seed in (1, 1, 2)]
    first, again, other = (layers[-1][1]["weight"] for layers in runs)
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_that_one_screen_of_code_reads_97_percent_of_the_test_digits():
    digits = load_mnist()
    layers = training_loop.train(*as_numbers(digits.train))
    images, labels = as_numbers(digits.test)
    scores, _ = training_loop.scores(layers, images)
    assert (scores.argmax(axis=1) == labels).mean() >= 0.97
