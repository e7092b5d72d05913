"""What is taken for what, counted by hand and by loops."""

import numpy as np
import pytest

from core.evaluation.confusion import Confusion, confusion_matrix, top_confusions

TRUE = np.array([0, 0, 1, 1, 1, 2, 2, 2, 2])
PREDICTED = np.array([0, 1, 1, 2, 2, 0, 0, 2, 1])


def test_that_a_table_counted_by_hand_is_found():
    expected = [[1, 1, 0], [0, 1, 2], [2, 1, 1]]
    assert confusion_matrix(TRUE, PREDICTED, 3).tolist() == expected


def test_that_the_most_frequent_mistakes_come_first_and_equals_in_order():
    found = top_confusions(TRUE, PREDICTED, 3, 10)
    assert found == (
        Confusion(1, 2, 2),
        Confusion(2, 0, 2),
        Confusion(0, 1, 1),
        Confusion(2, 1, 1),
    )
    assert top_confusions(TRUE, PREDICTED, 3, 2) == found[:2]
    assert top_confusions(TRUE, TRUE, 3, 10) == ()


@pytest.mark.parametrize("classes", [2, 7, 40])
@pytest.mark.parametrize("seed", range(5))
def test_that_loops_count_the_same(classes, seed):
    rng = np.random.default_rng(seed)
    true, predicted = rng.integers(0, classes, (2, 300))
    counted = [[0] * classes for _ in range(classes)]
    for one, other in zip(true.tolist(), predicted.tolist(), strict=True):
        counted[one][other] += 1
    assert confusion_matrix(true, predicted, classes).tolist() == counted
    wrong = [
        (-counted[t][p], t, p)
        for t in range(classes)
        for p in range(classes)
        if t != p and counted[t][p]
    ]
    expected = [(t, p, -count) for count, t, p in sorted(wrong)][:10]
    found = top_confusions(true, predicted, classes, 10)
    assert [(one.true, one.predicted, one.count) for one in found] == expected
