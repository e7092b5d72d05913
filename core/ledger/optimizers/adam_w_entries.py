"""The account of a step of AdamW."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import ClassVar

from core.ledger.account import Formula, Line
from core.ledger.optimizers.adam_entries import AdamEntries
from core.ledger.optimizers.optimizer_entries import Given, Work
from core.optimizers import adam, adam_w


class AdamWEntries(AdamEntries):
    r"""A share of the weight is lost, then a step as Adam's.

    .. math:: w' = (1 - \eta \lambda)\, w - \eta\, \frac{m' / (1 - \beta_1^t)}
        {\sqrt{s' / (1 - \beta_2^t)} + \varepsilon}
    """

    KIND: ClassVar[str] = "adam_w"
    DONE_BY: ClassVar[tuple[ModuleType, ...]] = (
        adam_w,
        adam,
    )
    FORMULA: ClassVar[Formula] = Formula(
        "w ← w − η · λ · w, then as Adam: w ← w − η · m̂ / (√ŝ + ε)",
        r"w' = (1 - \eta \lambda)\, w - \eta\, \frac{m' / (1 - \beta_1^t)}"
        r"{\sqrt{s' / (1 - \beta_2^t)} + \varepsilon}",
    )
    SETTINGS: ClassVar[tuple[Given, ...]] = (
        *AdamEntries.SETTINGS,
        Given(
            "weight_decay",
            "decay",
            "decay λ",
            "Share of the weight, times η, that is lost per step.",
        ),
    )

    def work(self, given: Mapping[str, float]) -> Work:
        decay = given["eta"] * given["decay"] * given["w"]
        step = super().work(given)
        says = "Taken off the weight itself, whatever its gradient."
        lost = Line("decay η · λ · w", decay, says=says)
        return Work((lost, *step.lines), step.total - decay, abs(decay) + step.size)
