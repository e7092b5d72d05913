"""What happened when."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FlagKind(StrEnum):
    """What a flag on the curves stands for."""

    LEARNING_RATE = "learning_rate"
    PAUSED = "paused"
    BRANCHED = "branched"
    BEST_VALIDATION = "best_validation"
    OVERFITTING = "overfitting"
    DIVERGED = "diverged"


@dataclass(frozen=True, slots=True)
class TimeFlag:
    """Something that happened after a step.

    Attributes
    ----------
    step : int
    kind : FlagKind
    text : str
        In a sentence, for people.
    """

    step: int
    kind: FlagKind
    text: str
