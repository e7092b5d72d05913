"""Train one run of a sweep, wherever this process is."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from core.datasets.dataset import Dataset
from core.documents.event_codec import RareEvent
from core.documents.labels import Labels
from core.documents.recipe import Recipe
from core.documents.run_mark import MarkKind, RunMark
from core.experiment import Experiment
from core.sweeping.trial_document import write_trial_document
from core.sweeping.trial_task import TrialTask
from core.sweeping.worker_link import WorkerLink
from core.training.build import session_for
from core.training.events import BatchFinished, EpochFinished, TrainingEvent, ValidationFinished
from core.training.session import TrainingSession
from core.training.session_state import SessionState, capture

#: Seconds between two looks at how far it is.
NEWS_SECONDS = 0.5
#: States that are kept of the way at most, besides those of the beginning and the end.
MOST_STATES = 64
#: What is said of a judgement, by kind.
VALIDATION, EPOCH = "validation", "epoch"


@dataclass(slots=True)
class _Record:
    """What a run said and was, so far."""

    states: list[SessionState]
    batches: list[BatchFinished] = field(default_factory=list)
    events: list[RareEvent] = field(default_factory=list)
    news: list[list[Any]] = field(default_factory=list)


def train_trial(
    task: TrialTask, experiment: Experiment, dataset: Dataset, link: WorkerLink
) -> bytes:
    """Return the document of a run that was trained to its end, or until it was to end.

    Raises
    ------
    SpecError
        If the experiment does not fit the data, or itself.
    OSError
        If there is no room for the document.
    """
    session = session_for(experiment, dataset, threads=1)
    record = _Record([capture(session)])
    link.say({"began": link.address})
    try:
        if not _train(session, record, link, task.budget):
            mark = RunMark(session.step, session.epoch, MarkKind.NOTE, "ended by the sweep")
            record.events.append(mark)
    finally:
        session.end_threads()
    states = [state for state in record.states if state.step < session.step]
    recipe = Recipe.for_run(experiment, dataset)
    with TemporaryDirectory(prefix="glassbox-trial-", dir=link.folder) as folder:
        path = Path(folder) / "run.glassbox"
        write_trial_document(
            path,
            recipe,
            Labels(task.name, task.notes),
            [*states, capture(session)],
            record.batches,
            record.events,
            task.budget,
        )
        return path.read_bytes()


def _train(session: TrainingSession, record: _Record, link: WorkerLink, budget: int) -> bool:
    """Take steps; return whether the run reached its end by itself."""
    next_news = time.monotonic() + NEWS_SECONDS
    while session.finished is None:
        for event in session.run_step():
            _note(session, record, event)
            if isinstance(event, EpochFinished):
                _keep_state(session, record, budget)
        if time.monotonic() >= next_news:
            _say(session, record, link)
            if link.is_to_end():
                return session.finished is not None
            next_news = time.monotonic() + NEWS_SECONDS
    _say(session, record, link)
    return True


def _note(session: TrainingSession, record: _Record, event: TrainingEvent) -> None:
    if isinstance(event, BatchFinished):
        record.batches.append(event)
        return
    record.events.append(event)
    if isinstance(event, ValidationFinished | EpochFinished):
        kind = VALIDATION if isinstance(event, ValidationFinished) else EPOCH
        done = epochs_done(session)
        record.news.append([kind, event.step, done, event.loss, event.accuracy])


def _keep_state(session: TrainingSession, record: _Record, budget: int) -> None:
    """Keep the state at the end of an epoch; of many every other one goes."""
    states = record.states
    states.append(capture(session).without_gradients())
    if len(states) > MOST_STATES or sum(one.size for one in states) > budget:
        del states[1:-1:2]


def _say(session: TrainingSession, record: _Record, link: WorkerLink) -> None:
    latest = record.batches[-1]
    link.say(
        {
            "step": session.step,
            "epochs": epochs_done(session),
            "loss": latest.loss,
            "accuracy": latest.accuracy,
            "judged": record.news,
        }
    )
    record.news = []


def epochs_done(session: TrainingSession) -> float:
    """Return how many times the training images were seen, the last one in part."""
    seen = session.progress.cursor / max(len(session.train_rows), 1)
    return session.epoch - 1 + seen if session.epoch else 0.0
