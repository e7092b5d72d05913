import numpy as np
import pytest

from core.layers.batch_norm import BatchNormSpec
from core.layers.chain import backward_through, forward_through
from core.layers.coupled import alone
from core.layers.dense import DenseSpec
from core.layers.tanh import TanhSpec


@pytest.fixture
def layers(rng):
    specs = (DenseSpec(4), BatchNormSpec(), TanhSpec(), DenseSpec(2))
    shapes = ((3,), (4,), (4,), (4,))
    return [s.build(n, rng=rng, dtype=np.float64) for s, n in zip(specs, shapes, strict=True)]


def test_that_every_number_on_the_way_is_returned(layers, rng):
    x, grad = rng.standard_normal((5, 3)), rng.standard_normal((5, 2))
    outputs = [array.copy() for array in alone(forward_through(layers, x))]
    gradients = [array.copy() for array in alone(backward_through(layers, grad))]
    expected = [x]
    for layer in layers:
        expected.append(layer.forward(expected[-1], training=True).copy())
    back = [grad]
    for layer in reversed(layers):
        back.insert(0, layer.backward(back[0]).copy())
    for got, want in zip([*outputs, *gradients], [*expected, *back], strict=True):
        np.testing.assert_array_equal(got, want)


def test_that_parameter_gradients_are_left_alone_if_they_are_not_asked_for(layers, rng):
    x, grad = rng.standard_normal((5, 3)), rng.standard_normal((5, 2))
    alone(forward_through(layers, x))
    filled = alone(backward_through(layers, grad))[0].copy()
    for layer in layers:
        for parameter in layer.parameters.values():
            parameter.gradient[...] = 7
    bare = alone(backward_through(layers, grad, fill=False))[0]
    np.testing.assert_array_equal(bare, filled)
    for dense in (layers[0], layers[-1]):
        assert all((p.gradient == 7).all() for p in dense.parameters.values())
    alone(backward_through(layers, grad))
    assert not (layers[0].weight.gradient == 7).any()


def test_that_another_way_to_run_a_layer_takes_the_place_of_training(layers, rng):
    x = rng.standard_normal((5, 3))
    outputs = alone(forward_through(layers, x, lambda layer, given: layer.trace(given)))
    expected = x
    for layer in layers:
        expected = layer.forward(expected, training=False)
    np.testing.assert_array_equal(outputs[-1], expected)


def test_that_no_layers_change_nothing(rng):
    x = rng.standard_normal((5, 3))
    for walked in (forward_through([], x), backward_through([], x)):
        assert [array is x for array in alone(walked)] == [True]
