"""What is particular to Sigmoid."""

import math

import numpy as np
import pytest

from core.layers.sigmoid import Sigmoid


def test_that_odds_that_are_known_become_those_shares():
    x = np.log([[1.0, 3.0, 1 / 3, 999.0]])
    for training in (False, True):
        y = Sigmoid().forward(x, training=training)
        np.testing.assert_allclose(y, [[0.5, 0.75, 0.25, 0.999]], rtol=1e-14)


def test_that_the_slope_is_a_quarter_at_zero_and_known_elsewhere():
    layer = Sigmoid()
    layer.forward(np.log([[1.0, 3.0]]), training=True)
    np.testing.assert_allclose(layer.backward(np.array([[4.0, 16.0]])), [[1, 3]], rtol=1e-14)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_that_huge_numbers_saturate_without_a_warning(dtype):
    layer = Sigmoid()
    y = layer.forward(np.array([[1e30, -1e30, 1e4, -1e4]], dtype), training=True)
    np.testing.assert_array_equal(y, [[1, 0, 1, 0]])
    np.testing.assert_array_equal(layer.backward(np.ones((1, 4), dtype)), 0)


def test_that_small_shares_keep_their_digits():
    y = Sigmoid().forward(np.array([[-40.0]]), training=False)
    assert y[0, 0] == pytest.approx(math.exp(-40), rel=1e-13)
