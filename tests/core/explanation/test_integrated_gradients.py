"""Integrated gradients take as many parts as make their sum complete."""

from itertools import permutations

import numpy as np
import pytest

from core.errors import Cancelled
from core.explanation.catalog import EXPLANATION_METHODS
from core.explanation.class_score import ClassScore, Target
from core.explanation.integrated_gradients import (
    COMPLETE_WITHIN,
    FEWEST,
    MOST,
    integral,
    missed_share,
)
from core.explanation.integrated_path import integrated_path
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.relu import ReLUSpec
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.network_spec import NetworkSpec, build_network
from tests.support.captum_maps import CLASSES, SPEC, drawn_case

LOSS = CategoricalCrossEntropy()
METHOD = EXPLANATION_METHODS["integrated-gradients"]


def bent(place, height):
    """Return the score −t + `height` · max(t − `place`, 0) of a single pixel of ink t.

    The first class has the bend, the second the slope.
    """
    spec = NetworkSpec((1, 1, 1), (FlattenSpec(), DenseSpec(2), ReLUSpec(), DenseSpec(2)))
    network = build_network(spec, rng=np.random.default_rng(0), dtype=np.float64)
    first, last = (network.layers[at].parameters for at in (1, 3))
    first["weight"].value[...], first["bias"].value[...] = [[1, 1]], [-place, 0]
    last["weight"].value[...], last["bias"].value[...] = [[height, 0], [0, 1]], 0
    return ClassScore(network, spec, LOSS, Target(0, 1))


def summed(score, x, steps):
    """Return what so many midpoints add up to, one after the other."""
    total = 0.0
    for step in range(steps):
        share = (step + 0.5) / steps
        total += float((x * score.gradients((share * x)[None])[0]).sum()) / steps
    return total


def expected(score, x):
    """Return the first of 64, 128, … that is complete, and what it adds up to."""
    delta = float(np.diff(score.values(np.stack([np.zeros_like(x), x])))[0])
    steps = 64
    total = summed(score, x, steps)
    while steps < 1024 and abs(total - delta) > 0.01 * abs(delta):
        steps *= 2
        total = summed(score, x, steps)
    return steps, total


@pytest.mark.parametrize("number", range(3))
def test_that_the_difference_of_any_two_classes_is_complete(number):
    case = drawn_case(number)
    for pair in permutations(range(CLASSES), 2):
        score = ClassScore(case.network, SPEC, LOSS, Target(*pair))
        found = integral(score, case.x)
        full, blank = score.values(np.stack([case.x, np.zeros_like(case.x)]))
        missed = missed_share(float(found.values.sum()), float(full - blank))
        assert missed <= COMPLETE_WITHIN or found.steps == MOST, (pair, missed)
        if pair[0] == 0:
            steps, total = expected(score, case.x)
            assert found.steps == steps
            assert found.values.sum() == pytest.approx(total)


def test_that_parts_are_doubled_until_the_sum_is_close_enough():
    x = np.ones((1, 1, 1))
    taken = {height: integral(bent(1 / 3, height), x).steps for height in (0, 1.0, 1.3)}
    assert taken == {height: expected(bent(1 / 3, height), x)[0] for height in taken}
    assert taken[0] == FEWEST
    assert FEWEST < taken[1.0] < taken[1.3] < MOST
    hopeless = bent(1 / 3, 1.5 + 1e-7)  # all that was lost is won back: 1 % of next to nothing
    found = integral(hopeless, x)
    assert found.steps == MOST
    assert METHOD.explain_in_steps(hopeless, x)[1] == MOST
    assert integrated_path(hopeless, x, lambda: None).steps == MOST


def test_that_the_path_has_the_steps_of_the_map_and_ends_with_it():
    x = np.ones((1, 1, 1))
    score = bent(1 / 3, 1.3)
    path, found = integrated_path(score, x, lambda: None), integral(score, x)
    assert path.steps == found.steps > FEWEST
    assert path.maps[-1] == pytest.approx(found.values.sum(axis=2))
    assert path.map_steps[-1] == path.steps
    assert path.missed <= COMPLETE_WITHIN


def test_that_it_ends_between_two_rounds_once_it_is_not_wanted():
    shares = []

    def check(share):
        shares.append(share)
        if len(shares) == 2:
            raise Cancelled("not wanted")

    with pytest.raises(Cancelled):
        integral(bent(1 / 3, 1.5 + 1e-7), np.ones((1, 1, 1)), check)
    assert shares == [FEWEST / MOST, 2 * FEWEST / MOST]


def test_that_what_is_no_number_ends_at_once():
    score = bent(1 / 3, np.nan)
    with np.errstate(all="ignore"):
        assert integral(score, np.ones((1, 1, 1))).steps == FEWEST
