"""A learning rate that warms up and then follows half a cosine down."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

from core.fields import Choice, RealNumber, spec_field
from core.schedules.base import Clock, Schedule, ScheduleSpec

EPOCHS, STEPS = "epochs", "steps"


@dataclass(frozen=True, slots=True)
class CosineSpec(ScheduleSpec):
    """Settings of `Cosine`, as files store them."""

    KIND: ClassVar[str] = "cosine"
    TITLE: ClassVar[str] = "Cosine"
    EXPLAINS: ClassVar[str] = "Rises to the learning rate, then falls smoothly until the end."

    warm_up: float = spec_field(
        RealNumber("Warm-up", "How long the rate rises from almost zero.", 0.0, 1_000_000.0),
        default=0.0,
    )
    warm_up_unit: str = spec_field(
        Choice("Warm-up in", "What the warm-up is counted in.", (EPOCHS, STEPS)),
        default=EPOCHS,
    )
    final_share: float = spec_field(
        RealNumber("Final share", "Part of the rate that is left at the end.", 0.0, 1.0),
        default=0.0,
    )

    def build(self) -> Cosine:
        return Cosine(self)


class Cosine(Schedule):
    r"""Rise in a line for w steps, then fall in half a cosine until step T, the plan's end.

    .. math::
        \eta_t = \eta \cdot \begin{cases}
        (t + 1) / w & t < w \\
        r + (1 - r) \, \frac{1}{2} (1 + \cos \pi \frac{t - w}{T - w}) & \text{otherwise}
        \end{cases}

    Parameters
    ----------
    spec : CosineSpec
        Holds w and the final share r; the step t counts from 0.

    Notes
    -----
    A session that is extended after its end begins anew, warm-up included: what the paper
    calls a warm restart.

    References
    ----------
    .. [1] Loshchilov & Hutter (2017), "SGDR: Stochastic Gradient Descent with Warm Restarts",
       equation 5.
    .. [2] Goyal et al. (2017), "Accurate, Large Minibatch SGD", section 2.2 (warm-up).
    """

    def __init__(self, spec: CosineSpec) -> None:
        self.spec = spec

    def factor(self, clock: Clock) -> float:
        unit = clock.steps_per_epoch if self.spec.warm_up_unit == EPOCHS else 1
        warm_up = round(self.spec.warm_up * unit)
        step, end = clock.step - clock.start, clock.end - clock.start
        if step < warm_up:
            return (step + 1) / warm_up
        progress = (step - warm_up) / max(end - warm_up, 1)
        height = 0.5 * (1 + math.cos(math.pi * min(progress, 1.0)))
        return self.spec.final_share + (1 - self.spec.final_share) * height
