"""Whether a network is as sure as it is right, worked out by hand and by loops."""

import math

import numpy as np
import pytest

from core.evaluation.calibration import calibration_error


def naive(confidence, is_right, bins=15):
    """Go through the bins of Guo et al. one after the other."""
    error = 0.0
    for b in range(1, bins + 1):
        lower, upper = (b - 1) / bins, b / bins
        inside = [
            at
            for at, sure in enumerate(confidence)
            if lower < sure <= upper or (b == 1 and sure == 0)
        ]
        if inside:
            accuracy = sum(is_right[at] for at in inside) / len(inside)
            mean = sum(confidence[at] for at in inside) / len(inside)
            error += len(inside) / len(confidence) * abs(accuracy - mean)
    return error


def test_that_an_error_worked_out_by_hand_is_found():
    # two bins: {0.4, 0.2} with one right, {0.9, 0.8} with both right
    confidence = np.array([0.4, 0.2, 0.9, 0.8])
    is_right = np.array([True, False, True, True])
    expected = 0.5 * abs(0.5 - 0.3) + 0.5 * abs(1 - 0.85)
    assert calibration_error(confidence, is_right, 2) == pytest.approx(expected, abs=1e-12)


def test_that_a_confidence_on_the_border_belongs_to_the_lower_bin():
    confidence, is_right = np.array([0.5, 0.6]), np.array([True, False])
    expected = 0.5 * 0.5 + 0.5 * 0.6  # in one bin it would be 0.05
    assert calibration_error(confidence, is_right, 2) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("seed", range(10))
def test_that_loops_find_the_same(seed):
    rng = np.random.default_rng(seed)
    confidence = rng.random(200)
    confidence[:17] = np.arange(17) / 15 if seed % 2 else confidence[:17]
    confidence = np.minimum(confidence, 1.0)
    is_right = rng.random(200) < confidence
    found = calibration_error(confidence, is_right)
    assert found == pytest.approx(naive(confidence.tolist(), is_right.tolist()), abs=1e-12)


def test_that_no_image_and_no_number_give_no_error():
    nothing = np.empty(0)
    assert calibration_error(nothing, nothing.astype(bool)) is None
    assert calibration_error(np.array([math.nan, 0.5]), np.array([True, True])) is None
