"""The accounts of a dropout."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from core.arrays import Shape
from core.layer_specs import DropoutSpec
from core.layers.dropout import Dropout
from core.ledger.account import Account, Formula, sum_account
from core.ledger.books import Books
from core.ledger.layer_entries import LayerEntries
from core.ledger.terms import Terms
from core.network_spec import LayerOutline

_MADE = Formula("y = x  (in use nothing is dropped)", r"y = x")
_BLAMED = Formula("dL/dx = δ", r"\frac{\partial L}{\partial x} = \delta")


class DropoutEntries(LayerEntries):
    r"""In use, where every inspected sample is, dropout passes all numbers on.

    .. math:: y = x, \qquad \frac{\partial L}{\partial x} = \delta
    """

    KIND: ClassVar[str] = "dropout"
    DONE_BY: ClassVar[tuple[type, ...]] = (Dropout,)

    def made(self, books: Books, outline: LayerOutline, index: Shape) -> Account:
        x = books.value_column("input", "x", outline.position - 1, np.array([index]))
        terms = Terms((x,), x.values, books.noun(outline.position))
        return sum_account(_MADE, terms, notes=[_note(outline)])

    def blamed(self, books: Books, outline: LayerOutline, index: Shape) -> Account:
        delta = books.gradient_column(outline.position, np.array([index]))
        terms = Terms((delta,), delta.values, books.noun(outline.position))
        return sum_account(_BLAMED, terms, notes=[_note(outline)])


def _note(outline: LayerOutline) -> str:
    rate = outline.spec.rate if isinstance(outline.spec, DropoutSpec) else 0.0
    return (
        f"The shown sample is judged, not trained on, so nothing is dropped. In training "
        f"{rate:.0%} of the numbers become 0 and the others are multiplied by "
        f"{1 / (1 - rate):.4g}."
    )
