"""What is particular to LayerNorm."""

import numpy as np
import pytest

from core.errors import ShapeError
from core.layers.layer_norm import LayerNorm, LayerNormSpec
from core.layers.passage import Passage


def make(channels=4, **options):
    return LayerNorm(channels, dtype=np.float64, **options)


def test_that_an_example_worked_by_hand_comes_out():
    layer = make(epsilon=1e-300)
    layer.gamma.value[...], layer.beta.value[...] = [1, 1, 2, 3], [0, 10, 0, -1]
    # mean 5, variance (9 + 1 + 1 + 9) / 4 = 5
    y = layer.forward(np.array([[2.0, 4.0, 6.0, 8.0]]), training=True)
    root = np.sqrt(5)
    np.testing.assert_allclose(y, [[-3 / root, 10 - 1 / root, 2 / root, -1 + 9 / root]])


def test_that_the_gradients_of_an_example_worked_by_hand_come_out():
    layer = make(3, epsilon=0.5)
    layer.gamma.value[...] = [1, 2, 1]
    # mean 0, variance 3/2, so √(σ² + ε) = √2; x̂ = (-1.5, 0, 1.5) / √2
    layer.forward(np.array([[-1.5, 0.0, 1.5]]), training=True)
    grad_x = layer.backward(np.array([[2.0, 1.0, 0.0]]))
    # h = (2, 2, 0), mean 4/3; h x̂ = (-3, 0, 0) / √2, mean -1/√2
    # h - 4/3 = (2, 2, -4) / 3; x̂ times -1/√2 = (0.75, 0, -0.75)
    wanted = np.array([[2 / 3 - 0.75, 2 / 3, -4 / 3 + 0.75]]) / np.sqrt(2)
    np.testing.assert_allclose(grad_x, wanted)
    np.testing.assert_allclose(layer.gamma.gradient, [-3 / np.sqrt(2), 0, 0], atol=1e-15)
    np.testing.assert_allclose(layer.beta.gradient, [2, 1, 0])


def test_that_each_place_of_each_sample_has_mean_zero_and_variance_one(rng):
    for shape in ((6, 40), (5, 3, 4, 40)):
        offsets = 20 * rng.standard_normal((*shape[:-1], 1))
        y = make(40, epsilon=1e-12).forward(offsets + rng.standard_normal(shape), training=True)
        np.testing.assert_allclose(y.mean(axis=-1), 0, atol=1e-12)
        np.testing.assert_allclose(y.var(axis=-1), 1, rtol=1e-6)


def test_that_a_place_of_a_map_is_normalised_like_a_flat_sample(rng):
    maps = rng.standard_normal((2, 3, 5, 8))
    y = make(8).forward(maps, training=False)
    rows = make(8).forward(maps.reshape(-1, 8), training=False)
    np.testing.assert_allclose(y.reshape(-1, 8), rows, rtol=1e-13)


def test_that_moving_or_stretching_a_place_costs_nothing(rng):
    layer, (x, grad) = make(6, epsilon=1e-12), rng.standard_normal((2, 5, 6))
    layer.gamma.value[...] = rng.standard_normal(6)
    layer.forward(x, training=True)
    grad_x = layer.backward(grad)
    np.testing.assert_allclose(grad_x.sum(axis=1), 0, atol=1e-12)
    np.testing.assert_allclose((grad_x * x).sum(axis=1), 0, atol=1e-9)


def test_that_equal_channels_give_beta_and_no_warning():
    layer = make(3)
    layer.beta.value[...] = [4, 5, 6]
    y = layer.forward(np.full((2, 3), 7.0), training=True)
    np.testing.assert_array_equal(y, [[4, 5, 6]] * 2)
    assert np.isfinite(layer.backward(np.ones((2, 3)))).all()


def test_that_large_offsets_in_float32_leave_the_variance_right(rng):
    x = (1000 + rng.standard_normal((8, 5, 5, 64))).astype(np.float32)
    for maps in (x, np.ascontiguousarray(x.transpose(1, 3, 2, 0)).transpose(3, 0, 2, 1)):
        y = LayerNorm(64).forward(maps, training=True)
        np.testing.assert_allclose(y.astype(float).std(axis=-1), 1, rtol=1e-4)
        np.testing.assert_allclose(y.astype(float).mean(axis=-1), 0, atol=5e-4)


def test_that_results_lie_in_memory_as_the_input_does(rng):
    x = np.ascontiguousarray(rng.standard_normal((3, 8, 4, 6))).transpose(3, 0, 2, 1)
    layer = make(8)
    assert layer.forward(x, training=True).strides == x.strides
    assert layer.backward(np.ones(x.shape)).strides == x.strides


@pytest.mark.parametrize(
    ("shape", "words"),
    [((3, 4, 8), "The 8 channels of each of 12 places"), ((1352,), "All 1,352 numbers")],
)
def test_that_the_sentence_says_what_was_normalised_together(shape, words):
    seen = Passage(np.full(shape, 3.0), np.ones(shape))
    said = LayerNormSpec().forward_words(seen)
    assert said.startswith(words)
    assert said.endswith("RMS 3 became 1.")


def test_that_the_wrong_number_of_channels_is_refused_with_both_shapes():
    with pytest.raises(
        ShapeError, match=r"LayerNorm input: expected shape \('any', 2\), received \(4, 3\)"
    ):
        make(2).forward(np.zeros((4, 3)), training=False)
