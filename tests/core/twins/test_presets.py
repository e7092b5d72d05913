"""The twins that come with the program."""

import math
from dataclasses import fields

import numpy as np
import pytest

from core.datasets.loading import load_dataset
from core.documents.recipe_differences import experiment_settings
from core.sentence import sentence
from core.training.build import check_trainable, session_for
from core.training.whole_step import take_whole_step
from core.twins.presets import TWIN_PRESETS
from core.twins.same_batches import SHARED, twin_of
from core.twins.twin_notes import TwinNotes
from core.twins.twin_session import MOST_RUNS, TwinSession
from core.twins.weight_distance import comparable_layers
from tests.support.moments import small_mnist

EVERY = pytest.mark.parametrize("preset", TWIN_PRESETS.values(), ids=TWIN_PRESETS.keys())


@EVERY
def test_that_twins_learn_from_the_same_batches_and_differ_in_one_thing(preset):
    lead, *twins = preset.recipes
    assert 1 <= len(twins) < MOST_RUNS
    ours = experiment_settings(lead)
    for twin in twins:
        assert twin_of(lead, twin) == twin
        theirs = experiment_settings(twin)
        differing = {
            key.partition(".")[0]
            for key in {*ours, *theirs}
            if ours.get(key) != theirs.get(key)
        }
        assert len(differing - {"name"}) == (0 if preset.id == "same" else 1)
    assert len({one.name for one in preset.recipes}) == len(preset.recipes)
    assert preset.look_for.endswith(".")
    assert sentence(preset.look_for) == preset.look_for
    assert {one.name for one in fields(lead)} > set(SHARED)
    for experiment in preset.recipes:
        check_trainable(experiment, (28, 28, 1), 10)


@EVERY
def test_that_all_weights_of_twins_can_be_compared(preset):
    lead, *twins = preset.recipes
    with_weights = [one.position for one in lead.network.outline() if one.parameter_count]
    for twin in twins:
        assert list(comparable_layers(lead.network, twin.network)) == with_weights


def test_that_from_zeros_no_filter_learns_as_the_sentence_says():
    preset, dataset = TWIN_PRESETS["first_weights"], small_mnist()
    twins = TwinSession(
        session_for(preset.recipes[0], dataset),
        [session_for(preset.recipes[1], dataset)],
        [TwinNotes((0, 4))],
    )
    for _ in range(3):
        twins.take_step()
    values = {path: p.value for path, p in twins.twins[0].network.named_parameters()}
    moved = {path for path, value in values.items() if value.any()}
    assert moved == {"4.dense.bias"}


class _Course:
    """What came of a recipe: the mean loss around each step, and how far weights moved."""

    def __init__(self, recipe, seed, steps):
        session = session_for(
            recipe.replace(seed=seed, validate_every=None), load_dataset("mnist")
        )
        parameters = dict(session.network.named_parameters())
        before = {path: one.value.copy() for path, one in parameters.items()}
        self.losses = [take_whole_step(session)[0].loss for _ in range(steps)]
        self.moved = {path: one.value - before[path] for path, one in parameters.items()}
        self.before = before

    def around(self, step):
        return float(np.mean(self.losses[step - 10 : step]))

    def has_moved(self, path):
        return float(np.linalg.norm(self.moved[path]) / np.linalg.norm(self.before[path]))


def courses(preset, seed, steps):
    return [_Course(one, seed, steps) for one in TWIN_PRESETS[preset].recipes]


GUESSING = math.log(10)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, 1])
def test_that_the_sentences_about_learning_rates_and_momentum_are_true(seed):
    small, large = courses("learning_rate", seed, 200)
    assert all(large.around(step) < small.around(step) for step in (110, 150, 200))
    plain, rolling = courses("momentum", seed, 60)
    assert rolling.losses[:2] == plain.losses[:2]
    assert rolling.losses[9] < plain.losses[9]
    assert all(rolling.around(step) < plain.around(step) for step in (15, 30, 60))
    a, b, c, d = courses("rates", seed, 110)
    assert all(a.around(s) < b.around(s) < c.around(s) for s in (60, 110))
    assert d.around(110) == pytest.approx(GUESSING, abs=0.05)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1])
def test_that_the_sentences_about_sigmoids_and_adam_are_true(seed):
    relu, sigmoid = courses("activation", seed, 120)
    assert sigmoid.has_moved("0.conv2d.weight") < 0.01 < relu.has_moved("0.conv2d.weight")
    assert relu.around(120) < 0.5
    assert all(sigmoid.around(s) == pytest.approx(GUESSING, abs=0.05) for s in (60, 120))
    sgd, adam = courses("optimizer", seed, 300)
    assert all(adam.around(step) > sgd.around(step) for step in (30, 60, 100))
    border = []
    for one in (sgd, adam):
        rows = np.abs(one.moved["4.dense.weight"]).reshape(13, 13, 80).mean(axis=2)
        border.append(float(rows[0].mean() / rows[4:9, 4:9].mean()))
    assert border[0] < 1 / 6
    assert border[1] > 0.6
