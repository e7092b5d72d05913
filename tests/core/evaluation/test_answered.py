"""What is answered at every threshold, against loops."""

import numpy as np
import pytest

from core.evaluation.answered import answered_above, coverage_curve


def test_that_a_case_worked_by_hand_is_found():
    confidence = np.array([0.9, 0.5, 0.7, 0.9])
    is_right = np.array([True, False, True, False])
    found = answered_above(confidence, is_right, 0.7)
    assert (found.images, found.answered, found.right, found.wrong) == (4, 3, 2, 1)
    assert (found.coverage, found.accuracy) == (0.75, 2 / 3)
    curve = coverage_curve(confidence, is_right)
    assert curve.threshold.tolist() == [0.9, 0.7, 0.5]
    assert curve.coverage.tolist() == [0.5, 0.75, 1.0]
    assert curve.accuracy.tolist() == [0.5, 2 / 3, 0.5]


@pytest.mark.parametrize("seed", range(5))
def test_that_every_place_of_the_curve_is_what_is_answered_there(seed):
    rng = np.random.default_rng(seed)
    confidence = rng.integers(0, 30, 200) / 30  # many are equally sure
    is_right = rng.random(200) < confidence
    curve = coverage_curve(confidence, is_right)
    for threshold, coverage, accuracy in zip(
        curve.threshold, curve.coverage, curve.accuracy, strict=True
    ):
        sure = [
            right for one, right in zip(confidence, is_right, strict=True) if one >= threshold
        ]
        assert coverage == pytest.approx(len(sure) / 200)
        assert accuracy == pytest.approx(sum(sure) / len(sure))
        found = answered_above(confidence, is_right, threshold)
        assert (found.coverage, found.accuracy) == (coverage, accuracy)
    assert sorted(set(confidence), reverse=True) == curve.threshold.tolist()


def test_that_what_is_no_number_is_never_answered_and_nothing_has_no_accuracy():
    confidence, is_right = np.array([np.nan, 0.4]), np.array([True, True])
    assert coverage_curve(confidence, is_right).coverage.tolist() == [0.5]
    assert answered_above(confidence, is_right, 0.0).answered == 1
    assert answered_above(confidence, is_right, 0.9).accuracy is None
    nothing = np.empty(0)
    assert len(coverage_curve(nothing, nothing.astype(bool)).coverage) == 0
    assert answered_above(nothing, nothing.astype(bool), 0.5).coverage == 0.0
