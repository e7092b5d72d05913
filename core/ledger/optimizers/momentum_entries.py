"""The account of a step of momentum."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import ClassVar

from core.ledger.account import Formula, Line
from core.ledger.optimizers.optimizer_entries import (
    MOMENTUM,
    VELOCITY,
    Given,
    OptimizerEntries,
    Work,
    velocity_line,
)
from core.optimizers import momentum


class MomentumEntries(OptimizerEntries):
    r"""A step along a running sum of gradients.

    .. math:: w' = w - \eta\, v', \qquad v' = \mu v + g
    """

    KIND: ClassVar[str] = "momentum"
    DONE_BY: ClassVar[tuple[ModuleType, ...]] = (momentum,)
    FORMULA: ClassVar[Formula] = Formula(
        "v ← μ · v + g,  w ← w − η · v", r"w' = w - \eta\, v',\quad v' = \mu v + g"
    )
    SETTINGS: ClassVar[tuple[Given, ...]] = (MOMENTUM,)
    KEPT: ClassVar[tuple[Given, ...]] = (VELOCITY,)

    def work(self, given: Mapping[str, float]) -> Work:
        g, eta = given["g"], given["eta"]
        kept = given["mu"] * given["v"]
        velocity = kept + g
        lines = (
            Line("μ · v", kept),
            velocity_line(velocity),
            Line("η · v", eta * velocity),
        )
        return Work(lines, given["w"] - eta * velocity, eta * (abs(kept) + abs(g)))
