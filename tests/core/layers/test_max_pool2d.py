"""What is particular to MaxPool2D."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import OrderError, ShapeError
from core.layers.max_pool2d import MaxPool2D
from core.textbook.layers import max_pool2d as page
from tests.support.pool_geometries import pool_geometries
from tests.support.textbook import window_positions


def plane(rows):
    return np.array(rows, float)[None, :, :, None]


def pooled_and_routed(layer, x, grad):
    y = layer.forward(x, training=True).copy()
    return y, layer.backward(np.broadcast_to(np.asarray(grad, float), y.shape).copy())


def test_that_an_example_worked_by_hand_comes_out():
    x = plane([[1, 5, 2, 0], [3, 4, 8, 7], [0, 0, 1, 2], [9, 0, 3, 1]])
    layer = MaxPool2D((2, 2), stride=(2, 2))
    y, grad_x = pooled_and_routed(layer, x, plane([[10, 20], [30, 40]]))
    np.testing.assert_array_equal(y[0, :, :, 0], [[5, 8], [9, 3]])
    np.testing.assert_array_equal(
        grad_x[0, :, :, 0], [[0, 10, 0, 0], [0, 0, 20, 0], [0, 0, 0, 0], [30, 0, 40, 0]]
    )
    np.testing.assert_array_equal(layer.winners()[0, :, :, 0], [[1, 6], [12, 14]])


@pytest.mark.parametrize(
    ("window", "winner"),
    [
        ([[0, 1], [1, 0]], (0, 1)),  # rows before columns: the upper 1
        ([[0, 0], [0, 0]], (0, 0)),
        ([[1, 1], [1, 1]], (0, 0)),
        ([[0, 0], [1, 1]], (1, 0)),
        ([[0, 1], [0, 1]], (0, 1)),
        ([[-2, -1], [-1, -1]], (0, 1)),
        ([[-0.0, 0.0], [0.0, -0.0]], (0, 0)),
    ],
)
def test_that_ties_go_to_the_first_position_in_row_major_order(window, winner):
    layer = MaxPool2D((2, 2), stride=(2, 2))
    _, grad_x = pooled_and_routed(layer, plane(window), 1)
    expected = np.zeros((2, 2))
    expected[winner] = 1
    np.testing.assert_array_equal(grad_x[0, :, :, 0], expected)
    assert layer.winners() == winner[0] * 2 + winner[1]


def test_that_a_cell_that_wins_several_windows_collects_all_their_gradients():
    layer = MaxPool2D((2, 2), stride=(1, 1))
    x = plane([[0, 0, 0], [0, 5, 0], [0, 0, 0]])
    _, grad_x = pooled_and_routed(layer, x, plane([[1, 2], [4, 8]]))
    np.testing.assert_array_equal(grad_x[0, :, :, 0], [[0, 0, 0], [0, 15, 0], [0, 0, 0]])


def test_that_padding_never_wins_even_over_negative_numbers():
    layer = MaxPool2D((2, 2), stride=(2, 2), padding=((1, 1), (1, 1)))
    y, grad_x = pooled_and_routed(layer, plane([[-1, -2], [-3, -4]]), 1)
    np.testing.assert_array_equal(y[0, :, :, 0], [[-1, -2], [-3, -4]])
    np.testing.assert_array_equal(grad_x, np.ones((1, 2, 2, 1)))


@settings(max_examples=60, deadline=None)
@given(
    n=st.integers(1, 3),
    channels=st.integers(1, 3),
    geometry=pool_geometries(),
    seed=st.integers(0, 2**32 - 1),
)
def test_that_any_geometry_agrees_with_the_textbook_or_is_refused(n, channels, geometry, seed):
    size, window, stride, padding = geometry
    rng = np.random.default_rng(seed)
    x = rng.integers(0, 3, (n, *size, channels)).astype(float)  # three values: full of ties
    layer = MaxPool2D(window, stride=stride, padding=padding)
    if min(window_positions(size, window, stride, padding)) < 1:
        with pytest.raises(ShapeError, match=r"MaxPool2D input: a map of .* is smaller"):
            layer.forward(x, training=True)
        return
    expected = page.forward(x, window, stride, padding)
    y = layer.forward(x, training=True)
    np.testing.assert_array_equal(y, expected)
    np.testing.assert_array_equal(layer.forward(x, training=False), expected)
    grad = rng.integers(-999, 1000, y.shape).astype(float)  # sums of integers are exact
    grad_x, _ = page.backward(grad, x, window, stride, padding)
    np.testing.assert_array_equal(layer.backward(grad), grad_x)
    routed = np.zeros(x.shape)
    image, _, _, channel = np.indices(y.shape)
    np.add.at(routed, (image, *np.divmod(layer.winners(), size[1]), channel), grad)
    np.testing.assert_array_equal(routed, grad_x)


def test_that_no_gradient_is_lost_or_invented(rng):
    layer = MaxPool2D((3, 3), stride=(2, 2), padding="same")
    x = rng.standard_normal((2, 9, 8, 3))
    grad = rng.standard_normal(layer.forward(x, training=True).shape)
    np.testing.assert_allclose(
        layer.backward(grad).sum(axis=(1, 2)), grad.sum(axis=(1, 2)), rtol=1e-12
    )


def test_that_cells_no_window_covers_get_no_gradient():
    layer = MaxPool2D((2, 2), stride=(3, 3))
    for _ in range(2):  # the second time, the buffer holds old numbers
        _, grad_x = pooled_and_routed(layer, np.ones((1, 6, 6, 1)), 1)
        assert grad_x.sum() == 4
        assert not grad_x[:, 2::3].any()
        assert not grad_x[:, :, 2::3].any()


def test_that_winners_before_a_training_pass_are_refused():
    with pytest.raises(OrderError, match="training=True first"):
        MaxPool2D((2, 2), stride=(2, 2)).winners()


def test_that_padding_as_large_as_the_window_is_refused():
    with pytest.raises(ValueError, match=r"MaxPool2D: padding must be smaller .* received"):
        MaxPool2D((2, 2), stride=(1, 1), padding=((0, 2), (0, 0)))
