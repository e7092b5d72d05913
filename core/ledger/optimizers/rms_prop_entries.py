"""The account of a step of RMSProp."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import ModuleType
from typing import ClassVar

from core.ledger.account import Formula, Line
from core.ledger.optimizers.optimizer_entries import (
    EPSILON,
    SQUARES,
    Given,
    OptimizerEntries,
    Work,
    root_line,
    squares_line,
)
from core.optimizers import rms_prop


class RMSPropEntries(OptimizerEntries):
    r"""A step divided by the root of a running mean of squares.

    .. math:: w' = w - \frac{\eta\, g}{\sqrt{s'} + \varepsilon}, \qquad
        s' = \rho s + (1 - \rho) g^2
    """

    KIND: ClassVar[str] = "rms_prop"
    DONE_BY: ClassVar[tuple[ModuleType, ...]] = (rms_prop,)
    FORMULA: ClassVar[Formula] = Formula(
        "s ← ρ · s + (1 − ρ) · g²,  w ← w − η · g / (√s + ε)",
        r"w' = w - \frac{\eta\, g}{\sqrt{s'} + \varepsilon},"
        r"\quad s' = \rho s + (1 - \rho) g^2",
    )
    SETTINGS: ClassVar[tuple[Given, ...]] = (
        Given("decay", "rho", "memory ρ", "How much of the old squares is kept."),
        EPSILON,
    )
    KEPT: ClassVar[tuple[Given, ...]] = (SQUARES,)

    def work(self, given: Mapping[str, float]) -> Work:
        g, rho = given["g"], given["rho"]
        squares = rho * given["s"] + (1 - rho) * g * g
        root = math.sqrt(squares) + given["epsilon"]
        step = given["eta"] * g / root
        lines = (
            Line("g²", g * g),
            squares_line(squares),
            root_line(root),
            Line("η · g / (√s + ε)", step),
        )
        return Work(lines, given["w"] - step, abs(step))
