"""The accounts of a softmax."""

from __future__ import annotations

import math
from types import ModuleType
from typing import ClassVar

import numpy as np

from core.arrays import Shape
from core.layers import softmax
from core.ledger.account import Account, Formula, Line, formula_account, sum_account
from core.ledger.books import Books
from core.ledger.column import Column
from core.ledger.layers.layer_entries import LayerEntries
from core.ledger.terms import Terms
from core.network_spec import LayerOutline

_MADE = Formula(
    "p[i] = e^(z[i] − max z) / Σ e^(z[k] − max z)",
    r"p_i = \frac{e^{z_i - \max z}}{\sum_k e^{z_k - \max z}}",
)
_BLAMED = Formula(
    "dL/dz[j] = Σ δ[i] · dp[i]/dz[j],  dp[i]/dz[j] = p[i] · ((1 if i = j else 0) − p[j])",
    r"\frac{dL}{dz_j} = \sum_i \delta_i\, p_i\,([i = j] - p_j)",
)


class SoftmaxEntries(LayerEntries):
    r"""A share of all exponentials; backward, one row of the Jacobian.

    .. math::
        p_i = \frac{e^{z_i - \max z}}{\sum_k e^{z_k - \max z}}, \qquad
        \frac{dL}{dz_j} = \sum_i \delta_i\, p_i\,([i = j] - p_j)
    """

    KIND: ClassVar[str] = "softmax"
    DONE_BY: ClassVar[tuple[ModuleType, ...]] = (softmax,)

    def made(self, books: Books, outline: LayerOutline, index: Shape) -> Account:
        classes = np.arange(outline.output_shape[0])
        z = books.value_column("score", "z", outline.position - 1, classes[:, None])
        own, largest = float(z.values[index]), float(z.values.max())
        powers = np.exp(z.values - largest)
        power, whole = float(powers[index]), float(powers.sum())
        total = power / whole if whole else math.nan
        return formula_account(
            _MADE,
            Terms((z,), powers, books.noun(outline.position), how="e^(z − max z)"),
            [
                Line("max z", largest),
                Line("z − max z", own - largest),
                Line("e^(z − max z)", power),
                Line("Σ e^(z − max z)", whole),
            ],
            total,
        )

    def blamed(self, books: Books, outline: LayerOutline, index: Shape) -> Account:
        units = np.arange(outline.output_shape[0])
        delta = books.gradient_column(outline.position, units[:, None])
        p = books.output(outline.position).astype(np.float64)
        jacobian = p * ((units == index[0]) - p[index])
        slope = Column("dp/dz", "jacobian", jacobian)
        terms = Terms((delta, slope), delta.values * jacobian, books.noun(outline.position))
        # the layer subtracts Σ δ p from δ: that is what its rounding is relative to
        expected = float(np.abs(delta.values * p).sum())
        scale = float(p[index]) * (abs(float(delta.values[index])) + expected)
        return sum_account(_BLAMED, terms, scale=scale)
