"""A learning rate that falls by the same share every epoch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from core.fields import RealNumber, spec_field
from core.schedules.base import Clock, Schedule, ScheduleSpec


@dataclass(frozen=True, slots=True)
class ExponentialDecaySpec(ScheduleSpec):
    """Settings of `ExponentialDecay`, as files store them."""

    KIND: ClassVar[str] = "exponential"
    TITLE: ClassVar[str] = "Exponential"
    EXPLAINS: ClassVar[str] = "Multiplies the learning rate by a factor after every epoch."

    decay: float = spec_field(
        RealNumber(
            "Factor γ", "What is left of the rate after an epoch.", 0.0, 1.0, above=True
        ),
        default=0.9,
    )

    def build(self) -> ExponentialDecay:
        return ExponentialDecay(self)


class ExponentialDecay(Schedule):
    r"""Fall by a factor every epoch.

    .. math:: \eta_e = \eta \, \gamma^e

    Parameters
    ----------
    spec : ExponentialDecaySpec
        Holds γ; the epoch e counts from 0.
    """

    def __init__(self, spec: ExponentialDecaySpec) -> None:
        self.spec = spec

    def factor(self, clock: Clock) -> float:
        return float(self.spec.decay**clock.epochs)
