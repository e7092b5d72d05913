"""What is particular to ReLU."""

import numpy as np

from core.layers.relu import ReLU


def test_that_negative_numbers_become_zero_and_others_pass():
    y = ReLU().forward(np.array([[-2.0, -0.0, 0.0, 3.0]]), training=False)
    np.testing.assert_array_equal(y, [[0, 0, 0, 3]])


def test_that_the_gradient_passes_only_where_the_input_was_positive_and_not_at_zero():
    layer = ReLU()
    layer.forward(np.array([[-2.0, -0.0, 0.0, 3.0, 1e-300]]), training=True)
    grad_x = layer.backward(np.array([[1.0, 2.0, 3.0, 4.0, 5.0]]))
    np.testing.assert_array_equal(grad_x, [[0, 0, 0, 4, 5]])
