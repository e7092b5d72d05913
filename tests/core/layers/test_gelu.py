"""What is particular to GELU."""

import math

import numpy as np

from core.layers.gelu import GELU


def test_that_values_are_those_of_the_tanh_form():
    x = [-3.0, -1.0, -0.1, 0.0, 0.5, 2.0]
    expected = []
    for v in x:
        u = math.sqrt(2 / math.pi) * (v + 0.044715 * v**3)
        expected.append(v / (1 + math.exp(-2 * u)))  # (1 + tanh u) / 2 is a sigmoid of 2u
    for training in (False, True):
        y = GELU().forward(np.array([x]), training=training)
        np.testing.assert_allclose(y, [expected], rtol=1e-12)


def test_that_it_is_close_to_a_number_times_its_normal_probability():
    x = np.linspace(-5, 5, 101)
    exact = [v * 0.5 * (1 + math.erf(v / math.sqrt(2))) for v in x]
    np.testing.assert_allclose(GELU().forward(x[None], training=False)[0], exact, atol=5e-4)


def test_that_slopes_are_a_half_at_zero_one_far_up_and_none_far_down():
    layer = GELU()
    layer.forward(np.array([[0.0, 20.0, -20.0]]), training=True)
    grad_x = layer.backward(np.array([[2.0, 3.0, 4.0]]))
    np.testing.assert_allclose(grad_x, [[1, 3, 0]], atol=1e-12)
