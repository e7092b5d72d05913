"""What is particular to Tanh."""

import math

import numpy as np

from core.layers.tanh import Tanh


def test_that_values_and_slopes_are_those_of_the_formula():
    x = [-2.0, -0.1, 0.0, 0.7, 30.0]
    layer = Tanh()
    e = [math.exp(2 * v) for v in x]
    expected = [(p - 1) / (p + 1) for p in e]
    slopes = [4 * p / (p + 1) ** 2 for p in e]  # 1 / cosh²
    for training in (False, True):
        y = layer.forward(np.array([x]), training=training)
        np.testing.assert_allclose(y, [expected], rtol=1e-12)
    np.testing.assert_allclose(layer.backward(np.full((1, 5), 3.0)) / 3, [slopes], atol=1e-12)
