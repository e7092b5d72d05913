"""The accounts of a fully connected layer."""

from __future__ import annotations

from types import ModuleType
from typing import ClassVar

import numpy as np

from core.arrays import FloatArray, Shape
from core.layers import dense
from core.ledger.account import Account, Formula, Line, sum_account
from core.ledger.book_call import BookCall
from core.ledger.books import Books
from core.ledger.column import Column
from core.ledger.layers.layer_entries import NO_STATE, LayerEntries, Products, State
from core.ledger.terms import Terms
from core.network_spec import LayerOutline

_MADE = Formula(
    "y[o] = Σ x[i] · w[i, o] + b[o]",
    r"y_o = \sum_i x_i\, w_{i,o} + b_o",
)
_BLAMED = Formula(
    "dL/dx[i] = Σ δ[o] · w[i, o]  over all units o",
    r"\frac{dL}{dx_i} = \sum_o \delta_o\, w_{i,o}",
)
_WEIGHT = Formula(
    "dL/dw[i, o] = δ[o] · x[i]",
    r"\frac{dL}{dw_{i,o}} = \delta_o\, x_i",
)
_BIAS = Formula("dL/db[o] = δ[o]", r"\frac{dL}{db_o} = \delta_o")


class DenseEntries(LayerEntries):
    r"""All inputs times the weights of one unit; backward, all units times theirs.

    .. math::
        y_o = \sum_i x_i w_{i,o} + b_o, \qquad
        \frac{dL}{dx_i} = \sum_o \delta_o w_{i,o}, \qquad
        \frac{dL}{dw_{i,o}} = \delta_o x_i
    """

    KIND: ClassVar[str] = "dense"
    DONE_BY: ClassVar[tuple[ModuleType, ...]] = (dense,)

    def made(self, books: Books, outline: LayerOutline, index: Shape) -> Account:
        inputs = np.arange(outline.input_shape[0])
        weights = np.stack([inputs, np.full_like(inputs, index[0])], axis=1)
        x = books.value_column("input", "x", outline.position - 1, inputs[:, None])
        w = books.parameter_column("weight", "w", outline, "weight", weights)
        bias, address = books.parameter_number(outline, "bias", index)
        terms = Terms((x, w), x.values * w.values, "input")
        return sum_account(_MADE, terms, [Line("+ bias", bias, "b", address, adds=True)])

    def blamed(self, books: Books, outline: LayerOutline, index: Shape) -> Account:
        units = np.arange(outline.output_shape[0])
        weights = np.stack([np.full_like(units, index[0]), units], axis=1)
        delta = books.gradient_column(outline.position, units[:, None])
        w = books.parameter_column("weight", "w", outline, "weight", weights)
        noun = books.noun(outline.position)
        return sum_account(_BLAMED, Terms((delta, w), delta.values * w.values, noun))

    def passed_on(self, books: Books, outline: LayerOutline, index: Shape) -> Terms | None:
        units = np.arange(outline.output_shape[0])
        weights = np.stack([np.full_like(units, index[0]), units], axis=1)
        inputs = np.full((len(units), 1), index[0])
        x = books.value_column("input", "x", outline.position - 1, inputs)
        w = books.parameter_column("weight", "w", outline, "weight", weights)
        adds = Column("adds", "p", x.values * w.values, outline.position, units[:, None])
        return Terms((x, w, adds), adds.values, books.noun(outline.position), leads_to=2)

    def parameter_blamed(
        self, books: Books, outline: LayerOutline, name: str, index: Shape
    ) -> Account:
        delta = books.gradient_column(outline.position, np.array([[index[-1]]]))
        noun = books.noun(outline.position)
        if name == "bias":
            return sum_account(_BIAS, Terms((delta,), delta.values, noun))
        x = books.value_column("input", "x", outline.position - 1, np.array([[index[0]]]))
        return sum_account(_WEIGHT, Terms((delta, x), delta.values * x.values, noun))

    def parameter_products(
        self,
        outline: LayerOutline,
        name: str,
        index: Shape,
        x: FloatArray,
        delta: FloatArray,
        state: State = NO_STATE,
    ) -> Products:
        products: FloatArray = delta[:, [index[-1]]].astype(np.float64)  # (N, 1)
        if name == "weight":
            products *= x[:, [index[0]]]
        return Products.of(products)

    def made_in_book(
        self, books: Books, outline: LayerOutline, index: Shape
    ) -> BookCall | None:
        numbers, unit = self.book_numbers(books, outline), slice(index[0], index[0] + 1)
        numbers |= {"weight": numbers["weight"][:, unit], "bias": numbers["bias"][unit]}
        return BookCall.of(self.KIND, "forward", numbers, at=(0, 0))

    def blamed_in_book(
        self, books: Books, outline: LayerOutline, index: Shape
    ) -> BookCall | None:
        numbers, own = self.book_numbers(books, outline), slice(index[0], index[0] + 1)
        numbers |= {"x": numbers["x"][:, own], "weight": numbers["weight"][own]}
        return BookCall.of(self.KIND, "backward", numbers, at=(0, 0))

    def parameter_blamed_in_book(
        self, books: Books, outline: LayerOutline, name: str, index: Shape
    ) -> BookCall | None:
        numbers, unit = self.book_numbers(books, outline), slice(index[-1], index[-1] + 1)
        own = slice(index[0], index[0] + 1) if name == "weight" else slice(0, 1)
        numbers |= {
            "x": numbers["x"][:, own],
            "grad_y": numbers["grad_y"][:, unit],
            "weight": numbers["weight"][own, unit],
            "bias": numbers["bias"][unit],
        }
        return BookCall.of(self.KIND, "backward", numbers, result=name, at=(0, 0)[: len(index)])
