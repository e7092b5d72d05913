"""The account of a step of Nesterov's momentum."""

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
from core.optimizers import nesterov


class NesterovEntries(OptimizerEntries):
    r"""A step along the momentum as it will be.

    .. math:: w' = w - \eta\,(g + \mu v'), \qquad v' = \mu v + g
    """

    KIND: ClassVar[str] = "nesterov"
    DONE_BY: ClassVar[tuple[ModuleType, ...]] = (nesterov,)
    FORMULA: ClassVar[Formula] = Formula(
        "v ← μ · v + g,  w ← w − η · (g + μ · v)",
        r"w' = w - \eta\,(g + \mu v'),\quad v' = \mu v + g",
    )
    SETTINGS: ClassVar[tuple[Given, ...]] = (MOMENTUM,)
    KEPT: ClassVar[tuple[Given, ...]] = (VELOCITY,)

    def work(self, given: Mapping[str, float]) -> Work:
        g, eta, mu = given["g"], given["eta"], given["mu"]
        kept = mu * given["v"]
        velocity = kept + g
        ahead = g + mu * velocity
        lines = (
            Line("μ · v", kept),
            velocity_line(velocity),
            Line("g + μ · v", ahead),
            Line("η · (g + μ · v)", eta * ahead),
        )
        size = abs(g) + mu * (abs(kept) + abs(g))
        return Work(lines, given["w"] - eta * ahead, eta * size)
