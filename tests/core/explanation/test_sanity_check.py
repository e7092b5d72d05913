"""Which maps change when the weights do, and why likeness is measured as it is."""

import numpy as np
import pytest

from core.errors import Cancelled, SpecError
from core.explanation.catalog import EXPLANATION_METHODS
from core.explanation.class_score import ClassScore, Target
from core.explanation.sanity_check import (
    ALIKE_FROM,
    Likeness,
    SanityVerdict,
    check_sanity,
    likeness,
)
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.presets import SEED_CNN
from core.training.build import session_for
from tests.support.captum_maps import SPEC, drawn_case
from tests.support.moments import small_mnist

LOSS = CategoricalCrossEntropy()
STEPS, DIGITS = 400, 6
OTHER_WEIGHTS = {"gradient", "gradient-x-input", "smooth-grad", "integrated-gradients"}


def test_that_likeness_is_a_correlation_on_the_ink_alone():
    rng = np.random.default_rng(0)
    first, ink = rng.normal(size=(5, 5)), rng.random((5, 5)) < 0.5
    assert likeness(first, 3 * first + 1, ink) == pytest.approx(1)
    assert likeness(first, -first, ink) == pytest.approx(-1)
    other = rng.normal(size=(5, 5))
    expected = np.corrcoef(first[ink], other[ink])[0, 1]
    assert likeness(first, other, ink) == pytest.approx(expected)
    assert likeness(first, np.where(ink, other, 99.0), ink) == pytest.approx(expected)
    assert likeness(first, np.ones((5, 5)), ink) == 0
    assert likeness(first, other, np.zeros((5, 5), bool)) == 0


@pytest.mark.parametrize(
    ("draws", "verdict"),
    [
        ([0.5, 0.52, 0.48, 0.5], SanityVerdict.STAYS),
        ([0.0, 0.05, -0.05, 0.0], SanityVerdict.CHANGES),
        ([-0.9, -0.8, -0.9, -1.0], SanityVerdict.CHANGES),
        ([0.9, -0.6, 0.8, -0.2], SanityVerdict.UNSETTLED),
    ],
)
def test_that_a_verdict_heeds_how_far_the_draws_disagree(draws, verdict):
    assert Likeness(np.array(draws)).verdict is verdict


def test_that_layers_are_drawn_anew_from_the_last_and_the_network_is_left_alone():
    case = drawn_case(1)
    before = {path: one.value.copy() for path, one in case.network.named_parameters()}
    found = check_sanity(SPEC, case.network, LOSS, Target(0), case.x, draws=2)
    assert list(found.layers) == sorted(found.layers, reverse=True)
    assert len(found.layers) > 1
    assert list(found.likeness) == list(EXPLANATION_METHODS)
    for by_layer in found.likeness.values():
        assert len(by_layer) == len(found.layers)
        assert all(one.draws.shape == (2,) and np.abs(one.draws).max() <= 1 for one in by_layer)
    for path, one in case.network.named_parameters():
        np.testing.assert_array_equal(one.value, before[path])
    again = check_sanity(SPEC, case.network, LOSS, Target(0), case.x, draws=2)
    np.testing.assert_array_equal(
        again.likeness["gradient"][0].draws, found.likeness["gradient"][0].draws
    )


def test_that_a_blank_image_is_refused_and_an_unwanted_check_ends():
    case = drawn_case(1)
    with pytest.raises(SpecError, match="blank"):
        check_sanity(SPEC, case.network, LOSS, Target(0), np.zeros_like(case.x))

    def check():
        raise Cancelled("not wanted")

    with pytest.raises(Cancelled):
        check_sanity(SPEC, case.network, LOSS, Target(0), case.x, check)


def rank(values):
    return np.argsort(np.argsort(values.ravel())).astype(float)


def plane(values):
    return values.sum(axis=2) if values.ndim == 3 else values


@pytest.mark.slow
def test_that_the_measure_tells_maps_that_follow_the_weights_from_those_that_do_not():
    """The evidence, on a trained network: draws, maps of other digits, and another measure."""
    session = session_for(SEED_CNN, small_mnist(), threads=1)
    while session.step < STEPS:
        for _ in session.run_step():
            pass
    spec, network = SEED_CNN.network, session.network
    images = small_mnist().test.images[:DIGITS].astype(np.float32) / 255
    said = [int(network.forward(x[None], training=False)[0].argmax()) for x in images]
    scores = [ClassScore(network, spec, LOSS, Target(one)) for one in said]
    maps = [
        {name: plane(method.explain(score, x)) for name, method in EXPLANATION_METHODS.items()}
        for score, x in zip(scores, images, strict=True)
    ]
    # maps of other digits have less in common than the bound, by every method
    for name in EXPLANATION_METHODS:
        unrelated = [
            likeness(maps[a][name], maps[b][name], (images[a] + images[b])[..., 0] > 0)
            for a in range(DIGITS)
            for b in range(DIGITS)
            if said[a] != said[b]
        ]
        assert np.quantile(unrelated, 0.975) < ALIKE_FROM, name
    found = [
        check_sanity(spec, network, LOSS, Target(one), x)
        for one, x in zip(said, images, strict=True)
    ]
    whole = {name: [one.likeness[name][-1] for one in found] for name in EXPLANATION_METHODS}
    # one draw alone says little
    assert max(one.draws.std() for one in whole["grad-cam"]) > 0.3
    verdicts = {name: [one.verdict for one in each] for name, each in whole.items()}
    for name in OTHER_WEIGHTS:
        assert verdicts[name].count(SanityVerdict.CHANGES) >= DIGITS - 1, name
        assert SanityVerdict.STAYS not in verdicts[name], name
    last = [one.likeness["guided-backprop"][0] for one in found]
    assert [one.verdict for one in last].count(SanityVerdict.STAYS) >= DIGITS - 1
    assert np.mean([one.mean for one in whole["guided-backprop"]]) > ALIKE_FROM
    # ranks without signs over all pixels: blank paper makes unrelated weights alike
    fresh = session_for(SEED_CNN.replace(seed=77), small_mnist(), threads=1).network
    other = plane(
        EXPLANATION_METHODS["gradient-x-input"].explain(
            ClassScore(fresh, spec, LOSS, Target(said[0])), images[0]
        )
    )
    true = maps[0]["gradient-x-input"]
    assert np.corrcoef(rank(np.abs(true)), rank(np.abs(other)))[0, 1] > 0.9
    assert likeness(true, other, images[0][..., 0] > 0) < 0.4
