"""What is particular to binary cross-entropy."""

import math

import numpy as np
import pytest

from core.losses.binary_cross_entropy import BinaryCrossEntropy

LOSS = BinaryCrossEntropy()


def test_that_an_example_worked_by_hand_comes_out():
    p = np.array([[0.5, 0.2], [0.9, 0.75]])
    value, gradient = LOSS.value_and_gradient(p, np.array([0, 1]))
    # right answers get 0.5, 0.8, 0.1 and 0.75
    total = sum(-math.log(right) for right in (0.5, 0.8, 0.1, 0.75))
    assert value == pytest.approx(total / 4, rel=1e-14)
    np.testing.assert_allclose(gradient * 4, [[-1 / 0.5, 1 / 0.8], [1 / 0.1, -1 / 0.75]])


def test_that_knowing_nothing_costs_the_logarithm_of_two():
    value, gradient = LOSS.value_and_gradient_of_logits(np.zeros((3, 5)), np.array([0, 4, 2]))
    assert value == pytest.approx(math.log(2), rel=1e-14)
    assert gradient[0, 0] == pytest.approx(-0.5 / 15)
    assert gradient[0, 1] == pytest.approx(0.5 / 15)


def test_that_a_large_wrong_logit_costs_itself():
    value, gradient = LOSS.value_and_gradient_of_logits(
        np.array([[-500.0, 700.0]]), np.array([0])
    )
    assert value == pytest.approx((500 + 700) / 2, rel=1e-14)
    np.testing.assert_array_equal(gradient, [[-0.5, 0.5]])
