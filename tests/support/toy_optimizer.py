"""An optimiser that only tests know."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import ModuleType
from typing import ClassVar

import numpy as np

from core.fields import RealNumber, spec_field
from core.ledger.account import Formula, Line
from core.ledger.catalog import OPTIMIZER_ENTRIES
from core.ledger.optimizers.optimizer_entries import Given, OptimizerEntries, Work
from core.optimizers.base import LEARNING_RATE, Optimizer, OptimizerSpec
from core.optimizers.catalog import OPTIMIZERS
from core.textbook.catalog import OPTIMIZER_PAGES
from tests.support import signs
from tests.support.toy_kinds import added


@dataclass(frozen=True, slots=True)
class SignsSpec(OptimizerSpec):
    """Every weight steps equally far, against the sign of its running mean gradient."""

    KIND: ClassVar[str] = "signs"
    TITLE: ClassVar[str] = "Signs"
    EXPLAINS: ClassVar[str] = "Every weight steps equally far, wherever its gradients point."

    learning_rate: float = spec_field(LEARNING_RATE, default=0.004)
    share: float = spec_field(
        RealNumber("Share α", "How much of the mean each gradient makes up.", 0, 1),
        default=0.25,
    )

    def build(self, parameters):
        return Signs(parameters, self)


class Signs(Optimizer):
    """m ← m + α (g − m),  θ ← θ − η sign(m)."""

    KEEPS = ("mean",)

    def __init__(self, parameters, spec):
        super().__init__(parameters, spec.learning_rate)
        self.share = spec.share

    def update(self, value, gradient, kept, space):
        mean = kept["mean"]
        # In the ledger: update
        np.subtract(gradient, mean, out=space)
        space *= self.share
        mean += space  # m ← m + α (g − m)
        np.sign(mean, out=space)
        space *= self.learning_rate
        value -= space


class SignsEntries(OptimizerEntries):
    """The account of a step by signs."""

    KIND: ClassVar[str] = "signs"
    DONE_BY: ClassVar[tuple[ModuleType, ...]] = (sys.modules[__name__],)
    FORMULA: ClassVar[Formula] = Formula(
        "w ← w − η · sign(m)", r"w' = w - \eta\,\mathrm{sign}(m)"
    )
    SETTINGS: ClassVar[tuple[Given, ...]] = (Given("share", "alpha", "share α"),)
    KEPT: ClassVar[tuple[Given, ...]] = (Given("mean", "m", "mean m before"),)

    def work(self, given):
        mean = given["m"] + given["alpha"] * (given["g"] - given["m"])
        step = given["eta"] * float(np.sign(mean))
        lines = (Line("mean m now", mean), Line("η · sign(m)", step))
        return Work(lines, given["w"] - step, abs(step))


@contextmanager
def toy_optimizer() -> Iterator[type[OptimizerSpec]]:
    """Have the program know `SignsSpec`, its ledger entry and its page of the book."""
    with (
        added(OPTIMIZERS, {SignsSpec.KIND: SignsSpec}),
        added(OPTIMIZER_ENTRIES, {SignsEntries.KIND: SignsEntries()}),
        added(OPTIMIZER_PAGES, {SignsSpec.KIND: signs}),
    ):
        yield SignsSpec
