"""Figures as scikit-learn makes them; what it said is stored, so that this always runs."""

import numpy as np
import pytest

from core.evaluation.calibration import calibration_error
from core.evaluation.class_figures import class_figures
from core.evaluation.confusion import confusion_matrix
from core.evaluation.reliability import reliability
from core.evaluation.temperature import fitted_temperature
from tests.support.sklearn_figures import BINS, COUNT, said_case, stored_figures


@pytest.mark.parametrize("number", range(COUNT))
def test_that_figures_are_those_of_scikit_learn(number):
    case, stored = said_case(number), stored_figures(number)
    labels, said = case.labels, case.said
    assert np.array_equal(confusion_matrix(labels, said, case.classes), stored["confusion"])
    figures = class_figures(labels, said, [str(index) for index in range(case.classes)])
    for name in ("precision", "recall", "f1", "support"):
        ours = [getattr(one, name) for one in figures]
        ours = [np.nan if value is None else value for value in ours]
        np.testing.assert_allclose(ours, stored[name], rtol=1e-12, err_msg=name)

    confidence, is_right = case.probabilities.max(axis=1), said == labels
    assert is_right.mean() == pytest.approx(float(stored["accuracy"]), abs=1e-12)
    bins = [one for one in reliability(confidence, is_right, BINS) if one.count]
    np.testing.assert_allclose(
        [one.accuracy for one in bins], stored["bin_accuracy"], rtol=1e-12
    )
    np.testing.assert_allclose(
        [one.confidence for one in bins], stored["bin_confidence"], rtol=1e-12
    )
    error = calibration_error(confidence, is_right, BINS)
    assert error == pytest.approx(float(stored["calibration_error"]), abs=1e-12)
    if np.isfinite(stored["temperature"]):
        found = fitted_temperature(case.scores, labels)
        assert found.value == pytest.approx(float(stored["temperature"]), rel=1e-5)


def test_that_the_cases_hold_what_is_hard():
    stored = [stored_figures(number) for number in range(COUNT)]
    assert any(np.isnan(one["precision"]).any() for one in stored)  # a class never said
    assert any(np.isnan(one["recall"]).any() for one in stored)  # a class never true
    temperatures = [float(one["temperature"]) for one in stored]
    assert min(temperatures) < 0.8 < 1.1 < max(temperatures)
