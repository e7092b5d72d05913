"""The chain of layers."""

import numpy as np
import pytest

from core.errors import OrderError
from core.gradient_check import LIMIT, check_network_gradients
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.flatten import Flatten, FlattenSpec
from core.layers.max_pool2d import MaxPool2DSpec
from core.layers.relu import ReLU, ReLUSpec
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.network import Network
from core.network_spec import NetworkSpec, build_network
from core.presets import PRESETS
from tests.support.layer_cases import LAYER_CASES

SPEC = NetworkSpec(
    (6, 6, 1), (Conv2DSpec(2), ReLUSpec(), MaxPool2DSpec(), FlattenSpec(), DenseSpec(3))
)


def build(spec=SPEC, dtype=np.float64):
    network = build_network(spec, rng=np.random.default_rng(5), dtype=dtype)
    for _, parameter in network.named_parameters():  # biases too
        parameter.value += 0.01 * np.random.default_rng(6).standard_normal(
            parameter.value.shape
        ).astype(dtype)
    return network


def test_that_parameters_are_named_by_position_and_kind_in_data_flow_order():
    paths = [path for path, _ in build().named_parameters()]
    assert paths == ["0.conv2d.weight", "0.conv2d.bias", "4.dense.weight", "4.dense.bias"]


@pytest.mark.parametrize("name", ["seed-mlp", "seed-cnn", "lenet-5"])
def test_that_a_preset_differentiates_as_finite_differences_say(name, rng):
    network = build(PRESETS[name].network)
    report = check_network_gradients(
        network,
        CategoricalCrossEntropy(),
        rng.random((3, 28, 28, 1)),
        np.array([4, 0, 9]),
        rng,
        entries=12,
    )
    assert report.worst <= LIMIT, report
    assert set(report.ratios) == {"input", *dict(network.named_parameters())}
    assert min(report.checked.values()) >= 6


def test_that_the_result_stays_as_it_is_when_the_network_works_on(rng):
    network, x = build(), rng.random((4, 6, 6, 1))
    for training in (True, False):
        y = network.forward(x, training=training)
        kept = y.copy()
        grad_x = network.backward(np.ones_like(y))
        grad_kept = grad_x.copy()
        network.backward(np.full_like(network.forward(x * 2, training=True), 7.0))
        np.testing.assert_array_equal(y, kept)
        np.testing.assert_array_equal(grad_x, grad_kept)


def test_that_the_result_never_shares_memory_with_the_input(rng):
    network, x = Network([Flatten()]), rng.random((2, 3, 3, 1))
    for training in (True, False):
        assert not np.shares_memory(network.forward(x, training=training), x)
    grad = np.ones((2, 9))
    assert not np.shares_memory(network.backward(grad), grad)


def test_that_inference_leaves_a_pending_backward_alone(rng):
    network, x = build(), rng.random((4, 6, 6, 1))
    grad = rng.standard_normal((4, 3))
    network.forward(x, training=True)
    expected_x = network.backward(grad)
    expected = [p.gradient.copy() for _, p in network.named_parameters()]
    network.forward(x, training=True)
    network.forward(rng.random((7, 6, 6, 1)), training=False)
    np.testing.assert_array_equal(network.backward(grad), expected_x)
    for want, (_, parameter) in zip(expected, network.named_parameters(), strict=True):
        np.testing.assert_array_equal(parameter.gradient, want)


def test_that_backward_before_forward_is_refused():
    with pytest.raises(OrderError):
        build().backward(np.zeros((4, 3)))


@pytest.mark.parametrize("given", [np.float64, np.uint8, np.int64, np.bool_])
def test_that_numbers_of_another_type_are_converted_to_the_networks_own(given, rng):
    network = build(dtype=np.float32)
    x = (rng.random((2, 6, 6, 1)) * 3).astype(given)
    for training in (True, False):
        y = network.forward(x, training=training)
        assert y.dtype == np.float32
        np.testing.assert_array_equal(
            y, network.forward(x.astype(np.float32), training=training)
        )
    assert network.backward(np.ones((2, 3))).dtype == np.float32


def test_that_whole_numbers_pass_a_network_without_parameters_as_float32():
    y = Network([ReLU()]).forward(np.array([[-1, 2]]), training=False)
    assert y.dtype == np.float32
    np.testing.assert_array_equal(y, [[0, 2]])


def test_that_one_layer_object_cannot_serve_twice():
    layer = ReLU()
    with pytest.raises(ValueError, match="same layer object"):
        Network([layer, layer])


def test_that_a_network_without_layers_is_refused():
    with pytest.raises(ValueError, match="at least one layer"):
        Network([])


def test_that_a_replica_shares_the_values_and_nothing_else(rng):
    network, x = build(), rng.random((4, 6, 6, 1))
    grad = rng.standard_normal((4, 3))
    network.forward(x, training=True)
    replica = network.replica()
    expected = network.backward(grad)
    gradients = [p.gradient.copy() for _, p in network.named_parameters()]
    replica.forward(x * 2, training=True)
    replica.backward(grad * 3)
    np.testing.assert_array_equal(network.backward(grad), expected)
    for (path, own), (other_path, copied), gradient in zip(
        network.named_parameters(), replica.named_parameters(), gradients, strict=True
    ):
        assert path == other_path
        assert copied.value is own.value
        np.testing.assert_array_equal(own.gradient, gradient)
        own.value += 1
    np.testing.assert_array_equal(
        replica.forward(x, training=True), network.forward(x, training=True)
    )
    np.testing.assert_array_equal(replica.backward(grad), network.backward(grad))


@pytest.mark.parametrize("kind", LAYER_CASES)
def test_that_every_kind_of_layer_works_in_a_replica(kind, rng):
    case = LAYER_CASES[kind]
    network = Network([case.make(rng, np.float32)])
    x = rng.standard_normal(case.input_shape).astype(np.float32)
    y = network.forward(x, training=True)
    for used in (network.replica(), network.replica().replica()):
        for layer in used.layers:
            for name, array in layer.state.items():
                array[...] = case.make(rng, np.float32).state[name]
        np.testing.assert_array_equal(used.forward(x, training=True).shape, y.shape)
        used.backward(np.ones_like(y))
        for parameter in network.layers[0].parameters.values():
            assert not parameter.gradient.any()
