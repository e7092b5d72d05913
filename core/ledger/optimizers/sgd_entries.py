"""The account of a step of plain gradient descent."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import ClassVar

from core.ledger.account import Formula, Line
from core.ledger.optimizers.optimizer_entries import OptimizerEntries, Work
from core.optimizers import sgd


class SGDEntries(OptimizerEntries):
    r"""A step against the gradient.

    .. math:: w' = w - \eta\, g
    """

    KIND: ClassVar[str] = "sgd"
    DONE_BY: ClassVar[tuple[ModuleType, ...]] = (sgd,)
    FORMULA: ClassVar[Formula] = Formula("w ← w − η · g", r"w' = w - \eta\, g")

    def work(self, given: Mapping[str, float]) -> Work:
        step = given["eta"] * given["g"]
        return Work((Line("η · g", step),), given["w"] - step, abs(step))
