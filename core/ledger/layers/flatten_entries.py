"""The accounts of a flatten."""

from __future__ import annotations

from types import ModuleType
from typing import ClassVar

import numpy as np

from core.arrays import Shape
from core.index_words import index_words, laid_place
from core.layers import flatten
from core.ledger.account import Account, Formula, sum_account
from core.ledger.book_call import BookCall
from core.ledger.books import Books
from core.ledger.layers.layer_entries import LayerEntries
from core.ledger.terms import Terms
from core.network_spec import LayerOutline

_MADE = Formula(
    "y[(r · W + t) · C + c] = x[r, t, c]",
    r"y_{(rW + t)C + c} = x_{r,t,c}",
)
_BLAMED = Formula(
    "dL/dx[r, t, c] = δ[(r · W + t) · C + c]",
    r"\frac{dL}{dx_{r,t,c}} = \delta_{(rW + t)C + c}",
)


def _note(unit: int, shape: Shape) -> str:
    """Return where a number of the row came from."""
    if len(shape) != 3:
        return "The numbers stood in a row before."
    row, column, channel = (index_words(at) for at in laid_place(unit, shape))
    return (
        f"Number {index_words(unit)} of the row comes from channel {channel}, row {row}, "
        f"column {column} of the maps."
    )


class FlattenEntries(LayerEntries):
    r"""The same number in another place.

    .. math::
        y_{(rW+t)C+c} = x_{r,t,c}, \qquad
        \frac{dL}{dx_{r,t,c}} = \delta_{(rW+t)C+c}
    """

    KIND: ClassVar[str] = "flatten"
    DONE_BY: ClassVar[tuple[ModuleType, ...]] = (flatten,)

    def made(self, books: Books, outline: LayerOutline, index: Shape) -> Account:
        place: list[int] = []
        rest = index[0]
        for side in reversed(outline.input_shape):  # channels are innermost
            rest, at = divmod(rest, side)
            place.insert(0, at)
        x = books.value_column("input", "x", outline.position - 1, np.array([place]))
        noun = "pixel" if len(place) == 3 else "input"
        notes = [_note(index[0], outline.input_shape)]
        return sum_account(_MADE, Terms((x,), x.values, noun), notes=notes)

    def blamed(self, books: Books, outline: LayerOutline, index: Shape) -> Account:
        position = 0
        for at, side in zip(index, outline.input_shape, strict=True):
            position = position * side + at
        delta = books.gradient_column(outline.position, np.array([[position]]))
        return sum_account(_BLAMED, Terms((delta,), delta.values, "unit"))

    def made_in_book(
        self, books: Books, outline: LayerOutline, index: Shape
    ) -> BookCall | None:
        numbers = self.book_numbers(books, outline)
        number = numbers["x"].reshape(1, -1)[:, index[0]]
        return BookCall.of(self.KIND, "forward", {"x": number.reshape(1, 1, 1, 1)}, at=(0, 0))

    def blamed_in_book(
        self, books: Books, outline: LayerOutline, index: Shape
    ) -> BookCall | None:
        numbers = self.book_numbers(books, outline)
        blame = numbers["grad_y"].reshape(outline.input_shape)[index]
        alone = {"x": numbers["x"][0][index].reshape(1, 1, 1, 1), "grad_y": blame.reshape(1, 1)}
        return BookCall.of(self.KIND, "backward", alone, at=(0, 0, 0, 0))
