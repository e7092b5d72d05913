"""What every schedule of the learning rate promises."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from core.fields import check_fields


@dataclass(frozen=True, slots=True)
class Clock:
    """Where in its plan a session is.

    Attributes
    ----------
    step : int
        Steps taken before the one that is about to be taken.
    steps_per_epoch : int
    start, end : int
        The first step of the plan, and the one after its last.  A session that is extended
        after its end begins a new plan there.
    """

    step: int
    steps_per_epoch: int
    start: int
    end: int

    @property
    def epochs(self) -> int:
        """Whole epochs taken since the very first step."""
        return self.step // self.steps_per_epoch


@dataclass(frozen=True, slots=True)
class ScheduleSpec(ABC):
    """A schedule's kind and settings, as files store them.

    Class attributes
    ----------------
    KIND : str
        Name in JSON.
    TITLE : str
        Name on screen.
    EXPLAINS : str
        One sentence in plain words.
    NEEDS_VALIDATION : bool
        Whether it listens to the loss of images held back.
    """

    KIND: ClassVar[str]
    TITLE: ClassVar[str]
    EXPLAINS: ClassVar[str]
    NEEDS_VALIDATION: ClassVar[bool] = False

    def __post_init__(self) -> None:
        check_fields(self, self.KIND)

    @abstractmethod
    def build(self) -> Schedule:
        """Return the schedule at its start."""


class Schedule(ABC):
    """Says which part of the learning rate the next step takes."""

    @abstractmethod
    def factor(self, clock: Clock) -> float:
        """Return what to multiply the learning rate with at the step about to be taken."""

    def epoch_judged(self, validation_loss: float) -> None:
        """Adapt to how an epoch ended; most schedules ignore it."""

    def state(self) -> dict[str, float]:
        """Return what it remembers; nothing, where the clock says it all."""
        return {}

    def load_state(self, state: Mapping[str, float]) -> None:
        """Go on exactly where another schedule of the same kind stood."""
