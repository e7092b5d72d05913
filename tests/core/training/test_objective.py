"""A network and its loss, taken together."""

import numpy as np
import pytest

from core.buffers import Buffers
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.max_pool2d import MaxPool2DSpec
from core.layers.relu import ReLU, ReLUSpec
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.network_spec import NetworkSpec, build_network
from core.presets import PRESETS
from core.training.objective import Objective, count_right


def build(name="seed-cnn", dtype=np.float64):
    return build_network(PRESETS[name].network, rng=np.random.default_rng(2), dtype=dtype)


def gradients_of(network):
    return {path: p.gradient.copy() for path, p in network.named_parameters()}


@pytest.mark.parametrize("name", ["seed-cnn", "seed-mlp", "lenet-5"])
def test_that_training_fills_the_gradients_of_the_plain_chain(name, rng):
    network, loss = build(name), CategoricalCrossEntropy()
    x, target = rng.standard_normal((5, 28, 28, 1)), rng.integers(0, 10, 5)
    x[:, :9] = 0  # blank background: ties in the max-pool, ReLUs at exactly zero
    plain_value, gradient = loss.value_and_gradient(network.forward(x, training=True), target)
    network.backward(gradient)
    expected = gradients_of(network)
    value, right = Objective(network, loss).value_and_gradients(x, target)
    assert value == pytest.approx(plain_value, rel=1e-12)
    assert right == sum(network.forward(x, training=False).argmax(axis=1) == target)
    for path, got in gradients_of(network).items():
        np.testing.assert_allclose(got, expected[path], rtol=1e-9, atol=1e-14, err_msg=path)


def test_that_a_relu_before_a_max_pool_runs_after_it_with_the_same_bits(rng):
    spec = NetworkSpec(
        (9, 9, 2),
        (Conv2DSpec(3), ReLUSpec(), MaxPool2DSpec((3, 3), (2, 2)), FlattenSpec(), DenseSpec(4)),
    )
    network = build_network(spec, rng=rng, dtype=np.float32)
    objective = Objective(network, CategoricalCrossEntropy())
    assert [layer.KIND for layer in objective.body][1:3] == ["max_pool2d", "relu"]
    x = rng.integers(-1, 2, (4, 9, 9, 2)).astype(np.float32)
    grad = rng.standard_normal((4, 4)).astype(np.float32)
    y = network.forward(x, training=True)
    network.backward(grad)
    expected = gradients_of(network)
    swapped = x
    for layer in objective.body:
        swapped = layer.forward(swapped, training=True)
    np.testing.assert_array_equal(swapped, y)
    for layer in reversed(objective.body):
        grad = layer.backward(grad)
    for path, got in gradients_of(network).items():
        np.testing.assert_array_equal(got, expected[path], err_msg=path)


def test_that_a_convolution_and_its_max_pool_run_as_one_and_the_relu_after_them():
    kinds = [layer.KIND for layer in Objective(build(), CategoricalCrossEntropy()).body]
    assert kinds == ["pooled_conv2d", "relu", "flatten", "dense"]


def test_that_the_value_without_training_is_the_same_and_leaves_gradients_alone(rng):
    network = build()
    objective = Objective(network, CategoricalCrossEntropy())
    x, target = rng.random((6, 28, 28, 1)), rng.integers(0, 10, 6)
    trained = objective.value_and_gradients(x, target)
    before = gradients_of(network)
    assert objective.value(x, target) == pytest.approx(trained)
    for path, gradient in gradients_of(network).items():
        np.testing.assert_array_equal(gradient, before[path])


def test_that_the_first_layer_is_not_asked_for_a_gradient_nobody_needs(rng, monkeypatch):
    network = build()
    monkeypatch.setattr(network.layers[0], "input_gradient", None)
    Objective(network, CategoricalCrossEntropy()).value_and_gradients(
        rng.random((2, 28, 28, 1)), np.array([1, 2])
    )


def test_that_a_network_without_softmax_is_not_fused(rng):
    spec = NetworkSpec((4,), (DenseSpec(3), ReLUSpec()))
    objective = Objective(build_network(spec, rng=rng), CategoricalCrossEntropy())
    assert not objective.is_fused
    assert isinstance(objective.body[-1], ReLU)


def test_that_further_steps_of_the_same_size_work_in_the_same_memory(rng, monkeypatch):
    network = build(dtype=np.float32)
    objective = Objective(network, CategoricalCrossEntropy())
    x, target = rng.random((8, 28, 28, 1), np.float32), rng.integers(0, 10, 8)
    objective.value_and_gradients(x, target)

    def refuse(*_):
        pytest.fail("a buffer was asked for new memory")

    monkeypatch.setattr(Buffers, "_keep", refuse)
    objective.value_and_gradients(x, target)


def test_that_right_answers_are_those_whose_largest_score_is_the_true_class():
    scores = np.array([[0.1, 0.9], [0.8, 0.2], [0.4, 0.6]])
    assert count_right(scores, np.array([1, 0, 0])) == 2
