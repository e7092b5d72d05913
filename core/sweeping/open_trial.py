"""A trial whose runs are not all over yet."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from statistics import fmean, stdev

from core.experiment import Experiment
from core.sweeping.run_result import RunResult
from core.sweeping.trial_row import TrialRow, TrialState
from core.training.events import FinishReason


@dataclass(slots=True)
class OpenRun:
    """One run of a trial.

    Attributes
    ----------
    seed : int or None
    experiment : Experiment
    submitted, begun : int
        How often it was given to the workers, and how often one of them began it.
    key : str
        Of the attempt under way.
    """

    seed: int | None
    experiment: Experiment
    submitted: int = 0
    begun: int = 0
    key: str = ""

    @property
    def attempts(self) -> int:
        """How often it was tried."""
        return max(self.submitted, self.begun)


@dataclass(slots=True)
class OpenTrial:
    """A trial whose runs are not all over yet.

    Attributes
    ----------
    row : TrialRow
    runs : list of OpenRun
        Those to come, and those under way.
    results : dict of int or None to RunResult
        Of those that are over, by seed.
    pruned : str
        Why it is to end; empty while it goes on.
    """

    row: TrialRow
    runs: list[OpenRun] = field(default_factory=list)
    results: dict[int | None, RunResult] = field(default_factory=dict)
    pruned: str = ""

    def values(self) -> dict[int | None, float]:
        """Return the values of its runs by seed, as far as they have any."""
        return {
            seed: result.value
            for seed, result in self.results.items()
            if result.value is not None
        }

    def ended(self) -> TrialRow:
        """Return what became of it, once all runs are over."""
        row, values = self.row, self.values()
        for result in self.results.values():
            if result.ending is FinishReason.DIVERGED:
                return _as(row, TrialState.PRUNED, f"diverged: {result.explanation}")
        if self.pruned:
            return _as(row, TrialState.PRUNED, self.pruned)
        if any(result.ending is None for result in self.results.values()):
            return _as(row, TrialState.PRUNED, "ended before its end")
        if len(values) < len(self.results) or not all(map(math.isfinite, values.values())):
            return _as(row, TrialState.PRUNED, "its objective is not a finite number")
        spread = stdev(values.values()) if len(values) > 1 else None
        return TrialRow(
            row.number, TrialState.FINISHED, row.settings, fmean(values.values()), spread
        )


def _as(row: TrialRow, state: TrialState, reason: str) -> TrialRow:
    return TrialRow(row.number, state, row.settings, reason=reason)
