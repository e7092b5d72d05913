"""The temperature against a search over many, and what it must not change."""

import numpy as np
import pytest

from core.evaluation.temperature import (
    COLDEST,
    HOTTEST,
    fitted_temperature,
    tempered_confidence,
)


def loss(scores, labels, temperature):
    """Return the mean loss, by the probability that each label is given."""
    e = np.exp(scores.astype(float) / temperature)
    given = e[np.arange(len(labels)), labels] / e.sum(axis=1)
    return -np.log(given).mean()


def drawn(seed, classes=4, count=150):
    """Return scores and labels drawn from softmax(scores / 2)."""
    rng = np.random.default_rng(seed)
    scores = rng.normal(0, 4, (count, classes))
    e = np.exp(scores / 2)
    chances = e / e.sum(axis=1, keepdims=True)
    labels = np.array([rng.choice(classes, p=one) for one in chances])
    return scores, labels


@pytest.mark.parametrize("seed", range(5))
def test_that_no_other_temperature_has_a_smaller_loss(seed):
    scores, labels = drawn(seed)
    found = fitted_temperature(scores, labels)
    assert not found.is_at_limit
    assert found.images == len(labels)
    best = loss(scores, labels, found.value)
    grid = np.geomspace(0.1, 20, 200)
    assert best <= min(loss(scores, labels, one) for one in grid) + 1e-12
    for factor in (0.999, 1.001):
        assert best < loss(scores, labels, found.value * factor)


def test_that_the_temperature_which_labels_were_drawn_with_is_found():
    scores, labels = drawn(3, count=4000)
    assert fitted_temperature(scores, labels).value == pytest.approx(2, abs=0.2)


def test_that_scores_of_all_sizes_have_one():
    scores, labels = drawn(1)
    plain = fitted_temperature(scores, labels).value
    assert fitted_temperature(scores * 3 + 1e6, labels).value == pytest.approx(3 * plain)
    single = fitted_temperature(scores.astype(np.float32), labels).value
    assert single == pytest.approx(plain, rel=1e-5)


def test_that_where_all_is_right_or_nothing_can_be_learned_it_is_at_its_limit():
    scores, _ = drawn(2)
    right = fitted_temperature(scores, scores.argmax(axis=1))
    wrong = fitted_temperature(scores, scores.argmin(axis=1))
    assert (right.value, right.is_at_limit) == (COLDEST, True)
    assert (wrong.value, wrong.is_at_limit) == (HOTTEST, True)


def test_that_without_images_or_numbers_there_is_none():
    scores, labels = drawn(2)
    assert fitted_temperature(scores[:0], labels[:0]) is None
    scores[3, 1] = np.nan
    assert fitted_temperature(scores, labels) is None


def test_that_confidence_is_the_softmax_of_what_was_divided():
    scores, _ = drawn(4)
    for temperature in (0.5, 1.0, 7.0):
        e = np.exp(scores / temperature)
        expected = (e / e.sum(axis=1, keepdims=True)).max(axis=1)
        np.testing.assert_allclose(tempered_confidence(scores, temperature), expected)
    assert (tempered_confidence(scores * 1e4, 1.0) <= 1).all()
