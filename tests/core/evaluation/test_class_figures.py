"""Precision, recall and F1 of each class, worked out by hand and by loops."""

import numpy as np
import pytest

from core.evaluation.class_figures import ClassFigures, class_figures


def test_that_figures_worked_out_by_hand_are_found():
    true = np.array([0, 0, 0, 0, 1, 1, 2, 2, 2, 2])
    predicted = np.array([0, 0, 0, 1, 1, 0, 2, 2, 0, 0])
    cat, dog, cow = class_figures(true, predicted, ("cat", "dog", "cow"))
    # 6 were taken for cats, 3 of them are, of 4 there are
    assert cat == ClassFigures(0, "cat", 3 / 6, 3 / 4, 6 / 10, 4)
    assert dog == ClassFigures(1, "dog", 1 / 2, 1 / 2, 2 / 4, 2)
    assert cow == ClassFigures(2, "cow", 2 / 2, 2 / 4, 4 / 6, 4)


def test_that_what_cannot_be_divided_is_none():
    true, predicted = np.array([0, 0, 1]), np.array([0, 2, 0])
    _, never_taken, never_there, absent = class_figures(true, predicted, "abcd")
    assert never_taken == ClassFigures(1, "b", None, 0.0, 0.0, 1)
    assert never_there == ClassFigures(2, "c", 0.0, None, 0.0, 0)
    assert absent == ClassFigures(3, "d", None, None, None, 0)


@pytest.mark.parametrize("seed", range(10))
def test_that_f1_is_the_harmonic_mean_of_what_loops_count(seed):
    rng = np.random.default_rng(seed)
    true, predicted = rng.integers(0, 4, (2, 60)).tolist()
    pairs = list(zip(true, predicted, strict=True))
    for figures in class_figures(np.array(true), np.array(predicted), "abcd"):
        index = figures.index
        right = sum(t == p == index for t, p in pairs)
        precision = right / sum(p == index for _, p in pairs)
        recall = right / sum(t == index for t, _ in pairs)
        assert figures.precision == precision
        assert figures.recall == recall
        if right:
            harmonic = 1 / ((1 / precision + 1 / recall) / 2)
            assert figures.f1 == pytest.approx(harmonic, rel=1e-12)
