"""What is called when something happens in a sweep."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from core.sweeping.trial_row import TrialRow


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """A judgement of a run that trains.

    Attributes
    ----------
    number : int
        Of the trial.
    seed : int or None
        Of the run; None where each trial has one run.
    kind : str
        ``"validation"`` or ``"epoch"``, or ``"batch"`` for the latest step.
    step : int
    epochs : float
        How many times the training images were seen.
    loss, accuracy : float
    """

    number: int
    seed: int | None
    kind: str
    step: int
    epochs: float
    loss: float
    accuracy: float


def _ignore(*_what: object) -> None:
    """Do nothing."""


@dataclass(frozen=True, slots=True)
class SweepListener:
    """Functions that a `SweepSession` calls, on the thread it runs on.

    Attributes
    ----------
    trial_started, trial_finished : callable
        Receive a `TrialRow`; a trial that was never trained has finished only.
    curve_grew : callable
        Receives a `CurvePoint`.
    warned : callable
        Receives a sentence: what went wrong, and is done about it; empty when all is well.
    """

    trial_started: Callable[[TrialRow], object] = _ignore
    trial_finished: Callable[[TrialRow], object] = _ignore
    curve_grew: Callable[[CurvePoint], object] = _ignore
    warned: Callable[[str], object] = _ignore
