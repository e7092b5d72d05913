"""What follows an update: validation, the end of an epoch, and perhaps that of the session."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Protocol

from core.arrays import IntArray
from core.datasets.dataset import LabelledImages
from core.schedules.base import Schedule
from core.training.abandoned import ShouldStop
from core.training.best_weights import BestWeights
from core.training.early_stopping import EarlyStopping
from core.training.epoch_progress import EpochProgress
from core.training.events import EpochFinished, FinishReason, TrainingEvent, ValidationFinished
from core.training.plan import TrainingPlan

#: Loss and accuracy of validations by step.
Judgements = Mapping[int, tuple[float, float]]
NONE_KNOWN: Judgements = MappingProxyType({})


class Judged(Protocol):
    """What of a `TrainingSession` matters here."""

    data: LabelledImages
    train_rows: IntArray
    validation_rows: IntArray
    plan: TrainingPlan
    schedule: Schedule
    early_stopping: EarlyStopping | None
    best: BestWeights | None
    step: int
    progress: EpochProgress

    @property
    def epoch(self) -> int:
        """The epoch that the last step belongs to."""

    @property
    def takes_long_to_judge(self) -> bool:
        """Whether a stop should not wait for the end of a validation."""

    def evaluate(
        self, data: LabelledImages, rows: IntArray, should_stop: ShouldStop | None = None
    ) -> tuple[float, float]:
        """Return mean loss and accuracy."""


def judge(
    session: Judged, known: Judgements, should_stop: ShouldStop | None
) -> Iterator[TrainingEvent]:
    """Validate if it is time to, and let those know who go by it.

    Raises
    ------
    StepAbandoned
        If a validation that takes long was given up.
    """
    progress, step = session.progress, session.step
    if _is_due(session, step, is_epoch_end=progress.is_over):
        if not session.takes_long_to_judge:
            should_stop = None
        loss, accuracy = known.get(step) or session.evaluate(
            session.data, session.validation_rows, should_stop
        )
        if session.best is not None:
            session.best.judged(step, loss, accuracy)
        if progress.is_over:
            session.schedule.epoch_judged(loss)
            if session.early_stopping is not None:
                session.early_stopping.epoch_judged(loss, accuracy)
        yield ValidationFinished(step, session.epoch, loss, accuracy)
    if progress.is_over:
        yield EpochFinished(step, session.epoch, progress.loss, progress.accuracy)


def judges_long_next(session: Judged) -> bool:
    """Return whether the next step ends in a validation that takes long."""
    progress = session.progress
    left = len(session.train_rows) if progress.is_over else progress.left
    is_epoch_end = left <= session.plan.batch_size
    return _is_due(session, session.step + 1, is_epoch_end=is_epoch_end) and (
        session.takes_long_to_judge
    )


def end_of(session: Judged) -> tuple[FinishReason | None, str]:
    """Return why a session is over, if it is, and a sentence about it."""
    if not session.progress.is_over:
        return None, ""
    if session.epoch >= session.plan.epochs:
        return FinishReason.COMPLETED, ""
    if session.early_stopping is not None and session.early_stopping.is_over:
        return FinishReason.STOPPED_EARLY, session.early_stopping.explanation
    return None, ""


def _is_due(session: Judged, step: int, *, is_epoch_end: bool) -> bool:
    every = session.plan.validate_every
    return bool(len(session.validation_rows)) and (
        is_epoch_end or bool(every and step % every == 0)
    )
