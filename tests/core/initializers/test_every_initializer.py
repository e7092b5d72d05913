"""The spread of initial weights, against the numbers of the papers."""

import math

import numpy as np
import pytest

from core.initializers.catalog import INITIALIZERS

SHAPE = (200, 300)
FAN_IN, FAN_OUT = 200, 300

#: variance of one weight with these fans, and the bound if there is one
EXPECTED = {
    "he_normal": (2 / 200, math.inf),
    "he_uniform": (2 / 200, math.sqrt(6 / 200)),
    "glorot_normal": (2 / 500, math.inf),
    "glorot_uniform": (2 / 500, math.sqrt(6 / 500)),
    "lecun_normal": (1 / 200, math.inf),
    "lecun_uniform": (1 / 200, math.sqrt(3 / 200)),
    "normal": (0.05**2, math.inf),
    "zeros": (0.0, 0.0),
}


@pytest.fixture(params=INITIALIZERS)
def name(request):
    return request.param


def draw(name, seed=11):
    return INITIALIZERS[name](SHAPE, FAN_IN, FAN_OUT, np.random.default_rng(seed))


def test_that_every_initialiser_has_its_numbers_here():
    assert set(INITIALIZERS) == set(EXPECTED)


def test_that_mean_and_variance_are_those_of_the_paper(name):
    weights, (variance, bound) = draw(name), EXPECTED[name]
    assert weights.shape == SHAPE
    # 60,000 draws: five standard errors of mean and variance
    assert abs(weights.mean()) <= 5 * math.sqrt(variance / weights.size)
    assert weights.var() == pytest.approx(variance, rel=5 * math.sqrt(2 / weights.size))
    assert np.abs(weights).max() <= bound


def test_that_normal_draws_have_tails_and_uniform_draws_reach_their_bound(name):
    weights, (variance, bound) = draw(name), EXPECTED[name]
    if 0 < bound < math.inf:
        assert np.abs(weights).max() > 0.999 * bound
    elif variance:
        share = (np.abs(weights) > 2 * math.sqrt(variance)).mean()
        assert share == pytest.approx(0.0455, abs=0.005)  # of a normal distribution


def test_that_the_same_seed_draws_the_same_weights_and_another_seed_others(name):
    np.testing.assert_array_equal(draw(name), draw(name))
    if name != "zeros":
        assert (draw(name) != draw(name, seed=12)).all()
