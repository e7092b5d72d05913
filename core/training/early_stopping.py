"""End a run that no longer gets better."""

from __future__ import annotations

import math
from collections.abc import Mapping

from core.early_stopping_spec import ACCURACY, EarlyStoppingSpec
from core.number_text import loss_text, percent_text


class EarlyStopping:
    """Counts epochs since the watched number was last better than ever.

    Parameters
    ----------
    spec : EarlyStoppingSpec
    """

    def __init__(self, spec: EarlyStoppingSpec) -> None:
        self.spec = spec
        self._best = -math.inf
        self._waited = 0

    @property
    def is_over(self) -> bool:
        """Whether patience has run out."""
        return self._waited >= self.spec.patience

    @property
    def explanation(self) -> str:
        """Why the run ended, in one sentence."""
        best = abs(self._best)
        shown = percent_text(best, 2) if self.spec.watch == ACCURACY else loss_text(best)
        epochs = "epoch" if self._waited == 1 else f"{self._waited:,} epochs"
        return (
            f"Stopped early: the validation {self.spec.watch} did not get better than {shown} "
            f"in the last {epochs}."
        )

    def epoch_judged(self, loss: float, accuracy: float) -> None:
        """Take note of how an epoch ended on the images held back."""
        score = accuracy if self.spec.watch == ACCURACY else -loss
        if score > self._best + self.spec.min_change:
            self._best = score
            self._waited = 0
        else:
            self._waited += 1

    def wait_anew(self) -> None:
        """Be patient once more, for a run that goes on after its end."""
        self._waited = 0

    def state(self) -> dict[str, float]:
        """Return what it remembers."""
        return {"best": self._best, "waited": self._waited}

    def load_state(self, state: Mapping[str, float]) -> None:
        """Go on exactly where another one stood."""
        self._best = state["best"]
        self._waited = int(state["waited"])
