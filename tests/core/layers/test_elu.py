"""What is particular to ELU."""

import math

import numpy as np
import pytest

from core.layers.elu import ELU

X = np.array([[-3.0, -0.5, 0.0, 0.5, 4.0]])


@pytest.mark.parametrize("alpha", [1.0, 0.3, 2.5])
def test_that_values_and_slopes_are_those_of_the_formula(alpha):
    layer = ELU(alpha)
    expected = [[v if v > 0 else alpha * (math.exp(v) - 1) for v in X[0]]]
    slopes = [[1 if v > 0 else alpha * math.exp(v) for v in X[0]]]
    for training in (False, True):
        np.testing.assert_allclose(layer.forward(X, training=training), expected, rtol=1e-14)
    np.testing.assert_allclose(layer.backward(np.full(X.shape, 2.0)) / 2, slopes, rtol=1e-14)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_that_huge_numbers_pass_or_reach_the_floor_without_a_warning(dtype):
    layer = ELU(2.0)
    y = layer.forward(np.array([[1e30, -1e30]], dtype), training=True)
    np.testing.assert_allclose(y, [[1e30, -2]], rtol=1e-6)
    np.testing.assert_array_equal(layer.backward(np.ones((1, 2), dtype)), [[1, 0]])


def test_that_numbers_just_below_zero_keep_their_digits():
    y = ELU().forward(np.array([[-1e-12]]), training=False)
    np.testing.assert_allclose(y, [[-1e-12]], rtol=1e-11)
