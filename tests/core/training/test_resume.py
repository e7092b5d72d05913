"""A session that is taken apart and put together goes on as if nothing had happened."""

from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest

from core.documents.recipe import Recipe
from core.documents.run_document import RunDocument
from core.errors import SpecError
from core.optimizers.catalog import OPTIMIZERS
from core.schedules.catalog import SCHEDULES
from core.training.build import session_for
from core.training.events import FinishReason
from core.training.session_state import (
    BEST,
    GRADIENTS,
    OPTIMIZER,
    VALUES,
    capture,
    restore,
    resumed_session,
)
from tests.support.quick_sample import quick_sample
from tests.support.random_runs import (
    PAIRS,
    begun,
    fingerprint,
    random_experiment,
    small_dataset,
    take_steps,
)

RECIPES = range(max(56, PAIRS))
STEPS_AFTER = 12


def stop_step(seed):
    return int(np.random.default_rng([seed, 3]).integers(0, 14))


def interrupted(seed):
    """Return a recipe, its data, and a session stopped somewhere; some were extended."""
    experiment, dataset = random_experiment(seed), small_dataset(seed)
    session, _ = begun(experiment, dataset, stop_step(seed))
    if seed % 8 == 0:
        take_steps(session, 1000)
        session.extend(3)
        take_steps(session, stop_step(seed))
    return experiment, dataset, session


def continued(session):
    """Return the fingerprint of a session and its words after some more steps."""
    events = take_steps(session, STEPS_AFTER)
    if session.finished is not None and session.finished.reason is not FinishReason.DIVERGED:
        session.extend(1)
        events += take_steps(session, 1000)
    return fingerprint(session, events)


@pytest.mark.parametrize("seed", quick_sample(RECIPES, 4))
def test_that_a_run_resumed_from_a_document_is_the_uninterrupted_one(seed, tmp_path):
    experiment, dataset, session = interrupted(seed)
    recipe = Recipe.for_run(experiment, dataset)
    document = RunDocument.create(tmp_path / "run.glassbox", recipe, capture(session))
    document.close()
    before = fingerprint(session)
    expected = continued(session)

    reopened = RunDocument(tmp_path / "run.glassbox")
    reopened.recipe.check_dataset(dataset)
    again = resumed_session(reopened.recipe.experiment, dataset, reopened.latest())
    reopened.close()
    assert fingerprint(again) == before
    assert continued(again) == expected


def test_that_the_recipes_cover_what_a_run_can_have():
    experiments = [random_experiment(seed) for seed in RECIPES]
    kinds = {layer.KIND for e in experiments for layer in e.network.layers}
    assert {"batch_norm", "dropout", "conv2d"} <= kinds
    assert {e.optimizer.KIND for e in experiments} == set(OPTIMIZERS)
    assert {e.schedule.KIND for e in experiments} == set(SCHEDULES)
    assert any(not e.augmentation.is_off for e in experiments)
    assert any(e.early_stopping for e in experiments)
    assert any(e.batch_size is None for e in experiments)
    assert any(e.batch_size and 36 % e.batch_size for e in experiments)
    stops = [interrupted(seed)[2] for seed in list(RECIPES)[:14]]
    assert any(not session.progress.is_over for session in stops)


def test_that_a_state_is_a_copy():
    session, _ = begun(random_experiment(3), small_dataset(3), 5)
    state = capture(session)
    kept = {name: array.copy() for name, array in state.arrays.items()}
    take_steps(session, 3)
    for name, array in state.arrays.items():
        np.testing.assert_array_equal(array, kept[name])
        assert not array.flags.writeable
        assert array.flags.c_contiguous


def test_that_what_is_restored_may_be_restored_again():
    experiment, dataset = random_experiment(9), small_dataset(9)
    session, _ = begun(experiment, dataset, 6)
    state = capture(session)
    expected = continued(session)
    other = session_for(experiment, dataset)
    for _ in range(2):
        restore(other, state)
        assert continued(other) == expected


def _arrays_dropped(*words):
    """Return a mutant that has those arrays as they are at the start."""

    def mutant(state, fresh):
        arrays = dict(state.arrays)
        for name in arrays:
            if all(word in name for word in words):
                source = fresh.arrays.get(name, np.zeros_like(arrays[name]))
                arrays[name] = source
        return replace(state, arrays=MappingProxyType(arrays))

    return mutant


def _field_dropped(name):
    return lambda state, fresh: replace(state, **{name: getattr(fresh, name)})


def _epoch_field_dropped(name):
    return lambda state, fresh: replace(
        state, epoch=replace(state.epoch, **{name: getattr(fresh.epoch, name)})
    )


MUTANTS = {
    "weights": _arrays_dropped(VALUES, ".weight"),
    "biases": _arrays_dropped(VALUES, ".bias"),
    "running mean": _arrays_dropped(VALUES, "running_mean"),
    "running variance": _arrays_dropped(VALUES, "running_variance"),
    "dropout draws": _arrays_dropped(VALUES, "draws"),
    "gradients": _arrays_dropped(GRADIENTS),
    "momentum and means": _arrays_dropped(OPTIMIZER),
    "best weights": _arrays_dropped(BEST),
    "optimiser steps": _field_dropped("optimizer_steps"),
    "learning rate": _field_dropped("learning_rate"),
    "base rate": lambda state, fresh: replace(state, base_rate=2 * state.base_rate),
    "step": _field_dropped("step"),
    "schedule": _field_dropped("schedule"),
    "patience": _field_dropped("early_stopping"),
    "best judgement": _field_dropped("best"),
    "plan": _field_dropped("plan"),
    "start of the plan": _field_dropped("plan_start"),
    "end of the run": _field_dropped("finished"),
    "epoch": _epoch_field_dropped("number"),
    "place in the epoch": _epoch_field_dropped("cursor"),
    "loss of the epoch": _epoch_field_dropped("loss_sum"),
    "right in the epoch": _epoch_field_dropped("right_sum"),
    "generator and order": _epoch_field_dropped("generator"),
}


#: These decide nothing that follows, but views show them.
SHOWN = ("gradients", "learning rate")


@pytest.fixture(scope="module")
def continuations():
    """Some interrupted runs: recipe, data, state, and how each really went on."""
    found = []
    for seed in (*range(14), *range(16, 56, 8)):
        experiment, dataset, session = interrupted(seed)
        state = capture(session)
        found.append((experiment, dataset, state, continued(session)))
    # from here on it only gets worse
    experiment, dataset, session = interrupted(8)
    state = replace(capture(session), base_rate=100.0)
    worse = resumed_session(experiment, dataset, state)
    found.append((experiment, dataset, state, continued(worse)))
    assert worse.best.step <= session.step
    ended, _ = begun(random_experiment(2), small_dataset(2), 1000)
    found.append((random_experiment(2), small_dataset(2), capture(ended), continued(ended)))
    return found


@pytest.mark.slow
def test_that_nothing_dropped_is_noticed_by_nobody(continuations):
    for experiment, dataset, state, expected in continuations:
        assert continued(resumed_session(experiment, dataset, state)) == expected


@pytest.mark.parametrize("piece", MUTANTS)
def test_that_dropping_a_piece_of_state_shows(piece, continuations):
    for experiment, dataset, state, expected in continuations:
        mutant = MUTANTS[piece](state, capture(session_for(experiment, dataset)))
        if piece in SHOWN:
            got = fingerprint(resumed_session(experiment, dataset, mutant))
            expected = fingerprint(resumed_session(experiment, dataset, state))
        else:
            try:
                got = continued(resumed_session(experiment, dataset, mutant))
            except SpecError:
                return
        if got != expected:
            return
    pytest.fail(f"nothing misses the {piece}")


@pytest.mark.parametrize("other", [1, 2, 11])
def test_that_the_state_of_another_run_is_refused(other):
    session, _ = begun(random_experiment(0), small_dataset(0), 3)
    with pytest.raises(SpecError, match="resume"):
        resumed_session(random_experiment(other), small_dataset(0), capture(session))


def test_that_more_images_than_there_are_is_refused():
    experiment, dataset = random_experiment(4), small_dataset(4)
    session, _ = begun(experiment, dataset, 3)
    state = capture(session)
    broken = replace(state, epoch=replace(state.epoch, cursor=1000))
    with pytest.raises(SpecError, match="at most 36 images"):
        resumed_session(experiment, dataset, broken)


def test_that_patience_that_is_no_number_is_refused():
    experiment, dataset = random_experiment(4), small_dataset(4)
    state = capture(session_for(experiment, dataset))
    broken = replace(state, schedule={**state.schedule, "waited": float("nan")})
    with pytest.raises(SpecError, match="makes no sense"):
        resumed_session(experiment, dataset, broken)
