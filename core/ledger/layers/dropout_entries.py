"""The accounts of a dropout."""

from __future__ import annotations

from types import ModuleType
from typing import ClassVar

import numpy as np

from core.arrays import FloatArray, Shape
from core.layers import dropout
from core.layers.dropout import DropoutSpec
from core.ledger.account import Account, Formula, sum_account
from core.ledger.books import Books
from core.ledger.column import Column
from core.ledger.layers.elementwise_entries import ElementwiseEntries
from core.ledger.terms import Terms
from core.network_spec import LayerOutline
from core.number_text import digits_text

_MADE = Formula("y = x  (in use nothing is dropped)", r"y = x")
_BLAMED = Formula("dL/dx = δ", r"\frac{dL}{dx} = \delta")


_MADE_DROPPING = Formula("y = x · m / (1 − p)", r"y = x \cdot \frac{m}{1 - p}")
_BLAMED_DROPPING = Formula(
    "dL/dx = δ · m / (1 − p)", r"\frac{dL}{dx} = \delta \cdot \frac{m}{1 - p}"
)


class DropoutEntries(ElementwiseEntries):
    r"""In use dropout passes all numbers on; a sample may be shown as in training, too.

    .. math:: y = \frac{m}{1 - p}\, x, \qquad \frac{dL}{dx} =
        \frac{m}{1 - p}\, \delta

    with a mask m of zeros and ones; in use m = 1 and p = 0.
    """

    KIND: ClassVar[str] = "dropout"
    DONE_BY: ClassVar[tuple[ModuleType, ...]] = (dropout,)

    def made(self, books: Books, outline: LayerOutline, index: Shape) -> Account:
        x = books.value_column("input", "x", outline.position - 1, np.array([index]))
        return _account(books, outline, index, x, _MADE, _MADE_DROPPING)

    def blamed(self, books: Books, outline: LayerOutline, index: Shape) -> Account:
        delta = books.gradient_column(outline.position, np.array([index]))
        return _account(books, outline, index, delta, _BLAMED, _BLAMED_DROPPING)

    def kept_number(
        self, books: Books, outline: LayerOutline, index: Shape
    ) -> dict[str, FloatArray]:
        kept = books.trace.kept.get(outline.position)
        return {} if kept is None else {"mask": kept[index].reshape(1)}


def _account(
    books: Books,
    outline: LayerOutline,
    index: Shape,
    given: Column,
    passing: Formula,
    dropping: Formula,
) -> Account:
    noun, kept = books.noun(outline.position), books.trace.kept.get(outline.position)
    if kept is None:
        terms = Terms((given,), given.values, noun)
        return sum_account(passing, terms, notes=[_note(outline)])
    scale = 1 / (1 - _rate(outline)) if kept[index] else 0.0
    factor = Column("mask", "mask", np.array([scale]))
    terms = Terms((given, factor), given.values * factor.values, noun)
    return sum_account(
        dropping, terms, notes=[_dropping_note(outline, is_kept=bool(kept[index]))]
    )


def _rate(outline: LayerOutline) -> float:
    return outline.spec.rate if isinstance(outline.spec, DropoutSpec) else 0.0


def _percent(outline: LayerOutline) -> str:
    return f"{digits_text(100 * _rate(outline), 3)} %"


def _note(outline: LayerOutline) -> str:
    factor = digits_text(1 / (1 - _rate(outline)), 4)
    return (
        f"The shown sample is judged, not trained on, so nothing is dropped. In training "
        f"{_percent(outline)} of the numbers become 0 and the others are multiplied by "
        f"{factor}."
    )


def _dropping_note(outline: LayerOutline, *, is_kept: bool) -> str:
    if is_kept:
        return (
            f"Shown as in training, where {_percent(outline)} of the numbers drop out. This "
            "one was kept, and multiplied so that the mean stays as it is."
        )
    return (
        "Shown as in training: this number dropped out, so it is 0 and gets no blame, whatever "
        "it was."
    )
