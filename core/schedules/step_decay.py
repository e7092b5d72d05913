"""A learning rate that falls in steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from core.fields import RealNumber, WholeNumber, spec_field
from core.schedules.base import Clock, Schedule, ScheduleSpec


@dataclass(frozen=True, slots=True)
class StepDecaySpec(ScheduleSpec):
    """Settings of `StepDecay`, as files store them."""

    KIND: ClassVar[str] = "step"
    TITLE: ClassVar[str] = "Step"
    EXPLAINS: ClassVar[str] = "Multiplies the learning rate by a factor every few epochs."

    every: int = spec_field(
        WholeNumber("Every", "Epochs between two falls.", 1, 1_000_000), default=5
    )
    decay: float = spec_field(
        RealNumber("Factor γ", "What is left of the rate after a fall.", 0.0, 1.0, above=True),
        default=0.5,
    )

    def build(self) -> StepDecay:
        return StepDecay(self)


class StepDecay(Schedule):
    r"""Fall by a factor every k epochs.

    .. math:: \eta_e = \eta \, \gamma^{\lfloor e / k \rfloor}

    Parameters
    ----------
    spec : StepDecaySpec
        Holds k and γ; the epoch e counts from 0.
    """

    def __init__(self, spec: StepDecaySpec) -> None:
        self.spec = spec

    def factor(self, clock: Clock) -> float:
        return float(self.spec.decay ** (clock.epochs // self.spec.every))
