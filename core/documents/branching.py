"""Another future from some moment of a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.arrays import FloatArray, Shape
from core.datasets.dataset import Dataset
from core.errors import SpecError
from core.experiment import Experiment
from core.formats.run_file import parameter_shapes, state_shapes
from core.network_spec import NetworkSpec
from core.training.build import session_for
from core.training.events import FinishReason
from core.training.plan import TrainingPlan
from core.training.session import TrainingSession
from core.training.session_state import (
    BEST,
    OPTIMIZER,
    VALUES,
    SessionState,
    capture,
)
from core.what_if.edits import NO_EDITS, Edits

#: What decides which numbers a run is made of: none of it can change on the way.
UNCHANGEABLE = ("data", "seed", "validation_share")


def branch_at(
    state: SessionState,
    before: Experiment,
    dataset: Dataset,
    changes: Mapping[str, Any],
    edits: Edits = NO_EDITS,
) -> tuple[Experiment, SessionState]:
    """Return the experiment of a branch, and what it begins with.

    Parameters
    ----------
    state : SessionState
        Of the run that is left.
    before : Experiment
        What that was made from.
    dataset : Dataset
        The very images it was trained on.
    changes : mapping
        New values for fields of the experiment.
    edits : Edits
        Changes by hand to the network.

    Raises
    ------
    SpecError
        If a change makes no sense, or the run could not have got here with it.
    """
    network, values = edits.apply(changes.get("network", before.network), state.group(VALUES))
    after = branched_experiment(before, {**changes, "network": network})
    fresh = session_for(after, dataset)
    begun = branched_state(state, before, after, fresh)
    return after, with_changed_weights(begun, values, fresh) if edits else begun


def branched_experiment(experiment: Experiment, changes: Mapping[str, Any]) -> Experiment:
    """Return the experiment of a branch.

    Raises
    ------
    SpecError
        If a change is none that can be made on the way.
    """
    if unknown := sorted(changes.keys() - set(Experiment.__slots__)):
        raise SpecError(f"branch: an experiment has no {unknown[0]}")
    branched = experiment.replace(**changes)
    for name in UNCHANGEABLE:
        if getattr(branched, name) != getattr(experiment, name):
            raise SpecError(f"branch: {name} cannot change within a run; begin a new one")
    if _frame(branched.network) != _frame(experiment.network):
        raise SpecError("branch: the layers cannot change within a run; begin a new one")
    return branched


def branched_state(
    state: SessionState, before: Experiment, after: Experiment, fresh: TrainingSession
) -> SessionState:
    """Return `state` with what the changes from `before` to `after` make of it.

    What another optimiser or schedule would remember begins anew, as does patience with
    another number to watch.  Of the same optimiser, what it remembers of a parameter goes on
    wherever that stays trainable; a layer that is no longer frozen begins with zeros, while
    the number of steps, the t of Adam, stays that of the optimiser.
    The best weights so far are forgotten wherever other layers are frozen.

    Parameters
    ----------
    state : SessionState
    before, after : Experiment
    fresh : TrainingSession
        Of `after`, at its start.

    Raises
    ------
    SpecError
        If the run has diverged at this state.
    """
    if before == after:
        return state
    if state.finished is not None and state.finished.reason is FinishReason.DIVERGED:
        raise SpecError("branch: the run has diverged here; choose an earlier step")
    start = capture(fresh)
    plan = _plan(state.plan, before, after, fresh.plan)
    goes_on = state.epoch.number < plan.epochs
    same_schedule = before.schedule == after.schedule
    same_rate = before.optimizer.learning_rate == after.optimizer.learning_rate
    same_kind = type(before.optimizer) is type(after.optimizer)
    same_loss = _price(before) == _price(after)
    # the best weights of all layers would undo what a frozen one is to keep
    same_frozen = _frozen(before) == _frozen(after)
    keeps_best = before.keep_best and after.keep_best and same_loss and same_frozen
    has_ended = state.finished is not None
    keeps_patience = _watches_same(before, after) and same_loss and not has_ended
    return replace(
        state,
        optimizer_steps=state.optimizer_steps if same_kind else 0,
        base_rate=state.base_rate if same_kind and same_rate else start.base_rate,
        plan=plan,
        plan_start=(
            state.plan_start if same_schedule and not has_ended else _begun_epochs(state)
        ),
        schedule=state.schedule if same_schedule and same_loss else start.schedule,
        early_stopping=state.early_stopping if keeps_patience else start.early_stopping,
        best=state.best if keeps_best else start.best,
        finished=None if goes_on else state.finished,
        arrays=_arrays(state, start, same_kind=same_kind, keeps_best=keeps_best),
    )


def with_changed_weights(
    state: SessionState, values: Mapping[str, FloatArray], fresh: TrainingSession
) -> SessionState:
    """Return `state` with weights that were changed by hand.

    What the optimiser remembers of a number that was changed begins with zeros, and the best
    weights so far are forgotten: they are those of another network.

    Parameters
    ----------
    state : SessionState
    values : mapping of str to ndarray
        All of them, by path.
    fresh : TrainingSession
        Of the same experiment, at its start.
    """
    arrays = {name: a for name, a in state.arrays.items() if not name.startswith(BEST)}
    for path, value in values.items():
        before = arrays[VALUES + path]
        if value is before:
            continue
        changed = value != before
        arrays[VALUES + path] = value
        for name in arrays:
            if name.startswith(OPTIMIZER) and name.endswith(f"/{path}"):
                remembered = np.where(changed, 0, arrays[name]).astype(arrays[name].dtype)
                remembered.flags.writeable = False
                arrays[name] = remembered
    return replace(state, best=capture(fresh).best, arrays=MappingProxyType(arrays))


def _frame(network: NetworkSpec) -> tuple[list[str], dict[str, Shape], dict[str, Shape]]:
    """Return what no branch can change of a network: its kinds of layers, and all shapes."""
    kinds = [layer.KIND for layer in network.layers]
    return kinds, parameter_shapes(network), state_shapes(network)


def _price(experiment: Experiment) -> tuple[object, ...]:
    """Return what a loss is made of; freezing a layer takes its weight decay out of it."""
    decay = [
        0.0 if layer.is_frozen else getattr(layer, "l2", 0.0)
        for layer in experiment.network.layers
    ]
    return experiment.loss, experiment.label_smoothing, decay


def _frozen(experiment: Experiment) -> list[bool]:
    return [layer.is_frozen for layer in experiment.network.layers]


def _plan(
    plan: TrainingPlan, before: Experiment, after: Experiment, fresh: TrainingPlan
) -> TrainingPlan:
    """Return the plan of `after`; a run that was extended stays so."""
    return fresh if before.epochs != after.epochs else replace(fresh, epochs=plan.epochs)


def _begun_epochs(state: SessionState) -> int:
    """Return how many epochs lie behind a schedule that begins now."""
    is_within = state.finished is None and state.epoch.number > 0
    return state.epoch.number - 1 if is_within else state.epoch.number


def _watches_same(before: Experiment, after: Experiment) -> bool:
    if before.early_stopping is None or after.early_stopping is None:
        return False
    return before.early_stopping.watch == after.early_stopping.watch


def _arrays(
    state: SessionState, start: SessionState, *, same_kind: bool, keeps_best: bool
) -> Mapping[str, NDArray[Any]]:
    arrays = dict(state.arrays)
    if not keeps_best:
        arrays = {name: arrays[name] for name in arrays if not name.startswith(BEST)}
    remembered = {name: a for name, a in start.arrays.items() if name.startswith(OPTIMIZER)}
    if same_kind:
        remembered = {name: arrays.get(name, zeros) for name, zeros in remembered.items()}
    arrays = {name: arrays[name] for name in arrays if not name.startswith(OPTIMIZER)}
    arrays |= remembered
    return MappingProxyType(arrays)
