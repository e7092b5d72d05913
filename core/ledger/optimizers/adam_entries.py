"""The account of a step of Adam."""

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
    squares_line,
)
from core.optimizers import adam


class AdamEntries(OptimizerEntries):
    r"""A step along the mean of the gradients, divided by the root of the mean square.

    .. math:: w' = w - \eta\, \frac{m' / (1 - \beta_1^t)}
        {\sqrt{s' / (1 - \beta_2^t)} + \varepsilon}
    """

    KIND: ClassVar[str] = "adam"
    DONE_BY: ClassVar[tuple[ModuleType, ...]] = (adam,)
    FORMULA: ClassVar[Formula] = Formula(
        "m ← β₁·m + (1 − β₁)·g,  s ← β₂·s + (1 − β₂)·g²,  "
        "w ← w − η · (m / (1 − β₁ᵗ)) / (√(s / (1 − β₂ᵗ)) + ε)",
        r"w' = w - \eta\, \frac{m' / (1 - \beta_1^t)}"
        r"{\sqrt{s' / (1 - \beta_2^t)} + \varepsilon}",
    )
    SETTINGS: ClassVar[tuple[Given, ...]] = (
        Given("beta_1", "beta_1", "memory β₁", "How much of the old mean is kept."),
        Given("beta_2", "beta_2", "memory β₂", "How much of the old squares is kept."),
        EPSILON,
    )
    KEPT: ClassVar[tuple[Given, ...]] = (SQUARES, Given("mean", "m", "mean m before"))
    COUNTS_STEPS: ClassVar[bool] = True

    def work(self, given: Mapping[str, float]) -> Work:
        g, eta, t = given["g"], given["eta"], given["t"]
        beta_1, beta_2 = given["beta_1"], given["beta_2"]
        m = beta_1 * given["m"] + (1 - beta_1) * g
        s = beta_2 * given["s"] + (1 - beta_2) * g * g
        mean = m / (1 - beta_1**t)
        root = math.sqrt(s / (1 - beta_2**t)) + given["epsilon"]
        step = eta * mean / root
        lines = (
            Line("mean m now", m, says="The running mean of this weight's gradients."),
            squares_line(s),
            Line(
                "m̂ = m / (1 − β₁ᵗ)", mean, says="Makes up for the mean having started at zero."
            ),
            Line(
                "√ŝ + ε,  ŝ = s / (1 − β₂ᵗ)",
                root,
                says="The recent size of this weight's gradients.",
            ),
            Line("η · m̂ / (√ŝ + ε)", step),
        )
        sizes = (beta_1 * abs(given["m"]) + (1 - beta_1) * abs(g)) / (1 - beta_1**t)
        return Work(lines, given["w"] - step, eta * sizes / root)
