"""Where a run took a turn: what deserves a flag on its curves."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from core.number_text import loss_text, percent_text, size_words
from core.training.events import (
    BatchFinished,
    EpochFinished,
    FinishReason,
    SessionFinished,
    TrainingEvent,
    ValidationFinished,
)

#: Steps for which a rate must have stood still so that its next change is one to flag.
STEADY_STEPS = 5
#: The least change of a learning rate that counts, as a share of it.
LEAST_CHANGE = 0.01
#: Epochs in a row that make overfitting.
PATIENCE = 3


class TurningKind(StrEnum):
    """What happened."""

    LEARNING_RATE = "learning_rate"
    BEST_VALIDATION = "best_validation"
    OVERFITTING = "overfitting"
    DIVERGED = "diverged"


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """One turn of a run.

    Attributes
    ----------
    step : int
    kind : TurningKind
    text : str
        In a sentence, for people.
    """

    step: int
    kind: TurningKind
    text: str


class TurningPoints:
    """Follows a run's events in their order and remembers where it turned.

    Parameters
    ----------
    patience : int, default 3
        The k of overfitting, see below.

    Notes
    -----
    *Learning rate changed*: the rate differs by 1 % or more from one that had stood still for
    5 steps.  A rate that moves with every step (cosine, warm-up) has no such turn.

    *Best validation*: the highest accuracy; among equals the lowest loss; among those the
    first: exactly what `BestWeights` keeps.  There is one such point, and it moves.

    *Overfitting begins* at the end of an epoch, if in each of the k epochs after it the
    validation loss was higher than in the epoch before, while the training loss was lower.
    Both are the epochs' means.  Flagged is the first such epoch only, and what was flagged
    stays: it says what could be seen then.
    """

    def __init__(self, patience: int = PATIENCE) -> None:
        self._patience = patience
        self._found: list[TurningPoint] = []
        self._best: tuple[float, float] = (-math.inf, -math.inf)
        self._best_point: TurningPoint | None = None
        self._rate = math.nan
        self._steady = 0
        self._judged: dict[int, float] = {}
        self._trained: dict[int, float] = {}
        self._last: tuple[int, float, float] | None = None
        self._turned_at = 0
        self._in_a_row = 0
        self._is_overfitting = False

    @property
    def points(self) -> tuple[TurningPoint, ...]:
        """All of them, by step."""
        best = [] if self._best_point is None else [self._best_point]
        return tuple(sorted([*self._found, *best], key=lambda point: point.step))

    def add(self, events: Iterable[TrainingEvent]) -> bool:
        """Add what a run said; return whether `points` changed."""
        before = len(self._found), self._best_point
        for event in events:
            match event:
                case BatchFinished():
                    self._note_rate(event)
                case ValidationFinished():
                    self._note_best(event)
                    self._judged = {event.step: event.loss}
                    self._compare(event.step)
                case EpochFinished():
                    self._trained = {event.step: event.loss}
                    self._compare(event.step)
                case SessionFinished(reason=FinishReason.DIVERGED):
                    self._note(event.step, TurningKind.DIVERGED, event.explanation)
        return before != (len(self._found), self._best_point)

    def _note_rate(self, event: BatchFinished) -> None:
        rate, known = event.learning_rate, self._rate
        if rate == known:
            self._steady += 1
            return
        is_turn = self._steady >= STEADY_STEPS and abs(rate - known) >= LEAST_CHANGE * known
        if is_turn:
            self._note(
                event.step,
                TurningKind.LEARNING_RATE,
                f"The learning rate changed from {size_words(known)} to {size_words(rate)}.",
            )
        self._rate, self._steady = rate, 1

    def _note_best(self, event: ValidationFinished) -> None:
        score = event.accuracy, -event.loss
        if event.step and score > self._best:
            self._best = score
            self._best_point = TurningPoint(
                event.step,
                TurningKind.BEST_VALIDATION,
                f"Best validation so far: {percent_text(event.accuracy, 2)} right, "
                f"loss {loss_text(event.loss)}.",
            )

    def _compare(self, step: int) -> None:
        """Judge an epoch as soon as both its losses are known, in whichever order."""
        if step not in self._judged or step not in self._trained:
            return
        judged, trained = self._judged[step], self._trained[step]
        last, self._last = self._last, (step, judged, trained)
        if last is None or last[0] == step or self._is_overfitting:
            return
        if judged > last[1] and trained < last[2]:
            if self._in_a_row == 0:
                self._turned_at = last[0]
            self._in_a_row += 1
        else:
            self._in_a_row = 0
        if self._in_a_row >= self._patience:
            self._is_overfitting = True
            self._note(
                self._turned_at,
                TurningKind.OVERFITTING,
                f"Overfitting begins: from here the validation loss rose {self._patience} "
                "epochs in a row while the training loss fell.",
            )

    def _note(self, step: int, kind: TurningKind, text: str) -> None:
        self._found.append(TurningPoint(step, kind, text))
