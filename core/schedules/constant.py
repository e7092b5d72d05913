"""One learning rate for the whole run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from core.schedules.base import Clock, Schedule, ScheduleSpec


@dataclass(frozen=True, slots=True)
class ConstantSpec(ScheduleSpec):
    """Settings of `Constant`: none."""

    KIND: ClassVar[str] = "constant"
    TITLE: ClassVar[str] = "Constant"
    EXPLAINS: ClassVar[str] = "The learning rate stays as it is."

    def build(self) -> Constant:
        return Constant()


class Constant(Schedule):
    r"""Leave the learning rate alone: :math:`\eta_t = \eta`."""

    def factor(self, clock: Clock) -> float:
        return 1.0
