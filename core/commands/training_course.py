"""Take the steps of a run that a command trains, and keep what they gave."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from core.commands.output_file import written
from core.commands.progress_bar import ProgressBar
from core.commands.report import Report
from core.commands.run_target import RunTarget
from core.commands.surroundings import Surroundings
from core.commands.training_tally import TrainingTally
from core.datasets.dataset import Dataset
from core.documents.recipe import Origin
from core.documents.recorded_run import Place
from core.documents.recorder import Recorder
from core.documents.recording import Recording
from core.documents.recording_listener import RecordingListener
from core.documents.run_mark import MarkKind
from core.errors import CoreError
from core.experiment import Experiment
from core.formats.file_access import short_name
from core.formats.file_name import free_path
from core.formats.output_target import OutputError, stat_of
from core.formats.run_file import TrainedRun, save_run
from core.training.events import FinishReason, TrainingEvent
from core.training.session import TrainingSession
from core.training.snapshot import take_snapshot


class DivergedError(CoreError):
    """Training broke down; the text says at which step and in which tensor."""


@dataclass(frozen=True, slots=True, eq=False)
class CommandRun:
    """A run between two steps, see `RecordedRun`.

    Attributes
    ----------
    experiment : Experiment
    dataset : Dataset
    session : TrainingSession
    parent : Origin or None
    recorder : Recorder or None
    at_most : int or None
        The step to stop at, if that comes before the end of the plan.
    extended_by : int
        Epochs that were just added to the plan.
    """

    experiment: Experiment
    dataset: Dataset
    session: TrainingSession
    parent: Origin | None = None
    recorder: Recorder | None = None
    at_most: int | None = None
    extended_by: int = 0


def train_and_report(
    prepare: Callable[[], CommandRun],
    target: RunTarget | None,
    surroundings: Surroundings,
    bar: ProgressBar,
) -> None:
    """Train to the end of what is planned, keep the run, judge it, and say so.

    Whatever interrupts this, what was trained is kept first.

    Parameters
    ----------
    prepare : callable
        Returns the run; nothing interrupts it.
    target : RunTarget or None
    surroundings : Surroundings
    bar : ProgressBar

    Raises
    ------
    DivergedError
        If training broke down.
    Interrupted
        If a signal came; the run is kept then.
    OutputError
        If the run could not be kept.
    """
    interruption = surroundings.interruption
    kept = ""
    with interruption.held():
        run = prepare()
        session = run.session
        total = min(session.total_steps, run.at_most or session.total_steps)
        tally = TrainingTally(total, session.plan.epochs, first_step=session.step)
        if target is not None and target.is_document:
            kept = _train_recorded(run, target, tally, surroundings, bar)
        else:
            _take_steps(session, partial(_step, session), tally, bar, surroundings)
            if target is not None and not _has_diverged(session) and session.step:
                session.restore_best()
                kept = f"the run is in {_write_weights(run, target)}"
        if kept:
            interruption.kept = f"{kept}, at step {session.step:,}"
    _report(run, tally, surroundings, bar, kept)


def accuracy_on_test(session: TrainingSession, dataset: Dataset) -> float | None:
    """Return the share of test images judged right; None without test images."""
    if dataset.test is None:
        return None
    return session.evaluate(dataset.test, np.arange(len(dataset.test)))[1]


def _take_steps(
    session: TrainingSession,
    take_step: Callable[[], list[TrainingEvent]],
    tally: TrainingTally,
    bar: ProgressBar,
    surroundings: Surroundings,
) -> None:
    while session.finished is None and session.step < tally.total_steps:
        if surroundings.interruption.is_wanted:
            return
        for event in take_step():
            tally.add(event)
        bar.show(*tally.progress())


def _step(session: TrainingSession) -> list[TrainingEvent]:
    return list(session.run_step())


def _train_recorded(
    run: CommandRun,
    target: RunTarget,
    tally: TrainingTally,
    surroundings: Surroundings,
    bar: ProgressBar,
) -> str:
    """Train and write down; return where the run is, nothing if no step was taken."""
    recording = _recording(run, target, surroundings, bar)
    recording.get_ready()

    def take_step() -> list[TrainingEvent]:
        events = recording.take_step(lambda: surroundings.interruption.is_wanted)
        if recording.path is None:  # better told now than after hours
            raise OutputError(f"{short_name(target.path)}: {recording.trouble}")
        return events

    try:
        _take_steps(run.session, take_step, tally, bar, surroundings)
    finally:
        recording.end()
        recording.close()
    return _kept_in(recording, target)


def _recording(
    run: CommandRun, target: RunTarget, surroundings: Surroundings, bar: ProgressBar
) -> Recording:
    """Return what writes the run down, as the window does."""

    def warned(text: str) -> None:
        bar.begin()  # on a line of its own
        surroundings.console.remark(text or "The run is being saved again.")

    place = Place(
        target.path.parent,
        target.path,
        may_replace=target.may_replace,
        budget=target.budget,
    )
    recording = Recording(run, place, RecordingListener(warned=warned))
    if run.extended_by:
        recording.note(MarkKind.SETTINGS_CHANGED, f"{run.extended_by} more epochs")
    return recording


def _kept_in(recording: Recording, target: RunTarget) -> str:
    """Return where the run is; nothing if no step was taken.

    Raises
    ------
    OutputError
        If it is not all there.
    """
    recorder, path = recording.recorder, recording.path
    if recorder is None or path is None or recorder.saved_step != recorder.session.step:
        if recorder is None or (path is None and not recorder.session.step):
            return ""
        reason = recording.trouble or "the run could not be saved"
        raise OutputError(f"{short_name(path or target.path)}: {reason}")
    return f"the run is in {path}" if stat_of(path) is not None else ""


def _write_weights(run: CommandRun, target: RunTarget) -> Path:
    """Write what the session has learned; return where that is."""
    session, path = run.session, target.path
    with suppress(OSError):
        if not target.may_replace and stat_of(path) is not None:
            path = free_path(path)  # someone else's, made while this run was trained
    snapshot = take_snapshot(session.network, step=session.step, epoch=session.epoch)
    weights = TrainedRun(run.experiment, snapshot.values, session.step, session.epoch)
    written(path, partial(save_run, weights, path))
    return path


def _report(
    run: CommandRun,
    tally: TrainingTally,
    surroundings: Surroundings,
    bar: ProgressBar,
    kept: str,
) -> None:
    session, dataset = run.session, run.dataset
    finished = session.finished
    if finished is not None and finished.reason is FinishReason.DIVERGED:
        report = Report(
            steps=session.step,
            seconds=tally.elapsed,
            images_per_second=tally.images_per_second,
            finished=finished.reason.value,
        )
        if surroundings.wants_json:
            surroundings.console.say(report.to_json())
        raise DivergedError(finished.explanation)
    session.restore_best()  # in memory alone: the document goes on from its last step
    report = Report(
        train_loss=tally.train_loss,
        validation_accuracy=_validation_accuracy(run, tally),
        test_accuracy=accuracy_on_test(session, dataset),
        steps=session.step,
        seconds=tally.elapsed,
        images_per_second=tally.images_per_second,
        finished=None if finished is None else finished.reason.value,
    )
    bar.close()
    lines = [f"{run.experiment.name} on {dataset.name}: {report.to_text()}"]
    if finished is not None and finished.explanation:
        lines.insert(0, finished.explanation)
    if kept:
        lines.append(f"{kept[0].upper()}{kept[1:]}")
    surroundings.report("\n".join(lines), report.to_json)


def _validation_accuracy(run: CommandRun, tally: TrainingTally) -> float | None:
    session = run.session
    if session.best is not None and session.best.step:
        return session.best.accuracy
    if tally.validation is not None and tally.validation.step == session.step:
        return tally.validation.accuracy
    if not len(session.validation_rows):
        return None
    return session.evaluate(run.dataset.train, session.validation_rows)[1]


def _has_diverged(session: TrainingSession) -> bool:
    finished = session.finished
    return finished is not None and finished.reason is FinishReason.DIVERGED
