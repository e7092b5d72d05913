"""What is particular to AveragePool2D."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import ShapeError
from core.layers.average_pool2d import AveragePool2D
from core.textbook.layers import average_pool2d as page
from tests.support.pool_geometries import pool_geometries
from tests.support.textbook import window_positions


def plane(rows):
    return np.array(rows, float)[None, :, :, None]


def test_that_an_example_worked_by_hand_comes_out():
    layer = AveragePool2D((2, 2), stride=(2, 2))
    y = layer.forward(plane([[1, 5, 2, 0], [3, 3, 8, 6]]), training=True)
    np.testing.assert_array_equal(y[0, :, :, 0], [[3, 4]])
    grad_x = layer.backward(plane([[4, 8]]))
    np.testing.assert_array_equal(grad_x[0, :, :, 0], [[1, 1, 2, 2], [1, 1, 2, 2]])


def test_that_padding_is_not_counted():
    layer = AveragePool2D((2, 2), stride=(2, 2), padding=((1, 1), (1, 1)))
    y = layer.forward(plane([[1, 2], [3, 4]]), training=True)
    np.testing.assert_array_equal(y[0, :, :, 0], [[1, 2], [3, 4]])
    np.testing.assert_array_equal(layer.backward(np.ones((1, 2, 2, 1))), np.ones((1, 2, 2, 1)))


def test_that_the_mean_of_equal_numbers_is_that_number_under_any_padding():
    layer = AveragePool2D((3, 3), stride=(2, 2), padding="same")
    np.testing.assert_allclose(layer.forward(np.full((1, 7, 6, 2), 5.0), training=False), 5)


@settings(max_examples=80, deadline=None)
@given(
    n=st.integers(1, 3),
    channels=st.integers(1, 3),
    geometry=pool_geometries(),
    seed=st.integers(0, 2**32 - 1),
)
def test_that_any_geometry_agrees_with_the_textbook_or_is_refused(n, channels, geometry, seed):
    size, window, stride, padding = geometry
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((n, *size, channels))
    layer = AveragePool2D(window, stride=stride, padding=padding)
    if min(window_positions(size, window, stride, padding)) < 1:
        with pytest.raises(ShapeError, match=r"AveragePool2D input: a map of .* is smaller"):
            layer.forward(x, training=True)
        return
    y = layer.forward(x, training=True)
    np.testing.assert_allclose(
        y, page.forward(x, window, stride, padding), rtol=1e-12, atol=1e-13
    )
    grad = rng.standard_normal(y.shape)
    expected, _ = page.backward(grad, x, window, stride, padding)
    np.testing.assert_allclose(layer.backward(grad), expected, rtol=1e-12, atol=1e-13)


def test_that_cells_no_window_covers_get_no_gradient():
    layer = AveragePool2D((2, 2), stride=(3, 3))
    for _ in range(2):  # the second time, the buffer holds old numbers
        y = layer.forward(np.ones((1, 6, 6, 1)), training=True)
        grad_x = layer.backward(np.ones(y.shape))
        assert grad_x.sum() == 4
        assert not grad_x[:, 2::3].any()
        assert not grad_x[:, :, 2::3].any()


def test_that_padding_as_large_as_the_window_is_refused():
    with pytest.raises(ValueError, match=r"AveragePool2D: padding must be smaller .* received"):
        AveragePool2D((2, 2), stride=(1, 1), padding=((0, 2), (0, 0)))
