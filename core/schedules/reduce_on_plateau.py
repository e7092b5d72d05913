"""A learning rate that falls when the validation loss no longer does."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from core.fields import RealNumber, WholeNumber, spec_field
from core.schedules.base import Clock, Schedule, ScheduleSpec


@dataclass(frozen=True, slots=True)
class ReduceOnPlateauSpec(ScheduleSpec):
    """Settings of `ReduceOnPlateau`, as files store them."""

    KIND: ClassVar[str] = "reduce_on_plateau"
    TITLE: ClassVar[str] = "On plateau"
    EXPLAINS: ClassVar[str] = "Reduces the learning rate when validation loss stops falling."
    NEEDS_VALIDATION: ClassVar[bool] = True

    patience: int = spec_field(
        WholeNumber(
            "Patience", "Epochs without improvement that are still waited for.", 0, 1_000_000
        ),
        default=3,
    )
    decay: float = spec_field(
        RealNumber("Factor γ", "What is left of the rate after a fall.", 0.0, 1.0, above=True),
        default=0.3,
    )
    threshold: float = spec_field(
        RealNumber(
            "Threshold", "By which share the loss must fall to count as better.", 0.0, 0.5
        ),
        default=1e-4,
    )
    final_share: float = spec_field(
        RealNumber("Least share", "Part of the rate that is always left.", 0.0, 1.0),
        default=0.0,
    )

    def build(self) -> ReduceOnPlateau:
        return ReduceOnPlateau(self)


class ReduceOnPlateau(Schedule):
    r"""Fall by a factor after more than p epochs without a better validation loss.

    .. math:: \eta \leftarrow \max(\gamma \eta, r \eta_0)

    Parameters
    ----------
    spec : ReduceOnPlateauSpec
        Holds the patience p, γ, the least share r, and by which share a loss must fall below
        the best so far to count as better.

    References
    ----------
    .. [1] `torch.optim.lr_scheduler.ReduceLROnPlateau` with ``mode="min"``,
       ``threshold_mode="rel"`` and no cooldown.
    """

    def __init__(self, spec: ReduceOnPlateauSpec) -> None:
        self.spec = spec
        self._factor = 1.0
        self._best = math.inf
        self._waited = 0

    def factor(self, clock: Clock) -> float:
        return self._factor

    def epoch_judged(self, validation_loss: float) -> None:
        if validation_loss < self._best * (1 - self.spec.threshold):
            self._best = validation_loss
            self._waited = 0
            return
        self._waited += 1
        if self._waited > self.spec.patience:
            self._factor = max(self._factor * self.spec.decay, self.spec.final_share)
            self._waited = 0

    def state(self) -> dict[str, float]:
        return {"factor": self._factor, "best": self._best, "waited": self._waited}

    def load_state(self, state: Mapping[str, float]) -> None:
        self._factor = state["factor"]
        self._best = state["best"]
        self._waited = int(state["waited"])
