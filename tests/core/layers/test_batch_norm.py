"""What is particular to BatchNorm."""

import numpy as np
import pytest

from core.errors import ShapeError
from core.layers.batch_norm import BatchNorm


def make(channels=2, **options):
    return BatchNorm(channels, dtype=np.float64, **options)


def test_that_an_example_worked_by_hand_comes_out():
    layer = make(1, epsilon=1e-300)
    layer.gamma.value[...], layer.beta.value[...] = 3, 10
    # mean 5, variance (9 + 1 + 1 + 9) / 4 = 5
    y = layer.forward(np.array([[2.0], [4.0], [6.0], [8.0]]), training=True)
    np.testing.assert_allclose(y[:, 0], 10 + 3 * np.array([-3, -1, 1, 3]) / np.sqrt(5))


def test_that_every_channel_has_mean_zero_and_variance_one_over_the_whole_batch(rng):
    for shape in ((40, 3), (5, 6, 4, 3)):
        x = 7 + 20 * rng.standard_normal(shape)
        y = make(3).forward(x, training=True).reshape(-1, 3)
        np.testing.assert_allclose(y.mean(axis=0), 0, atol=1e-12)
        np.testing.assert_allclose(y.var(axis=0), 1, rtol=1e-6)


def test_that_running_values_keep_their_share_and_take_the_unbiased_variance(rng):
    layer = make(2, momentum=0.75)
    mean, variance = np.zeros(2), np.ones(2)
    for _ in range(3):
        x = rng.normal([1, -4], 1, (3, 2, 5, 2))
        layer.forward(x, training=True)
        columns = x.reshape(30, 2)
        mean = 0.75 * mean + 0.25 * columns.mean(axis=0)
        variance = 0.75 * variance + 0.25 * columns.var(axis=0, ddof=1)
    np.testing.assert_allclose(layer.state["running_mean"], mean, rtol=1e-12)
    np.testing.assert_allclose(layer.state["running_variance"], variance, rtol=1e-12)


def test_that_in_use_the_running_values_decide(rng):
    layer = make(2, epsilon=0.5)
    layer.state["running_mean"][...] = [1, 2]
    layer.state["running_variance"][...] = [3.5, 0]
    layer.gamma.value[...], layer.beta.value[...] = [4, 1], [0, 100]
    y = layer.forward(np.array([[3.0, 2.0], [1.0, 3.0]]), training=False)
    np.testing.assert_allclose(y, [[4, 100], [0, 100 + np.sqrt(2)]])


def test_that_gradients_sum_to_nothing_over_a_channel_in_training(rng):
    layer = make(3)
    x, grad = rng.standard_normal((2, 20, 3))
    layer.forward(x, training=True)
    grad_x = layer.backward(grad)  # moving or stretching the whole batch changes nothing
    np.testing.assert_allclose(grad_x.sum(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose((grad_x * (x - x.mean(axis=0))).sum(axis=0), 0, atol=1e-3)


def test_that_in_a_trace_the_gradient_passes_through_the_running_values():
    layer = make(1, epsilon=0.25)
    layer.state["running_variance"][...] = 3.75
    layer.gamma.value[...] = 6
    layer.trace(np.array([[5.0], [1.0]]))
    np.testing.assert_allclose(layer.backward(np.array([[1.0], [2.0]])), [[3], [6]])
    np.testing.assert_allclose(layer.gamma.gradient, [(1 * 5 + 2 * 1) / 2])
    np.testing.assert_allclose(layer.beta.gradient, [3])


def test_that_a_batch_of_one_row_gives_beta_and_no_warning():
    layer = make(2)
    layer.beta.value[...] = [4, 5]
    np.testing.assert_array_equal(
        layer.forward(np.array([[3.0, 9.0]]), training=True), [[4, 5]]
    )
    np.testing.assert_array_equal(layer.backward(np.ones((1, 2))), [[0, 0]])
    assert np.isfinite(layer.state["running_variance"]).all()


def test_that_large_offsets_in_float32_leave_the_variance_right(rng):
    x = (1000 + rng.standard_normal((64, 20, 20, 2))).astype(np.float32)
    y = BatchNorm(2).forward(x, training=True)
    np.testing.assert_allclose(y.astype(float).std(axis=(0, 1, 2)), 1, rtol=1e-4)


def test_that_the_wrong_number_of_channels_is_refused_with_both_shapes():
    with pytest.raises(
        ShapeError, match=r"BatchNorm input: expected shape \('any', 2\), received \(4, 3\)"
    ):
        make(2).forward(np.zeros((4, 3)), training=False)
