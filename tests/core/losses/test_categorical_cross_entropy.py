"""Categorical cross-entropy, on probabilities and fused with Softmax."""

import math

import numpy as np
import pytest

from core.errors import ShapeError
from core.layers.softmax import Softmax
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy

LOSS = CategoricalCrossEntropy()


def test_that_an_example_worked_by_hand_comes_out():
    p = np.array([[0.5, 0.25, 0.25], [0.1, 0.8, 0.1]])
    value, gradient = LOSS.value_and_gradient(p, np.array([1, 1]))
    assert value == pytest.approx((math.log(4) + math.log(1.25)) / 2, rel=1e-14)
    np.testing.assert_allclose(gradient, [[0, -2, 0], [0, -0.625, 0]], rtol=1e-14)


def test_that_guessing_evenly_costs_the_logarithm_of_the_number_of_classes():
    value, _ = LOSS.value_and_gradient_of_logits(np.zeros((4, 10)), np.arange(4))
    assert value == pytest.approx(math.log(10), rel=1e-14)


def test_that_the_fused_gradient_is_probabilities_minus_one_hot_over_the_batch(rng):
    logits, target = rng.standard_normal((5, 4)), np.array([0, 3, 1, 1, 2])
    _, gradient = LOSS.value_and_gradient_of_logits(logits, target)
    odds = [[math.exp(z) for z in row] for row in logits]
    expected = [
        [(o / sum(row) - (1 if k == y else 0)) / 5 for k, o in enumerate(row)]
        for row, y in zip(odds, target, strict=True)
    ]
    np.testing.assert_allclose(gradient, expected, rtol=1e-12, atol=1e-15)


def test_that_the_fused_step_equals_softmax_and_loss_one_after_the_other(rng):
    logits, target = 3 * rng.standard_normal((6, 10)), rng.integers(0, 10, 6)
    softmax = Softmax()
    value, gradient = LOSS.value_and_gradient(softmax.forward(logits, training=True), target)
    fused_value, fused_gradient = LOSS.value_and_gradient_of_logits(logits, target)
    assert fused_value == pytest.approx(value, rel=1e-12)
    np.testing.assert_allclose(
        fused_gradient, softmax.backward(gradient), rtol=1e-10, atol=1e-15
    )


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_that_logits_of_ten_thousand_give_the_exact_loss(dtype):
    logits = np.array([[1e4, -1e4, 0], [-1e4, 1e4, 1e4]], dtype)
    value, gradient = LOSS.value_and_gradient_of_logits(logits, np.array([0, 0]))
    # the first costs nothing, the second 20,000 and the logarithm of two equal winners
    assert value == pytest.approx((0 + 20_000 + math.log(2)) / 2, rel=1e-7)
    np.testing.assert_allclose(gradient, [[0, 0, 0], [-0.5, 0.25, 0.25]], atol=1e-7)
    assert gradient.dtype == dtype


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_that_a_probability_of_zero_costs_much_but_not_infinity(dtype):
    value, gradient = LOSS.value_and_gradient(np.array([[1, 0]], dtype), np.array([1]))
    assert value == pytest.approx(-math.log(np.finfo(dtype).tiny), rel=1e-6)
    assert np.isfinite(gradient).all()


def test_that_the_gradients_agree_with_central_differences(rng):
    target, step = np.array([2, 0, 1]), 1e-6
    logits = rng.standard_normal((3, 4))
    p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    for function, at in [
        (LOSS.value_and_gradient_of_logits, logits),
        (LOSS.value_and_gradient, p),
    ]:
        numeric = np.zeros_like(at)
        for entry in np.ndindex(at.shape):
            shift = np.zeros_like(at)
            shift[entry] = step
            above, below = function(at + shift, target)[0], function(at - shift, target)[0]
            numeric[entry] = (above - below) / (2 * step)
        gradient = function(at, target)[1]
        assert np.linalg.norm(gradient - numeric) <= 1e-7 * np.linalg.norm(numeric)


def test_that_the_arrays_handed_in_are_not_written_to(rng):
    logits, target = rng.standard_normal((3, 4)), np.array([0, 1, 2])
    logits.flags.writeable = target.flags.writeable = False
    LOSS.value_and_gradient_of_logits(logits, target)
    LOSS.value_and_gradient(np.full((3, 4), 0.25), target)


def test_that_a_batch_with_too_few_labels_is_refused():
    for function in (LOSS.value_and_gradient, LOSS.value_and_gradient_of_logits):
        with pytest.raises(ShapeError, match=r"target: expected shape \(3,\), received \(2,\)"):
            function(np.full((3, 4), 0.25), np.array([0, 1]))


def test_that_label_smoothing_gives_every_class_its_share():
    p = np.array([[0.5, 0.25, 0.25]])
    value, gradient = CategoricalCrossEntropy(0.3).value_and_gradient(p, np.array([0]))
    # the true class counts 0.7 + 0.1, the others 0.1 each
    assert value == pytest.approx(0.8 * math.log(2) + 0.2 * math.log(4), rel=1e-14)
    np.testing.assert_allclose(gradient, [[-0.8 / 0.5, -0.1 / 0.25, -0.1 / 0.25]], rtol=1e-14)


def test_that_a_smoothed_loss_is_least_at_the_smoothed_distribution():
    logits = np.log([[0.8, 0.1, 0.1]])
    _, gradient = CategoricalCrossEntropy(0.3).value_and_gradient_of_logits(
        logits, np.array([0])
    )
    np.testing.assert_allclose(gradient, 0, atol=1e-15)


@pytest.mark.parametrize("smoothing", [-0.1, 1.0, math.nan])
def test_that_smoothing_out_of_range_is_refused(smoothing):
    with pytest.raises(ValueError, match="label_smoothing must be from 0 to below 1, received"):
        CategoricalCrossEntropy(smoothing)
