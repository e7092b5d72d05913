"""Clipping by the global norm."""

import numpy as np
import pytest

from core.network import NamedParameter
from core.optimizers.gradient_norm import clip_gradients, gradient_norm
from core.parameter import Parameter


def named(*gradients, dtype=np.float64):
    parameters = []
    for i, numbers in enumerate(gradients):
        parameter = Parameter(np.zeros(np.shape(numbers), dtype))
        parameter.gradient[...] = numbers
        parameters.append(NamedParameter(f"{i}.dense.weight", parameter))
    return parameters


def test_that_the_norm_is_that_of_all_gradients_as_one_vector():
    assert gradient_norm(named([[3.0, 0.0]], [0.0, 4.0])) == pytest.approx(5.0)


def test_that_long_gradients_are_shortened_together_and_keep_their_direction():
    (_, a), (_, b) = parameters = named([[3.0, 0.0]], [0.0, -4.0])
    clip_gradients(parameters, 1.0)
    np.testing.assert_allclose(a.gradient, [[0.6, 0.0]], atol=1e-15)
    np.testing.assert_allclose(b.gradient, [0.0, -0.8], atol=1e-15)


@pytest.mark.parametrize("limit", [5.0, 5.1, 1e9])
def test_that_short_gradients_keep_their_bits(limit):
    (_, a), (_, b) = parameters = named([3.0, 0.1], [4.0])
    parameters[0].parameter.gradient[1] = 0.0
    clip_gradients(parameters, limit)
    np.testing.assert_array_equal(a.gradient, [3.0, 0.0])
    np.testing.assert_array_equal(b.gradient, [4.0])


def test_that_numbers_whose_squares_overflow_are_clipped_too():
    ((_, parameter),) = named([3e30, -4e30], dtype=np.float32)
    with np.errstate(all="ignore"):
        clip_gradients([NamedParameter("0.dense.weight", parameter)], 1.0)
    np.testing.assert_allclose(parameter.gradient, [0.6, -0.8], rtol=1e-6)


def test_that_zero_gradients_stay_zero():
    ((_, parameter),) = parameters = named([0.0, 0.0])
    clip_gradients(parameters, 1.0)
    np.testing.assert_array_equal(parameter.gradient, [0.0, 0.0])


@pytest.mark.parametrize("excess", [1.0001, 1.005, 1.01])
def test_that_gradients_only_a_little_too_long_are_shortened_too(excess):
    (_, a), (_, b) = parameters = named([3.0 * excess], [4.0 * excess])
    assert clip_gradients(parameters, 5.0) == pytest.approx(1 / excess, rel=1e-12)
    np.testing.assert_allclose([a.gradient[0], b.gradient[0]], [3.0, 4.0], rtol=1e-12)
