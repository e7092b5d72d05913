"""What is particular to the exact GELU."""

import math

import numpy as np
import pytest

from core.buffers import Buffers
from core.layers.exact_gelu import ExactGELU
from core.layers.gelu import GELU
from core.layers.normal_share import normal_share


def share(x):
    out = np.empty_like(x)
    normal_share(x, out, Buffers())
    return out


@pytest.mark.parametrize(("dtype", "limit"), [(np.float64, 5e-16), (np.float32, 2.5e-7)])
def test_that_shares_are_those_of_python_s_error_function(dtype, limit):
    x = np.linspace(-9, 9, 4001).astype(dtype)
    exact = np.array([math.erfc(-float(v) * math.sqrt(0.5)) / 2 for v in x])
    assert np.abs(share(x).astype(np.float64) - exact).max() <= limit


def test_that_small_shares_keep_their_digits():
    x = np.linspace(-30, -3, 101)
    exact = [math.erfc(-v * math.sqrt(0.5)) / 2 for v in x]
    np.testing.assert_allclose(share(x), exact, rtol=1e-12)


def test_that_far_out_there_is_all_or_nothing():
    x = np.array([-1e15, -40.0, 0.0, 40.0, 1e15], np.float32)
    assert share(x).tolist() == [0, 0, pytest.approx(0.5, abs=2.5e-7), 1, 1]


def test_that_values_are_worked_by_hand():
    # Φ(1) = 0.8413447, Φ(-0.5) = 0.3085375, from a table
    y = ExactGELU().forward(np.array([[1.0, -0.5, 0.0]]), training=False)
    np.testing.assert_allclose(y, [[0.8413447, -0.1542688, 0]], atol=1e-7)


def test_that_the_tanh_form_is_another_function():
    x = np.linspace(-5, 5, 101)[None]
    apart = np.abs(ExactGELU().forward(x, training=False) - GELU().forward(x, training=False))
    assert 4e-4 < apart.max() < 5e-4


def test_that_slopes_are_a_half_at_zero_one_far_up_and_none_far_down():
    layer = ExactGELU()
    layer.forward(np.array([[0.0, 20.0, -20.0]]), training=True)
    grad_x = layer.backward(np.array([[2.0, 3.0, 4.0]]))
    np.testing.assert_allclose(grad_x, [[1, 3, 0]], atol=1e-12)
