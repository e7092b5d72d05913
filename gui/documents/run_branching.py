"""Another future for a run, built off the main thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from core.curves.history import RunHistory
from core.training.events import TrainingEvent, ValidationFinished
from core.training.snapshot import take_snapshot
from core.what_if.edits import NO_EDITS, Edits
from gui.documents.prepared_run import PreparedRun
from gui.documents.run_past import past_of

if TYPE_CHECKING:  # they bring sqlite3, which no window needs before the first step
    from core.documents.recipe import Origin
    from core.documents.recorder import Recorder
    from core.documents.time_machine import TimeMachine
    from core.experiment import Experiment
    from core.training.session import TrainingSession
    from core.training.session_state import SessionState
    from core.training.taught_step import TaughtStep


def branched_run(
    run: PreparedRun,
    recorder: Recorder | None,
    machine: TimeMachine,
    history: RunHistory,
    step: int,
    changes: Mapping[str, Any],
    edits: Edits = NO_EDITS,
    *,
    progress: Callable[[float, str], object],
    cancelled: Callable[[], bool],
) -> PreparedRun:
    """Return the run that begins where `run` was at `step`, with changed settings.

    Parameters
    ----------
    run : PreparedRun
    recorder : Recorder or None
        Of `run`; its document names the branch's origin.
    machine : TimeMachine
        Knows `run` at `step`.
    history : RunHistory
        Of `run`.
    step : int
    changes : mapping
        New values for fields of the experiment.
    edits : Edits
        Changes by hand to the network the branch begins with.
    progress, cancelled : callable
        Of the background task; it takes no time worth showing.

    Raises
    ------
    LoadError, SpecError
        As `TimeMachine.branch`.
    """
    experiment, state = machine.branch(step, edits, **changes)
    before = None if recorder is None else machine.at(step).state
    begin = _Beginning(experiment, state, before, is_changed=bool(edits))
    return _begun(run, recorder, history, begin, _remark(step, edits, experiment))


def taught_run(
    run: PreparedRun,
    recorder: Recorder | None,
    history: RunHistory,
    taught: TaughtStep,
    *,
    progress: Callable[[float, str], object],
    cancelled: Callable[[], bool],
) -> PreparedRun:
    """Return the run that begins with what `run` learned from a single image.

    Parameters
    ----------
    run, recorder, history, progress, cancelled
        As for `branched_run`.
    taught : TaughtStep

    Raises
    ------
    SpecError
        If the step does not belong to the run.
    """
    state = taught.state
    remark = (
        f"This branch learned your drawing in one step at step {state.step:,} and waits: "
        "press Space to train it."
    )
    # where the branch begins, the past shows what it learned
    begin = _Beginning(taught.experiment, state, state, is_changed=True)
    return _begun(run, recorder, history, begin, remark)


@dataclass(frozen=True, slots=True, eq=False)
class _Beginning:
    """Where another future begins.

    Attributes
    ----------
    experiment : Experiment
    state : SessionState
    last_of_past : SessionState or None
        What its past shows there, if there is one.
    is_changed : bool
        Whether its network is another than that of the run at this step.
    """

    experiment: Experiment
    state: SessionState
    last_of_past: SessionState | None
    is_changed: bool


def _begun(
    run: PreparedRun,
    recorder: Recorder | None,
    history: RunHistory,
    begin: _Beginning,
    remark: str,
) -> PreparedRun:
    # on a background thread, long after the window was painted
    from core.training.session_state import resumed_session

    step = begin.state.step
    session = resumed_session(begin.experiment, run.dataset, begin.state)
    latest = take_snapshot(session.network, step=session.step, epoch=session.epoch)
    earlier = history.until(step)
    if begin.is_changed:
        earlier = _judged_anew(earlier, session)
    past = None
    if recorder is not None and begin.last_of_past is not None:
        past = past_of(run.experiment, run.dataset, recorder, begin.last_of_past)
    return PreparedRun(
        begin.experiment,
        run.dataset,
        session,
        run.start,
        latest,
        parent=_origin(run, recorder, step),
        history=earlier,
        branched_from=history,
        newest=_newest(earlier, step),
        past=past,
        remark=remark,
    )


def _remark(step: int, edits: Edits, experiment: Experiment) -> str:
    begins = f"This branch begins at step {step:,}"
    if edits:
        begins += f" with {edits.count_words}"
    pruned = " Weights that are 0 stay 0." if experiment.network.keeps_zeros else ""
    return f"{begins} and waits: press Space to train it.{pruned}"


def _judged_anew(history: RunHistory, session: TrainingSession) -> RunHistory:
    """Return the same, but that the last validation is that of the branch's own network."""
    from core.training.gradient_step import evaluate

    rows = session.validation_rows
    if not len(rows):
        return history
    step = session.step
    with np.errstate(all="ignore"):  # a diverged network is judged, too
        found = evaluate(session.objective, session.data, rows, session.input_shape)
    events = [
        event
        for event in history.events(step)
        if not (isinstance(event, ValidationFinished) and event.step == step)
    ]
    judged = RunHistory()
    judged.add([*events, ValidationFinished(step, session.epoch, *found)])
    return judged


def _newest(history: RunHistory, step: int) -> tuple[TrainingEvent, ...]:
    """Return the last event of each kind."""
    return tuple({type(event): event for event in history.events(step)}.values())


def _origin(run: PreparedRun, recorder: Recorder | None, step: int) -> Origin | None:
    """Return what the branch comes from: what its parent came from, if that has no file.

    Of a parent without a file all steps before it began are those of the run it came from.
    """
    from core.documents.recipe import Origin

    document = None if recorder is None else recorder.document
    if document is None:
        return (
            None if run.parent is None else replace(run.parent, step=min(step, run.parent.step))
        )
    return Origin(document.recipe.run_id, document.labels.name, step)
