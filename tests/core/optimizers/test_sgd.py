"""Stochastic gradient descent."""

import numpy as np
import pytest

from core.errors import SpecError
from core.network import NamedParameter
from core.optimizers.sgd import SGDSpec
from core.parameter import Parameter


@pytest.fixture
def parameter():
    return Parameter(np.array([[1.0, -2.0], [0.5, 0.0]]))


def sgd(parameter, learning_rate):
    return SGDSpec(learning_rate).build([NamedParameter("0.dense.weight", parameter)])


def test_that_two_steps_match_numbers_worked_by_hand(parameter):
    optimizer = sgd(parameter, 0.5)
    parameter.gradient[...] = [[2, 4], [-1, 0]]
    optimizer.step()
    np.testing.assert_array_equal(parameter.value, [[0, -4], [1, 0]])
    parameter.gradient[...] = [[-2, 0], [1, 8]]
    optimizer.step()
    np.testing.assert_array_equal(parameter.value, [[1, -4], [0.5, -4]])


def test_that_values_change_in_place_and_gradients_not_at_all(parameter):
    value, gradient = parameter.value, parameter.gradient
    gradient[...] = 3
    sgd(parameter, 0.1).step()
    assert parameter.value is value
    assert parameter.gradient is gradient
    np.testing.assert_array_equal(gradient, np.full((2, 2), 3))


def test_that_float32_stays_float32_and_every_parameter_moves():
    parameters = [
        NamedParameter(f"{i}.dense.weight", Parameter(np.ones(3, np.float32))) for i in range(3)
    ]
    for _, parameter in parameters:
        parameter.gradient[...] = 1
    SGDSpec(0.25).build(iter(parameters)).step()
    for _, parameter in parameters:
        assert parameter.value.dtype == np.float32
        np.testing.assert_array_equal(parameter.value, np.full(3, 0.75))


def test_that_a_network_without_parameters_is_refused():
    with pytest.raises(ValueError, match="SGD: the network has no parameters to train"):
        SGDSpec().build([])


@pytest.mark.parametrize("rate", [0, -0.1, float("nan"), float("inf"), "fast", True, None])
def test_that_a_learning_rate_out_of_range_is_refused_by_name(rate):
    with pytest.raises(SpecError, match="sgd: learning_rate must be a number above 0"):
        SGDSpec(rate)
