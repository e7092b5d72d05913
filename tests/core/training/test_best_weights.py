"""Keeping the best."""

import numpy as np
import pytest

from core.layers.batch_norm import BatchNormSpec
from core.layers.dense import DenseSpec
from core.network_spec import NetworkSpec, build_network
from core.training.best_weights import BestWeights
from core.training.snapshot import named_arrays
from tests.support.sessions import make_session, pretend_validations


@pytest.fixture
def network():
    spec = NetworkSpec((3,), (DenseSpec(2), BatchNormSpec()))
    return build_network(spec, rng=np.random.default_rng(0))


@pytest.mark.parametrize(
    ("judgements", "best_step"),
    [
        ([(0.5, 0.8), (0.4, 0.9), (0.1, 0.85)], 2),
        ([(0.5, 0.8), (0.6, 0.8), (0.5, 0.8)], 1),
        ([(0.5, 0.8), (0.4, 0.8), (0.45, 0.8)], 2),
        ([(float("nan"), 0.1), (3.0, 0.2)], 2),
    ],
)
def test_that_the_best_is_the_first_of_highest_accuracy_then_lowest_loss(
    network, judgements, best_step
):
    best = BestWeights(network)
    for step, (loss, accuracy) in enumerate(judgements, start=1):
        for _, array in named_arrays(network):
            array[...] = step
        best.judged(step, loss, accuracy)
    best.restore()
    assert best.step == best_step
    for path, array in named_arrays(network):
        np.testing.assert_array_equal(array, best_step, err_msg=path)


def test_that_nothing_is_restored_before_the_first_judgement(network):
    before = [array.copy() for _, array in named_arrays(network)]
    BestWeights(network).restore()
    for copy, (_, array) in zip(before, named_arrays(network), strict=True):
        np.testing.assert_array_equal(array, copy)


def test_that_validations_inside_an_epoch_count(monkeypatch):
    session = make_session(keep_best=True, validate_every=2)  # epochs of five batches
    judgements = [(0.5, 0.8), (0.3, 0.95), (0.4, 0.9), (0.4, 0.9), (0.4, 0.9)]
    pretend_validations(monkeypatch, session, judgements)
    for _ in range(6):
        list(session.run_step())
    assert (session.best.step, session.best.accuracy) == (4, 0.95)
