"""The account of a step of Nadam."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import ModuleType
from typing import ClassVar

from core.ledger.account import Formula, Line
from core.ledger.optimizers.adam_entries import AdamEntries
from core.ledger.optimizers.optimizer_entries import (
    Given,
    OptimizerEntries,
    Work,
    squares_line,
)
from core.optimizers import nadam


class NadamEntries(OptimizerEntries):
    r"""A step as Adam's, along the momentum as it will be.

    .. math:: w' = w - \frac{\eta}{\sqrt{s' / (1 - \beta_2^t)} + \varepsilon} \left(
        \frac{\mu_{t+1}\, m'}{1 - \prod_{i=1}^{t+1} \mu_i}
        + \frac{(1 - \mu_t)\, g}{1 - \prod_{i=1}^{t} \mu_i} \right)
    """

    KIND: ClassVar[str] = "nadam"
    DONE_BY: ClassVar[tuple[ModuleType, ...]] = (nadam,)
    FORMULA: ClassVar[Formula] = Formula(
        "m ← β₁·m + (1 − β₁)·g,  s ← β₂·s + (1 − β₂)·g²,  w ← w − η · (μₜ₊₁·m / "
        "(1 − μ₁…μₜ₊₁) + (1 − μₜ)·g / (1 − μ₁…μₜ)) / (√(s / (1 − β₂ᵗ)) + ε)",
        r"w' = w - \frac{\eta}{\sqrt{s' / (1 - \beta_2^t)} + \varepsilon} \left("
        r"\frac{\mu_{t+1}\, m'}{1 - \prod_{i=1}^{t+1} \mu_i}"
        r" + \frac{(1 - \mu_t)\, g}{1 - \prod_{i=1}^{t} \mu_i} \right)",
    )
    SETTINGS: ClassVar[tuple[Given, ...]] = (
        *AdamEntries.SETTINGS,
        Given(
            "momentum_decay",
            "psi",
            "warm-up ψ",
            "How fast the momentum grows from β₁ / 2 to β₁.",
        ),
    )
    KEPT: ClassVar[tuple[Given, ...]] = AdamEntries.KEPT
    COUNTS_STEPS: ClassVar[bool] = True

    def work(self, given: Mapping[str, float]) -> Work:
        g, eta, t = given["g"], given["eta"], int(given["t"])
        beta_1, beta_2 = given["beta_1"], given["beta_2"]
        m = beta_1 * given["m"] + (1 - beta_1) * g
        s = beta_2 * given["s"] + (1 - beta_2) * g * g
        momenta = [beta_1 * (1 - 0.96 ** (given["psi"] * step) / 2) for step in range(1, t + 2)]
        now, ahead = momenta[t - 1], momenta[t]
        before = math.prod(momenta[:t])
        of_mean, of_gradient = ahead / (1 - before * ahead), (1 - now) / (1 - before)
        mean = of_mean * m + of_gradient * g
        root = math.sqrt(s / (1 - beta_2**t)) + given["epsilon"]
        lines = (
            Line("momentum μₜ", now, says="How much of the last direction counts now."),
            Line("momentum μₜ₊₁", ahead, says="How much of it will count in the next step."),
            Line("mean m now", m, says="The running mean of this weight's gradients."),
            squares_line(s),
            Line("μₜ₊₁ · m / (1 − μ₁…μₜ₊₁)", of_mean * m, says="The look ahead."),
            Line("(1 − μₜ) · g / (1 − μ₁…μₜ)", of_gradient * g, says="This gradient's share."),
            Line("m̂, both together", mean),
            Line(
                "√ŝ + ε,  ŝ = s / (1 − β₂ᵗ)",
                root,
                says="The recent size of this weight's gradients.",
            ),
            Line("η · m̂ / (√ŝ + ε)", eta * mean / root),
        )
        sizes = of_mean * (beta_1 * abs(given["m"]) + (1 - beta_1) * abs(g))
        size = eta * (sizes + of_gradient * abs(g)) / root
        return Work(lines, given["w"] - eta * mean / root, size)
