"""The accounts of layers that bend every number on its own."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass

import numpy as np

from core.arrays import Shape
from core.layers.spec import LayerSpec
from core.ledger.account import Account, Formula, Line, formula_account, sum_account
from core.ledger.books import Books
from core.ledger.column import Column
from core.ledger.layers.elementwise_entries import ElementwiseEntries
from core.ledger.terms import Terms
from core.network_spec import LayerOutline


@dataclass(frozen=True, slots=True)
class Bend:
    """What an activation does at one number.

    Attributes
    ----------
    formula, slope_formula : Formula
        Of y, and of dy/dx.
    value, slope : float
        y and dy/dx there.
    lines : tuple of Line
        Constants and steps of y.
    value_scale, slope_scale : float
        Size of the numbers that were subtracted to get them; rounding is judged by it.
    note : str
        What happens here, in words.
    """

    formula: Formula
    slope_formula: Formula
    value: float
    slope: float
    lines: tuple[Line, ...] = ()
    value_scale: float = 0.0
    slope_scale: float = 0.0
    note: str = ""


class ActivationEntries(ElementwiseEntries):
    r"""One number in, one number out; backward, the gradient times the local slope.

    .. math::
        y = f(x), \qquad \frac{dL}{dx} = \delta\, f'(x)
    """

    @abstractmethod
    def bend(self, spec: LayerSpec, x: float, y: float) -> Bend:
        """Return what happens at `x`.

        Parameters
        ----------
        spec : LayerSpec
        x : float
        y : float
            The *stored* output, which the layer itself computes its slope from; the value
            must not be taken from it.
        """

    def made(self, books: Books, outline: LayerOutline, index: Shape) -> Account:
        bend = self._bend_at(books, outline, index)
        x = books.value_column("input", "x", outline.position - 1, np.array([index]))
        return formula_account(
            bend.formula,
            Terms((x,), x.values, books.noun(outline.position)),
            [*bend.lines, Line("local slope dy/dx", bend.slope)],
            bend.value,
            scale=max(abs(bend.value), bend.value_scale),
            notes=[bend.note] if bend.note else [],
        )

    def blamed(self, books: Books, outline: LayerOutline, index: Shape) -> Account:
        bend = self._bend_at(books, outline, index)
        delta = books.gradient_column(outline.position, np.array([index]))
        slope = Column("slope", "slope", np.array([bend.slope]))
        noun = books.noun(outline.position)
        terms = Terms((delta, slope), delta.values * slope.values, noun)
        scale = abs(float(delta.values[0])) * max(abs(bend.slope), bend.slope_scale)
        formula = Formula(
            f"dL/dx = δ · dy/dx,  {bend.slope_formula.text}",
            rf"\frac{{dL}}{{dx}} = \delta \cdot {bend.slope_formula.latex}",
        )
        notes = [bend.note] if bend.note else []
        return sum_account(formula, terms, notes=notes, scale=scale)

    def _bend_at(self, books: Books, outline: LayerOutline, index: Shape) -> Bend:
        x = float(books.output(outline.position - 1)[index])
        return self.bend(outline.spec, x, float(books.output(outline.position)[index]))
