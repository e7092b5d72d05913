"""One trial as a table shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.sweeping.setting_values import Value


class TrialState(StrEnum):
    """How far a trial is."""

    RUNNING = "running"
    FINISHED = "finished"
    PRUNED = "pruned"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class TrialRow:
    """A trial in a few words and numbers.

    Attributes
    ----------
    number : int
        From 0, in the order in which they began.
    state : TrialState
    settings : mapping of str to object
        What was chosen, by path.
    value : float or None
        Of the objective; the mean where there are several seeds.
    spread : float or None
        Standard deviation over the seeds, n - 1 in the denominator; None for a single one.
    reason : str
        Why it was pruned, or failed.
    """

    number: int
    state: TrialState
    settings: Mapping[str, Value]
    value: float | None = None
    spread: float | None = None
    reason: str = ""

    @property
    def name(self) -> str:
        """What the trial is called: its document's name."""
        return trial_name(self.number)


def trial_name(number: int) -> str:
    """Return what a trial is called."""
    return f"trial-{number:04d}"
