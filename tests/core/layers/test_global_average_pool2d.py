"""What is particular to GlobalAveragePool2D."""

import numpy as np
import pytest

from core.layers.global_average_pool2d import GlobalAveragePool2D


def test_that_every_map_becomes_its_mean_and_its_gradient_is_shared_out():
    x = np.array([[1, 10], [2, 20], [3, 30], [6, 60]], float).reshape(1, 2, 2, 2)
    layer = GlobalAveragePool2D()
    np.testing.assert_array_equal(layer.forward(x, training=True), [[3, 30]])
    grad_x = layer.backward(np.array([[4.0, 8.0]]))
    np.testing.assert_array_equal(grad_x, np.broadcast_to([1.0, 2.0], (1, 2, 2, 2)))


def test_that_a_map_of_another_size_is_judged_by_its_own_size(rng):
    layer = GlobalAveragePool2D()
    for size in ((2, 3), (5, 1)):
        x = rng.standard_normal((3, *size, 2))
        y = layer.forward(x, training=True)
        expected = [[np.mean(list(x[n, :, :, c].flat)) for c in range(2)] for n in range(3)]
        np.testing.assert_allclose(y, expected, rtol=1e-12)
        assert layer.backward(np.ones((3, 2))).sum() == pytest.approx(6)
