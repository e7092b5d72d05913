"""Workers that answer at once, in this process."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from core.documents.labels import Labels
from core.documents.recipe import Recipe
from core.experiment import experiment_from_json
from core.sweeping.trial_document import write_trial_document
from core.sweeping.trial_pool import PoolMessage, RunAnswered, RunNews
from core.sweeping.trial_reply import TrialOutcome, TrialReply, reply_bytes
from core.sweeping.trial_task import DataPart, TrialTask
from core.training.build import session_for
from core.training.events import (
    FinishReason,
    SessionFinished,
    ValidationFinished,
)
from core.training.session_state import capture
from tests.support.sessions import make_dataset

#: What a run does: messages, the last of which is its answer.
Course = Callable[[TrialTask], Iterable[PoolMessage]]


class StubPool:
    """Plays each run when it is submitted; messages come in that order.

    Parameters
    ----------
    course : callable
        What becomes of a run.
    places : int
        How many train at the same time.
    """

    topic, endings, niceness = "news", "endings", 0

    def __init__(self, course: Course, places: int = 1) -> None:
        self.course, self.places = course, places
        self.messages: deque[PoolMessage] = deque()
        self.submitted: list[TrialTask] = []
        self.avoided: list[set[str]] = []
        self.sent: list[tuple[str, list[DataPart]]] = []
        self.ended: list[str] = []
        self.forgotten: list[str] = []
        self.is_closed = False

    def capacity(self) -> int:
        return self.places

    def submit(self, task: TrialTask, worker: str = "", avoided: Collection[str] = ()) -> None:
        self.submitted.append(task)
        self.avoided.append(set(avoided))
        self.messages.extend(self.course(task))

    def send(self, parts: Iterable[DataPart], worker: str) -> None:
        self.sent.append((worker, list(parts)))

    def end(self, keys: Iterable[str]) -> None:
        self.ended.extend(keys)

    def forget(self, key: str) -> None:
        self.forgotten.append(key)

    def next(self, seconds: float) -> PoolMessage | None:
        return self.messages.popleft() if self.messages else None

    def reconnect(self) -> bool:
        return True

    def close(self) -> None:
        self.is_closed = True


def answered(task: TrialTask, accuracy: float, *, is_whole: bool = True) -> RunAnswered:
    """Return the answer of a run whose last validation gave this accuracy."""
    return RunAnswered(
        task.key,
        reply_bytes(TrialReply(TrialOutcome.TRAINED, "a"), document(task, accuracy, is_whole)),
    )


def judged(task: TrialTask, epochs: float, accuracy: float) -> RunNews:
    """Return what a run says of a validation after so many epochs."""
    point = ["validation", round(epochs * 100), epochs, 1.0, accuracy]
    return RunNews(
        task.key, {"step": 1, "epochs": epochs, "loss": 1.0, "accuracy": 0.5, "judged": [point]}
    )


def document(task: TrialTask, accuracy: float, is_whole: bool) -> bytes:
    """Return the document of a run that was trained for one step."""
    experiment = experiment_from_json(task.experiment)
    dataset = small_dataset()
    session = session_for(experiment, dataset, threads=1)
    batch, *_ = session.run_step()
    events = [ValidationFinished(1, 1, 1 - accuracy, accuracy)]
    if is_whole:
        events.append(SessionFinished(FinishReason.COMPLETED, 1))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "run.glassbox"
        write_trial_document(
            path, Recipe.for_run(experiment, dataset), Labels(task.name, task.notes),
            [capture(session)], [batch], events, task.budget,
        )  # fmt: skip
        return path.read_bytes()


def small_dataset():
    """Return images as `small_experiment` takes them, of three classes."""
    from dataclasses import replace

    return replace(make_dataset(), class_names=("top", "bottom", "neither"))


def settings_of(task: TrialTask, *path: str | int) -> object:
    """Return one value of the experiment of a task."""
    value = json.loads(task.experiment)
    for key in path:
        value = value[key]
    return value
