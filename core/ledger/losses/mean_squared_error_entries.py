"""The accounts of the mean squared error."""

from __future__ import annotations

from types import ModuleType
from typing import ClassVar

import numpy as np

from core.anatomy.ledger_error import LedgerError
from core.ledger.account import Account, Formula, Line, sum_account
from core.ledger.books import Books
from core.ledger.column import Column
from core.ledger.losses.loss_entries import LossEntries, output, outputs
from core.ledger.terms import Terms
from core.losses import mean_squared_error

_MADE = Formula(
    "L = 1/K · Σ (p[k] − t[k])²,  t[k] = 1 if k is true else 0",
    r"L = \frac1K \sum_k (p_k - t_k)^2",
)
_BLAMED = Formula(
    "dL/dp[k] = 2 · (p[k] − t[k]) / K",
    r"\frac{dL}{dp_k} = \frac{2\,(p_k - t_k)}{K}",
)


class MeanSquaredErrorEntries(LossEntries):
    r"""The mean square of what is missing.

    .. math::
        L = \frac1K \sum_k (p_k - t_k)^2, \qquad
        \frac{dL}{dp_k} = \frac{2 (p_k - t_k)}{K}
    """

    KIND: ClassVar[str] = "mean_squared_error"
    DONE_BY: ClassVar[tuple[ModuleType, ...]] = (mean_squared_error,)

    def made(self, books: Books, label: int) -> Account:
        p = outputs(books)
        hot = np.zeros(len(p.values))
        hot[label] = 1
        squares = np.square(p.values - hot)
        terms = Terms(
            (p, Column("target", "t", hot)), squares / len(squares), "class",
            how="(p − t)² / K",
        )  # fmt: skip
        lines = [Line("number of classes K", float(len(squares)), "K", is_setting=True)]
        # p − t is rounded relative to p and t, not to their difference
        scale = float((np.abs(p.values - hot) * (np.abs(p.values) + hot)).sum()) / len(hot)
        return sum_account(
            _MADE,
            terms,
            lines,
            scale=scale,
        )

    def blamed(self, books: Books, label: int, unit: int) -> Account:
        p = output(books, unit)
        count = books.outlines[-1].output_shape[0]
        target = float(unit == label)
        slope = 2 * (p.values - target) / count
        terms = Terms(
            (p, Column("target", "t", np.array([target]))), slope, "class",
            how="2 · (p − t) / K",
        )  # fmt: skip
        return sum_account(
            _BLAMED,
            terms,
            [Line("number of classes K", float(count), "K", is_setting=True)],
            scale=2 * (abs(float(p.values[0])) + target) / count,
        )

    def fused(self, books: Books, label: int, unit: int) -> Account:
        raise LedgerError("The mean squared error takes no layer over.")
