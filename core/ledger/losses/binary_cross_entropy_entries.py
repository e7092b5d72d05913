"""The accounts of the binary cross-entropy."""

from __future__ import annotations

from types import ModuleType
from typing import ClassVar

import numpy as np

from core.arrays import FloatArray
from core.ledger.account import Account, Formula, Line, sum_account
from core.ledger.books import Books
from core.ledger.column import Column
from core.ledger.losses.loss_entries import LossEntries, output, outputs, smallest_probability
from core.ledger.terms import Terms
from core.losses import binary_cross_entropy

_MADE = Formula(
    "L = −1/K · Σ (t[k] · log p[k] + (1 − t[k]) · log(1 − p[k])),  t[k] = 1 if k is true",
    r"L = -\frac1K \sum_k \bigl(t_k \log p_k + (1 - t_k) \log(1 - p_k)\bigr)",
)
_BLAMED = Formula(
    "dL/dp[k] = −1/(K · p[k]) for the true class, 1/(K · (1 − p[k])) for the others",
    r"\frac{dL}{dp_k} = \frac1K\Bigl(\frac{1 - t_k}{1 - p_k}"
    r" - \frac{t_k}{p_k}\Bigr)",
)
_FUSED = Formula("dL/dz[k] = (p[k] − t[k]) / K", r"\frac{dL}{dz_k} = \frac{p_k - t_k}{K}")
_FUSED_NOTE = "Sigmoid and binary cross-entropy together: all cancels but p − t."


class BinaryCrossEntropyEntries(LossEntries):
    r"""One yes-or-no question per class.

    .. math::
        L = -\frac1K \sum_k \bigl(t_k \log p_k + (1 - t_k) \log(1 - p_k)\bigr), \qquad
        \frac{dL}{dz_k} = \frac{p_k - t_k}{K}
    """

    KIND: ClassVar[str] = "binary_cross_entropy"
    DONE_BY: ClassVar[tuple[ModuleType, ...]] = (binary_cross_entropy,)

    def made(self, books: Books, label: int) -> Account:
        p = outputs(books)
        hot = _hot(len(p.values), label)
        columns = [p, Column("target", "t", hot)]
        if books.is_fused:  # from the scores, so that a p of 0 or 1 does no harm
            z = books.value_column("score", "z", books.last - 1, p.places)  # type: ignore[arg-type]
            columns.append(z)
            size = np.exp(-np.abs(z.values))
            costs = np.maximum(z.values, 0) - hot * z.values + np.log1p(size)
        else:
            smallest = smallest_probability(books)
            right = np.where(hot > 0, p.values, 1 - p.values)
            costs = -np.log(np.maximum(right, smallest))
        terms = Terms(tuple(columns), costs / len(costs), "class", how="−log(right) / K")
        lines = [Line("number of classes K", float(len(costs)), is_setting=True)]
        # away from the scores, 1 − p is rounded relative to 1
        scale = terms.magnitude() + (0.0 if books.is_fused else 1.0)
        return sum_account(_MADE, terms, lines, scale=scale)

    def blamed(self, books: Books, label: int, unit: int) -> Account:
        p = output(books, unit)
        count = books.outlines[-1].output_shape[0]
        hot = _hot(count, label)[[unit]]
        smallest = smallest_probability(books)
        right = np.maximum(np.where(hot > 0, p.values, 1 - p.values), smallest)
        slope = np.where(hot > 0, -1, 1) / (right * count)
        terms = Terms((p, Column("target", "t", hot)), slope, "class", how="∓1 / (K · right)")
        lines = [Line("number of classes K", float(count), "K", is_setting=True)]
        return sum_account(
            _BLAMED,
            terms,
            lines,
        )

    def fused(self, books: Books, label: int, unit: int) -> Account:
        p = output(books, unit)
        count = books.outlines[-1].output_shape[0]
        hot = _hot(count, label)[[unit]]
        terms = Terms(
            (p, Column("target", "t", hot)), (p.values - hot) / count, "class",
            how="(p − t) / K",
        )  # fmt: skip
        return sum_account(
            _FUSED,
            terms,
            [Line("number of classes K", float(count), "K", is_setting=True)],
            notes=[_FUSED_NOTE],
            scale=float((p.values + hot).sum()) / count,
        )


def _hot(count: int, label: int) -> FloatArray:
    hot = np.zeros(count)
    hot[label] = 1
    return hot
