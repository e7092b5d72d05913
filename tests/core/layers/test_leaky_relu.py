"""What is particular to LeakyReLU."""

import numpy as np
import pytest

from core.layers.leaky_relu import LeakyReLU


@pytest.mark.parametrize(
    ("slope", "expected"), [(0.25, [-0.5, 0, 3]), (0.0, [0, 0, 3]), (1.0, [-2, 0, 3])]
)
def test_that_a_part_of_every_negative_number_leaks_out(slope, expected):
    x = np.array([[-2.0, 0.0, 3.0]])
    for training in (False, True):
        np.testing.assert_array_equal(
            LeakyReLU(slope).forward(x, training=training), [expected]
        )


def test_that_the_gradient_is_the_slope_where_the_input_was_not_positive():
    layer = LeakyReLU(0.5)
    layer.forward(np.array([[-2.0, -0.0, 0.0, 3.0, 1e-300]]), training=True)
    grad_x = layer.backward(np.array([[1.0, 2.0, 3.0, 4.0, 5.0]]))
    np.testing.assert_array_equal(grad_x, [[0.5, 1, 1.5, 4, 5]])


def test_that_a_hundredth_leaks_unless_told_otherwise():
    assert LeakyReLU().negative_slope == 0.01
