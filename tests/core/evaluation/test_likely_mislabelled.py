"""Labels that are likely wrong, against the definition in loops and by planting some."""

from dataclasses import replace

import numpy as np
import pytest

from core.evaluation.ranking import likely_mislabelled
from tests.support.said_verdicts import said


def drawn(seed, classes=4, count=300):
    rng = np.random.default_rng(seed)
    scores = rng.normal(0, 1, (count, classes))
    labels = rng.integers(0, classes, count)
    scores[np.arange(count), labels] += 2.5
    flipped = rng.choice(count, 12, replace=False)
    labels[flipped] = (labels[flipped] + 1) % classes
    e = np.exp(scores)
    p = e / e.sum(axis=1, keepdims=True)
    predicted = p.argmax(axis=1)
    every = np.arange(count)
    verdicts = said(labels, predicted, p.max(axis=1), given=p[every, labels])
    return verdicts, p, labels, set(flipped.tolist())


@pytest.mark.parametrize("seed", range(5))
def test_that_the_definition_finds_the_same(seed):
    verdicts, p, labels, _ = drawn(seed)
    usual = {c: np.mean([p[n, c] for n in range(300) if labels[n] == c]) for c in range(4)}
    expected = []
    for n in range(300):
        c = int(p[n].argmax())
        if c != labels[n] and p[n, c] >= usual[c]:
            expected.append((p[n, labels[n]] - p[n, c], n))
    found = likely_mislabelled(verdicts).tolist()
    assert found == [n for _, n in sorted(expected)]


def test_that_planted_errors_are_most_of_what_is_found():
    verdicts, _, _, flipped = drawn(1)
    found = likely_mislabelled(verdicts).tolist()
    assert len(flipped & set(found)) >= 7
    assert len(flipped & set(found[:8])) >= 5


def test_that_without_probabilities_no_label_is_doubted():
    verdicts, _, _, _ = drawn(2)
    assert len(likely_mislabelled(replace(verdicts, gives_probabilities=False))) == 0
    nothing_wrong = replace(verdicts, predicted=verdicts.true)
    assert len(likely_mislabelled(nothing_wrong)) == 0
