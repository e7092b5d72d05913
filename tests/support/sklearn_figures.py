"""Figures that scikit-learn makes of what was said of some images, stored for who lacks it.

Written anew, where scikit-learn is installed, by ``python -m tests.support.sklearn_figures``.
Imports nothing of the product.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np

STORED = Path(__file__).parents[1] / "core" / "evaluation" / "sklearn.npz"
COUNT, BINS = 6, 15


class SaidCase(NamedTuple):
    """Labels of some images, and the scores that a network gives them."""

    labels: np.ndarray
    scores: np.ndarray
    classes: int

    @property
    def probabilities(self):
        """Return softmax of the scores, shape (N, classes)."""
        e = np.exp(self.scores - self.scores.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)

    @property
    def said(self):
        """Return the class with the largest score."""
        return self.scores.argmax(axis=1)


def said_case(number):
    """Return the case of a number.

    In the second a class is never said, in the third one is never true.
    """
    rng = np.random.default_rng([number, 31])
    classes = (2, 3, 5, 10, 10, 26)[number]
    labels = rng.integers(0, classes, 400 + 100 * number)
    scores = rng.normal(0, 1, (len(labels), classes))
    scores[np.arange(len(labels)), labels] += (1, 2, 2, 2.5, 1.5, 3)[number]
    scores *= (1.0, 2.5, 0.5, 3.0, 1.0, 1.5)[number]  # too sure, or not sure enough
    if number == 1:
        scores[:, 2] -= 12
    if number == 2:
        labels[labels == 4] = 0
    return SaidCase(labels, scores, classes)


def figures_of_sklearn(case):
    """Return what scikit-learn says of a case, by name."""
    from sklearn.calibration import calibration_curve
    from sklearn.metrics import (
        accuracy_score,
        confusion_matrix,
        log_loss,
        precision_recall_fscore_support,
    )

    labels, said, classes = case.labels, case.said, case.classes
    every = np.arange(classes)
    precision, recall, f1, support = precision_recall_fscore_support(
        labels, said, labels=every, zero_division=np.nan
    )
    confidence = case.probabilities.max(axis=1)
    right, sure = calibration_curve(said == labels, confidence, n_bins=BINS)
    inside = np.clip(np.ceil(confidence * BINS) - 1, 0, BINS - 1).astype(int)
    counts = np.bincount(inside, minlength=BINS)
    counts = counts[counts > 0]
    return {
        "accuracy": np.array(accuracy_score(labels, said)),
        "confusion": confusion_matrix(labels, said, labels=every),
        "loss": np.array(log_loss(labels, case.probabilities, labels=every)),
        "precision": precision,
        "recall": recall,
        "f1": f1,
        "support": support,
        "bin_accuracy": right,
        "bin_confidence": sure,
        "calibration_error": np.array((counts * np.abs(right - sure)).sum() / len(labels)),
        "temperature": np.array(_temperature_of_sklearn(case)),
    }


def _temperature_of_sklearn(case):
    """Return what scikit-learn fits within `CalibratedClassifierCV(method="temperature")`."""
    from sklearn.calibration import _TemperatureScaling

    if len(np.unique(case.labels)) < case.classes:  # it knows no class that is not there
        return np.nan
    scores = case.scores
    if case.classes == 2:  # of two classes it takes the difference, and its negative
        scores = (scores[:, 1] - scores[:, 0]) / 2
    return 1 / float(_TemperatureScaling().fit(scores, case.labels).beta_)


def stored_figures(number):
    """Return what scikit-learn said of a case, by name."""
    with np.load(STORED, allow_pickle=False) as archive:
        return {
            key.partition("/")[2]: archive[key]
            for key in archive.files
            if key.startswith(f"{number}/")
        }


def store_figures():
    """Ask scikit-learn, and write down what it says."""
    found = {
        f"{number}/{name}": array
        for number in range(COUNT)
        for name, array in figures_of_sklearn(said_case(number)).items()
    }
    np.savez_compressed(STORED, **found)


if __name__ == "__main__":
    store_figures()
