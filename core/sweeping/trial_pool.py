"""Those who train the runs of a sweep."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from core.sweeping.trial_task import DataPart, TrialTask


@dataclass(frozen=True, slots=True)
class RunNews:
    """A run said something.

    Attributes
    ----------
    key : str
    news : mapping
        See `core.sweeping.trial_training`.
    """

    key: str
    news: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RunAnswered:
    """A run is over.

    Attributes
    ----------
    key : str
    content : bytes
        See `core.sweeping.trial_reply`.
    """

    key: str
    content: bytes


class Hope(StrEnum):
    """What is left of a run that gave no answer."""

    ANOTHER_TRY = "another_try"
    NO_MORE_TRIES = "no_more_tries"
    OF_NO_RUN = "of_no_run"


@dataclass(frozen=True, slots=True)
class RunLost:
    """A run is gone without an answer.

    Attributes
    ----------
    key : str
    sentence : str
        Why.
    hope : Hope
        Whether it, or any run, may be tried again.
    """

    key: str
    sentence: str
    hope: Hope = Hope.ANOTHER_TRY


@dataclass(frozen=True, slots=True)
class PoolLost:
    """All workers are out of reach, and with them what they were at.

    Attributes
    ----------
    sentence : str
    """

    sentence: str


PoolMessage = RunNews | RunAnswered | RunLost | PoolLost


class TrialPool(Protocol):
    """Workers; one thread uses it, and asks what happened with `next`."""

    @property
    def topic(self) -> str:
        """Where runs send their curves."""

    @property
    def endings(self) -> str:
        """Name of the list of those that are to end."""

    @property
    def niceness(self) -> int:
        """How much workers give way to others."""

    def capacity(self) -> int:
        """Return how many runs train at the same time; 0 while there is no worker."""

    def submit(self, task: TrialTask, worker: str = "", avoided: Collection[str] = ()) -> None:
        """Have a run trained, if possible by a certain worker, and by others than `avoided`."""

    def send(self, parts: Iterable[DataPart], worker: str) -> None:
        """Bring a data set to a worker; what goes wrong shows when it is asked again."""

    def end(self, keys: Iterable[str]) -> None:
        """Let these runs end at their next look, and answer."""

    def forget(self, key: str) -> None:
        """Give a run up: no answer is wanted."""

    def next(self, seconds: float) -> PoolMessage | None:
        """Return what happened next; None if nothing did for so long."""

    def reconnect(self) -> bool:
        """Try once to reach the workers again; return whether that worked."""

    def close(self) -> None:
        """Give the workers up."""
