"""The account of a step of AdaGrad."""

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
from core.optimizers import adagrad


class AdaGradEntries(OptimizerEntries):
    r"""A step divided by the root of all squares so far.

    .. math:: w' = w - \frac{\eta\, g}{\sqrt{s'} + \varepsilon}, \qquad s' = s + g^2
    """

    KIND: ClassVar[str] = "adagrad"
    DONE_BY: ClassVar[tuple[ModuleType, ...]] = (adagrad,)
    FORMULA: ClassVar[Formula] = Formula(
        "s ← s + g²,  w ← w − η · g / (√s + ε)",
        r"w' = w - \frac{\eta\, g}{\sqrt{s'} + \varepsilon},\quad s' = s + g^2",
    )
    SETTINGS: ClassVar[tuple[Given, ...]] = (EPSILON,)
    KEPT: ClassVar[tuple[Given, ...]] = (SQUARES,)

    def work(self, given: Mapping[str, float]) -> Work:
        g = given["g"]
        squares = given["s"] + g * g
        root = math.sqrt(squares) + given["epsilon"]
        step = given["eta"] * g / root
        lines = (
            Line("g²", g * g),
            squares_line(squares),
            root_line(root),
            Line("η · g / (√s + ε)", step),
        )
        return Work(lines, given["w"] - step, abs(step))
