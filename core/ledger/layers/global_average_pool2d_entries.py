"""The accounts of a global average-pooling."""

from __future__ import annotations

from types import ModuleType
from typing import ClassVar

import numpy as np

from core.anatomy.windows import product_places, with_channel
from core.arrays import Shape
from core.layers import global_average_pool2d
from core.ledger.account import Account, Formula, sum_account
from core.ledger.book_call import BookCall
from core.ledger.books import Books
from core.ledger.column import Column
from core.ledger.layers.layer_entries import LayerEntries
from core.ledger.terms import Terms
from core.network_spec import LayerOutline

_MADE = Formula(
    "y[c] = Σ x[i, j, c] · 1/(H·W)",
    r"y_c = \frac{1}{HW} \sum_{i,j} x_{i,j,c}",
)
_BLAMED = Formula(
    "dL/dx[i, j, c] = δ[c] · 1/(H·W)",
    r"\frac{dL}{dx_{i,j,c}} = \frac{\delta_c}{HW}",
)


class GlobalAveragePool2DEntries(LayerEntries):
    r"""The mean of a map; backward, an equal share for each of its pixels.

    .. math::
        y_c = \frac{1}{HW} \sum_{i,j} x_{i,j,c}, \qquad
        \frac{dL}{dx_{i,j,c}} = \frac{\delta_c}{HW}
    """

    KIND: ClassVar[str] = "global_average_pool2d"
    DONE_BY: ClassVar[tuple[ModuleType, ...]] = (global_average_pool2d,)

    def made(self, books: Books, outline: LayerOutline, index: Shape) -> Account:
        rows, columns, _ = outline.input_shape
        cells = product_places(np.arange(rows), np.arange(columns))
        places = with_channel(cells, index[0])
        x = books.value_column("input", "x", outline.position - 1, places)
        share = Column("share", "share", np.full(len(places), 1 / len(places)))
        terms = Terms((x, share), x.values * share.values, "pixel", grid=(rows, columns))
        return sum_account(_MADE, terms)

    def blamed(self, books: Books, outline: LayerOutline, index: Shape) -> Account:
        rows, columns, _ = outline.input_shape
        delta = books.gradient_column(outline.position, np.array([[index[2]]]))
        share = Column("share", "share", np.array([1 / (rows * columns)]))
        return sum_account(_BLAMED, Terms((delta, share), delta.values * share.values, "unit"))

    def made_in_book(
        self, books: Books, outline: LayerOutline, index: Shape
    ) -> BookCall | None:
        numbers, own = self.book_numbers(books, outline), slice(index[0], index[0] + 1)
        numbers["x"] = numbers["x"][..., own]
        return BookCall.of(self.KIND, "forward", numbers, at=(0, 0))

    def blamed_in_book(
        self, books: Books, outline: LayerOutline, index: Shape
    ) -> BookCall | None:
        row, column, channel = index
        numbers, own = self.book_numbers(books, outline), slice(channel, channel + 1)
        numbers |= {"x": numbers["x"][..., own], "grad_y": numbers["grad_y"][:, own]}
        return BookCall.of(self.KIND, "backward", numbers, at=(0, row, column, 0))
