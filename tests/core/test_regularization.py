"""Weight decay."""

import numpy as np
import pytest

from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.parameter import Parameter
from core.regularization import add_l2_gradients, l2_penalty


def pulled(l2, values):
    parameter = Parameter(np.array(values))
    parameter.l2 = l2
    return parameter


def test_that_an_example_worked_by_hand_comes_out():
    parameters = [pulled(0.5, [[3.0, -4.0]]), pulled(0.0, [100.0]), pulled(0.1, [2.0])]
    assert l2_penalty(parameters) == pytest.approx(0.25 * 25 + 0.05 * 4)
    for parameter in parameters:
        parameter.gradient[...] = 1
    add_l2_gradients(parameters)
    np.testing.assert_allclose(parameters[0].gradient, [[1 + 1.5, 1 - 2]])
    np.testing.assert_allclose(parameters[1].gradient, [1])
    np.testing.assert_allclose(parameters[2].gradient, [1 + 0.2])


def test_that_nothing_costs_nothing():
    assert l2_penalty([]) == 0


@pytest.mark.parametrize(
    ("spec", "sample"), [(DenseSpec(2, l2=0.01), (3,)), (Conv2DSpec(2, l2=0.01), (5, 5, 1))]
)
def test_that_a_spec_pulls_on_the_weights_and_not_on_the_biases(spec, sample, rng):
    layer = spec.build(sample, rng=rng)
    assert {name: p.l2 for name, p in layer.parameters.items()} == {"weight": 0.01, "bias": 0}


def test_that_the_gradient_is_that_of_the_penalty(rng):
    parameter = pulled(0.3, rng.standard_normal((3, 2)))
    add_l2_gradients([parameter])
    for entry in np.ndindex(3, 2):
        before, sides = parameter.value[entry], []
        for step in (1e-6, -1e-6):
            parameter.value[entry] = before + step
            sides.append(l2_penalty([parameter]))
        parameter.value[entry] = before
        slope = (sides[0] - sides[1]) / 2e-6
        assert parameter.gradient[entry] == pytest.approx(slope, rel=1e-7)


def test_that_float32_gradients_stay_float32():
    parameter = Parameter(np.ones(3, np.float32))
    parameter.l2 = 0.1
    gradient = parameter.gradient
    add_l2_gradients([parameter])
    assert parameter.gradient is gradient
    assert gradient.dtype == np.float32
