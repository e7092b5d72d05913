"""The arithmetic of one number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from core.anatomy.addresses import Address
from core.ledger.column import Quantity
from core.ledger.terms import Terms

#: Sizes below this are not told apart: the smallest normal float32.
SMALLEST_SCALE = float(np.finfo(np.float32).tiny)


class Combination(StrEnum):
    """How the terms become the total."""

    SUM = "sum"  # total = sum of the terms + sum of the lines that add
    MAXIMUM = "maximum"  # total = the largest term
    FORMULA = "formula"  # as the formula says; the lines are its steps


class Follows(StrEnum):
    """From which other numbers of the page, as they are shown, a line follows."""

    NOTHING = "nothing"  # from no sum: it stands on its own
    TERMS = "terms"  # the sum of all terms
    LINES = "lines"  # the line before last minus the last one
    STEP = "step"  # the total minus the line named ``w``


@dataclass(frozen=True, slots=True)
class Formula:
    """What is computed, in symbols: as plain text and as LaTeX."""

    text: str
    latex: str


@dataclass(frozen=True, slots=True)
class Line:
    """A single number beside the terms: a bias, a constant, a result in between.

    Attributes
    ----------
    label : str
    value : float
    name : str
        Name in the snippet if the number is *given*; empty if it follows from others.
    address : Address or None
    adds : bool
        Whether it is added to the sum of the terms.
    quantity : Quantity
        Whether it is the value at `address` or its gradient.
    is_setting : bool
        Whether it is a setting: such a number is read without sign and padding.
    says : str
        What it means, in a sentence.
    follows : Follows
    """

    label: str
    value: float
    name: str = ""
    address: Address | None = None
    adds: bool = False
    quantity: Quantity = Quantity.VALUE
    is_setting: bool = False
    says: str = ""
    follows: Follows = Follows.NOTHING


@dataclass(frozen=True, slots=True, eq=False)
class Account:
    """What a page is made of, before it is compared with the stored number.

    Attributes
    ----------
    formula : Formula
    combination : Combination
    terms : Terms
    lines : tuple of Line
        In the order they are read.
    total : float
    scale : float
        Size of the numbers that were combined; rounding is judged against it.
    snippet : tuple of str
        NumPy statements that set ``total`` from the columns and given lines, by name: for
        numbers that the textbook has no page for.
    notes : tuple of str
        Sentences: which rule was used, what is special here.
    """

    formula: Formula
    combination: Combination
    terms: Terms
    lines: tuple[Line, ...]
    total: float
    scale: float
    snippet: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def sum_account(
    formula: Formula,
    terms: Terms,
    lines: Sequence[Line] = (),
    *,
    notes: Sequence[str] = (),
    scale: float | None = None,
) -> Account:
    """Return an account whose total is the sum of the terms and of the lines that add."""
    added = [line for line in lines if line.adds]
    shown = list(lines)
    if added and len(terms) > 1:
        names = terms.how or " × ".join(column.role for column in terms.columns)
        shown.insert(0, Line(f"Σ {names}", terms.total(), follows=Follows.TERMS))
    product = " * ".join(column.name for column in terms.columns)
    sums = [f"({product}).sum()"] if len(terms) else []
    sums += [line.name for line in added]
    size = terms.magnitude() + sum(abs(line.value) for line in added)
    return Account(
        formula=formula,
        combination=Combination.SUM,
        terms=terms,
        lines=tuple(shown),
        total=terms.total() + sum(line.value for line in added),
        scale=size if scale is None else scale,
        snippet=() if terms.how else (f"total = {' + '.join(sums) or '0.0'}",),
        notes=tuple(notes),
    )


def formula_account(
    formula: Formula,
    terms: Terms,
    lines: Sequence[Line],
    total: float,
    *,
    snippet: Sequence[str] = (),
    scale: float | None = None,
    notes: Sequence[str] = (),
) -> Account:
    """Return an account whose total was computed by a formula."""
    return Account(
        formula=formula,
        combination=Combination.FORMULA,
        terms=terms,
        lines=tuple(lines),
        total=total,
        scale=abs(total) if scale is None else scale,
        snippet=tuple(snippet),
        notes=tuple(notes),
    )
