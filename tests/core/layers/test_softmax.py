"""What is particular to Softmax."""

import numpy as np
import pytest

from core.errors import ShapeError
from core.layers.softmax import Softmax


def test_that_scores_whose_odds_are_known_become_those_probabilities():
    scores = np.log([[1.0, 2.0, 5.0], [3.0, 3.0, 2.0]])
    p = Softmax().forward(scores, training=False)
    np.testing.assert_allclose(p, [[0.125, 0.25, 0.625], [0.375, 0.375, 0.25]], rtol=1e-14)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_that_scores_of_ten_thousand_neither_overflow_nor_warn(dtype):
    scores = np.array([[1e4, -1e4, 0.0], [-1e4, -1e4, -1e4]], dtype)
    p = Softmax().forward(scores, training=False)
    np.testing.assert_allclose(p, [[1, 0, 0], [1 / 3, 1 / 3, 1 / 3]], rtol=1e-6)


def test_that_adding_a_constant_to_a_row_changes_nothing(rng):
    scores = rng.standard_normal((4, 6))
    moved = scores + np.array([[100.0], [-50.0], [3.0], [0.0]])
    layer = Softmax()
    np.testing.assert_allclose(
        layer.forward(scores, training=False), layer.forward(moved, training=False), rtol=1e-12
    )


def test_that_backward_applies_the_full_jacobian(rng):
    scores = rng.standard_normal((3, 5))
    layer = Softmax()
    p = layer.forward(scores, training=True).copy()
    for j in range(5):
        grad = np.zeros((3, 5))
        grad[:, j] = 1  # picks row j of the Jacobian
        expected = [
            [row[j] * ((1.0 if i == j else 0.0) - row[i]) for i in range(5)] for row in p
        ]
        np.testing.assert_allclose(layer.backward(grad), expected, rtol=1e-12, atol=1e-15)


def test_that_a_gradient_equal_for_all_classes_vanishes(rng):
    layer = Softmax()
    layer.forward(rng.standard_normal((3, 5)), training=True)
    np.testing.assert_allclose(layer.backward(np.ones((3, 5))), 0, atol=1e-15)


def test_that_maps_are_refused():
    with pytest.raises(ShapeError, match="Softmax input: expected shape"):
        Softmax().forward(np.zeros((1, 2, 2, 3)), training=False)
