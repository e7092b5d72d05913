"""The events that a training session reports.

Events are immutable and small, so they may cross threads freely.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from core.number_text import percent_text


class FinishReason(StrEnum):
    """Why a session ended."""

    COMPLETED = "completed"
    STOPPED_EARLY = "stopped_early"
    DIVERGED = "diverged"


@dataclass(frozen=True, slots=True)
class BatchFinished:
    """One optimiser step was taken.

    Attributes
    ----------
    step : int
        Steps taken so far, this one included.
    epoch : int
        Counted from 1.
    loss, accuracy : float
        Mean over the batch, before the step; accuracy from 0 to 1.
    images : int
        Images in the batch.
    seconds : float
        Time the step took, without validation.
    learning_rate : float
        Of this step, as the schedule set it; NaN if unknown.
    """

    step: int
    epoch: int
    loss: float
    accuracy: float
    images: int
    seconds: float
    learning_rate: float = math.nan


@dataclass(frozen=True, slots=True)
class ValidationFinished:
    """The held-back images were judged.

    Attributes
    ----------
    step, epoch : int
        When, as in `BatchFinished`.
    loss, accuracy : float
        Mean over all held-back images.
    """

    step: int
    epoch: int
    loss: float
    accuracy: float


@dataclass(frozen=True, slots=True)
class EpochFinished:
    """Every training image was seen once more.

    Attributes
    ----------
    step, epoch : int
    loss, accuracy : float
        Mean over the epoch's images, each judged before the step it took part in.
    """

    step: int
    epoch: int
    loss: float
    accuracy: float


@dataclass(frozen=True, slots=True)
class BestRestored:
    """The weights of an earlier step were put back, because they judged better.

    Attributes
    ----------
    step, epoch : int
        Now.
    best_step : int
        After how many steps the network was as it is now again.
    loss, accuracy : float
        Of that step's validation.
    """

    step: int
    epoch: int
    best_step: int
    loss: float
    accuracy: float

    @property
    def words(self) -> str:
        """Return what happened, in a sentence."""
        return (
            f"The weights of step {self.best_step:,} are back: they judged best, with "
            f"{percent_text(self.accuracy, 2)} of the held-back images right."
        )


@dataclass(frozen=True, slots=True)
class SessionFinished:
    """The last event of a session that was not abandoned.

    Attributes
    ----------
    reason : FinishReason
    step : int
    explanation : str
        For a divergence: which tensor broke.  For an early stop: what did not improve.  If
        the best weights were put back: from which step.  Otherwise empty.
    """

    reason: FinishReason
    step: int
    explanation: str = ""


TrainingEvent = (
    BatchFinished | ValidationFinished | EpochFinished | BestRestored | SessionFinished
)
