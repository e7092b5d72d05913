"""The accounts of the categorical cross-entropy."""

from __future__ import annotations

from types import ModuleType
from typing import ClassVar

import numpy as np

from core.arrays import FloatArray
from core.datasets.class_names import class_name
from core.ledger.account import Account, Formula, Line, sum_account
from core.ledger.books import Books
from core.ledger.column import Column
from core.ledger.losses.loss_entries import LossEntries, output, outputs, smallest_probability
from core.ledger.terms import Terms
from core.losses import categorical_cross_entropy

_MADE = Formula(
    "L = −log p[true class]",
    r"L = -\log p_{\mathrm{true}}",
)
_MADE_SMOOTHED = Formula(
    "L = −Σ q[k] · log p[k],  q[k] = (1 − s) · (1 if k is true else 0) + s/K",
    r"L = -\sum_k q_k \log p_k,\quad q_k = (1 - s)\,[k = \mathrm{true}] + \tfrac{s}{K}",
)
_BLAMED = Formula("dL/dp[k] = −q[k] / p[k]", r"\frac{dL}{dp_k} = -\frac{q_k}{p_k}")
_FUSED = Formula("dL/dz[k] = p[k] − q[k]", r"\frac{dL}{dz_k} = p_k - q_k")
_FUSED_NOTE = "Softmax and cross-entropy together: all of the Jacobian cancels but p − q."


class CategoricalCrossEntropyEntries(LossEntries):
    r"""Surprise at the true class.

    .. math::
        L = -\sum_k q_k \log p_k, \qquad \frac{dL}{dp_k} = -\frac{q_k}{p_k},
        \qquad \frac{dL}{dz_k} = p_k - q_k
    """

    KIND: ClassVar[str] = "categorical_cross_entropy"
    DONE_BY: ClassVar[tuple[ModuleType, ...]] = (categorical_cross_entropy,)

    def made(self, books: Books, label: int) -> Account:
        p = outputs(books)
        q = Column("target", "q", _targets(books, label))
        columns = [p, q]
        if books.is_fused:  # from the scores, so that a p of 0 does no harm
            z = books.value_column("score", "z", books.last - 1, p.places)  # type: ignore[arg-type]
            columns.append(z)
            shifted = z.values - z.values.max()
            whole = float(np.log(np.exp(shifted).sum()))
            surprise = whole - shifted
            # the logarithm of a sum of at least 1 is taken: rounding is relative to 1
            scale = 1 + float(np.abs(q.values * shifted).sum())
        else:
            smallest = smallest_probability(books)
            surprise = -np.log(np.maximum(p.values, smallest))
            scale = 1.0
        products = np.where(q.values > 0, q.values * surprise, 0.0)
        terms = Terms(tuple(columns), products, "class", how="−q · log p")
        lines = [
            Line(
                f"p of the true class {class_name(label, books.class_names)}",
                float(p.values[label]),
            ),
            Line("−log p", float(surprise[label])),
        ]
        formula = _MADE_SMOOTHED if _smoothing(books) else _MADE
        return sum_account(
            formula,
            terms,
            lines,
            scale=scale,
        )

    def blamed(self, books: Books, label: int, unit: int) -> Account:
        p = output(books, unit)
        q = Column("target", "q", _targets(books, label)[[unit]])
        smallest = smallest_probability(books)
        slope = -q.values / np.maximum(p.values, smallest)
        terms = Terms((p, q), slope, "class", how="−q / p")
        return sum_account(
            _BLAMED,
            terms,
        )

    def fused(self, books: Books, label: int, unit: int) -> Account:
        p = output(books, unit)
        target = float(_targets(books, label)[unit])
        lines = [Line("− target q", -target, "minus_q", adds=True)]
        return sum_account(_FUSED, Terms((p,), p.values, "class"), lines, notes=[_FUSED_NOTE])


def _smoothing(books: Books) -> float:
    return float(getattr(books.loss, "label_smoothing", 0.0))


def _targets(books: Books, label: int) -> FloatArray:
    """Return q, one number per class."""
    count = books.outlines[-1].output_shape[0]
    targets = np.full(count, _smoothing(books) / count)
    targets[label] += 1 - _smoothing(books)
    return targets
