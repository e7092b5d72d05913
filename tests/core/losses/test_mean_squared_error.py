"""What is particular to the mean squared error."""

import numpy as np
import pytest

from core.losses.mean_squared_error import MeanSquaredError


def test_that_an_example_worked_by_hand_comes_out():
    predicted = np.array([[0.5, 0.0], [2.0, 1.0]])
    value, gradient = MeanSquaredError().value_and_gradient(predicted, np.array([0, 1]))
    # distances to one-hot: -0.5, 0, 2, 0
    assert value == pytest.approx((0.25 + 4) / 4)
    np.testing.assert_allclose(gradient, [[-0.25, 0], [1, 0]])


def test_that_any_last_layer_will_do():
    assert MeanSquaredError.LAST_LAYERS == ()
