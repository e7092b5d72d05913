"""The pairs that come with the program."""

from dataclasses import fields

import pytest

from core.documents.recipe_differences import experiment_settings
from core.sentence import sentence
from core.training.build import check_trainable, session_for
from core.twins.pairs import PAIRS
from core.twins.same_batches import SHARED, twin_of
from core.twins.twin_notes import TwinNotes
from core.twins.twin_session import TwinSession
from core.twins.weight_distance import comparable_layers
from tests.support.moments import small_mnist


@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS.keys())
def test_that_a_pair_learns_from_the_same_batches_and_differs_in_one_thing(pair):
    assert twin_of(pair.first, pair.second) == pair.second
    ours, theirs = experiment_settings(pair.first), experiment_settings(pair.second)
    differing = {
        key.partition(".")[0] for key in {*ours, *theirs} if ours.get(key) != theirs.get(key)
    }
    assert len(differing - {"name"}) == 1
    assert pair.look_for.endswith(".")
    assert sentence(pair.look_for) == pair.look_for
    assert {one.name for one in fields(pair.first)} > set(SHARED)
    for experiment in (pair.first, pair.second):
        check_trainable(experiment, (28, 28, 1), 10)


@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS.keys())
def test_that_all_weights_of_a_pair_can_be_compared(pair):
    layers = comparable_layers(pair.first.network, pair.second.network)
    with_weights = [one.position for one in pair.first.network.outline() if one.parameter_count]
    assert list(layers) == with_weights


def test_that_from_zeros_no_filter_learns_as_the_sentence_says():
    pair, dataset = PAIRS["first_weights"], small_mnist()
    twins = TwinSession(
        session_for(pair.first, dataset), session_for(pair.second, dataset), TwinNotes((0, 4))
    )
    for _ in range(3):
        twins.take_step()
    values = {path: p.value for path, p in twins.second.network.named_parameters()}
    moved = {path for path, value in values.items() if value.any()}
    assert moved == {"4.dense.bias"}
