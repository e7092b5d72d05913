"""The path of integrated gradients."""

import numpy as np
import pytest

from core.errors import SpecError
from core.explanation.class_score import ClassScore, Target
from core.explanation.explained_image import NOT_FINITE
from core.explanation.integrated_gradients import IntegratedGradients
from core.explanation.integrated_path import integrated_path
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.network_spec import NetworkSpec, build_network
from tests.support.captum_maps import drawn_case

SPEC = NetworkSpec((3, 3, 2), (FlattenSpec(), DenseSpec(units=3)))


def nothing():
    pass


def linear(weight=None):
    network = build_network(SPEC, rng=np.random.default_rng(1), dtype=np.float64)
    if weight is not None:
        network.layers[1].parameters["weight"].value[...] = weight
    score = ClassScore(network, SPEC, CategoricalCrossEntropy(), Target(1))
    return network.layers[1].parameters["weight"].value[:, 1], score


def test_that_it_ends_with_the_map_of_integrated_gradients():
    case = drawn_case(1)
    path = integrated_path(case.score, case.x, nothing)
    expected = IntegratedGradients().explain(case.score, case.x).sum(axis=2)
    np.testing.assert_allclose(path.maps[-1], expected, atol=1e-12)
    np.testing.assert_array_equal(path.maps[0], 0)
    assert path.map_steps == tuple(range(0, path.steps + 1, path.steps // 8))


def test_that_scores_are_those_of_the_faded_image_and_its_sum_is_complete():
    case = drawn_case(2)
    path = integrated_path(case.score, case.x, nothing)
    for step in (0, 13, len(path.shares) - 1):
        faded = case.x * path.shares[step]
        assert path.scores[step] == pytest.approx(case.score.values(faded[None])[0])
    assert path.delta == pytest.approx(path.scores[-1] - path.scores[0])
    assert path.total == pytest.approx(path.maps[-1].sum())
    assert path.missed < 0.02


def test_that_of_a_linear_score_what_is_collected_is_the_score_at_every_step():
    weight, score = linear()
    x = np.random.default_rng(0).random((3, 3, 2))
    path = integrated_path(score, x, nothing, steps=5)
    np.testing.assert_allclose(path.shares, [0, 0.2, 0.4, 0.6, 0.8, 1])
    np.testing.assert_allclose(path.collected, path.scores - path.scores[0], atol=1e-12)
    halfway = (weight.reshape(3, 3, 2) * x).sum(axis=2) * 0.4
    np.testing.assert_allclose(path.maps[path.map_steps.index(2)], halfway, atol=1e-12)


def test_that_broken_scores_are_one_sentence():
    with pytest.raises(SpecError) as error:
        integrated_path(linear(np.nan)[1], np.ones((3, 3, 2)), nothing)
    assert str(error.value) == NOT_FINITE
