"""What is particular to BatchNorm."""

import numpy as np
import pytest

from core.errors import ShapeError
from core.layers.batch_norm import BatchNorm
from tests.support.norm_in_parts import norm_in_parts


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


@pytest.mark.parametrize("parts", [2, 3, 4])
@pytest.mark.parametrize("shape", [(9, 3), (8, 4, 5, 3)])
def test_that_parts_of_a_batch_come_to_the_results_of_the_whole(shape, parts, rng):
    x, grad = rng.normal([50, -3, 0], 2, (2, *shape))
    whole, copies = make(3), [make(3) for _ in range(parts)]
    for layer in (whole, *copies):
        layer.gamma.value[...], layer.beta.value[...] = [2, -1, 0.3], [1, 0, -5]
    y, grad_x = norm_in_parts(copies, x, grad)
    np.testing.assert_allclose(y, whole.forward(x, training=True), rtol=1e-10, atol=1e-12)
    np.testing.assert_allclose(grad_x, whole.backward(grad), rtol=1e-9, atol=1e-12)
    for name, parameter in whole.parameters.items():
        total = sum(layer.parameters[name].gradient for layer in copies)
        np.testing.assert_allclose(total, parameter.gradient, rtol=1e-10, atol=1e-12)
    for layer in copies:
        for name, running in layer.state.items():
            np.testing.assert_allclose(running, whole.state[name], rtol=1e-12)


def test_that_the_gradient_in_parts_agrees_with_finite_differences(rng):
    x, weights = rng.standard_normal((2, 7, 2, 2, 2))
    copies = [make(2) for _ in range(3)]
    for layer in copies:
        layer.gamma.value[...], layer.beta.value[...] = [1.5, -0.5], [0.25, 2]

    def loss():
        return float((norm_in_parts(copies, x, weights)[0] * weights).sum())

    def slope(array, index, others=()):
        sides = []
        for move in (1e-5, -2e-5):
            for moved in (array, *others):
                moved[index] += move
            sides.append(loss())
        for moved in (array, *others):
            moved[index] += 1e-5
        return (sides[0] - sides[1]) / 2e-5

    _, grad_x = norm_in_parts(copies, x, weights)
    numeric = np.array([slope(x, index) for index in np.ndindex(x.shape)]).reshape(x.shape)
    assert np.linalg.norm(grad_x - numeric) <= 1e-7 * np.linalg.norm(numeric)
    for name in ("gamma", "beta"):
        first, *others = (layer.parameters[name] for layer in copies)
        norm_in_parts(copies, x, weights)
        total = first.gradient + sum(other.gradient for other in others)
        numeric = np.array(
            [slope(first.value, c, [other.value for other in others]) for c in range(2)]
        )
        assert np.linalg.norm(total - numeric) <= 1e-7 * np.linalg.norm(numeric)


def test_that_large_offsets_in_float32_leave_the_variance_right_in_parts_too(rng):
    x = (1000 + rng.standard_normal((64, 20, 20, 2))).astype(np.float32)
    y, _ = norm_in_parts([BatchNorm(2) for _ in range(3)], x, np.zeros_like(x))
    np.testing.assert_allclose(y.astype(float).std(axis=(0, 1, 2)), 1, rtol=1e-4)
    np.testing.assert_allclose(y.astype(float).mean(axis=(0, 1, 2)), 0, atol=5e-4)


def test_that_the_wrong_number_of_channels_is_refused_with_both_shapes():
    with pytest.raises(
        ShapeError, match=r"BatchNorm input: expected shape \('any', 2\), received \(4, 3\)"
    ):
        make(2).forward(np.zeros((4, 3)), training=False)
