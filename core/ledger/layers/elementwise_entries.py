"""The book pages of layers that treat every number on its own."""

from __future__ import annotations

from core.arrays import FloatArray, Shape
from core.ledger.book_call import BookCall
from core.ledger.books import Books
from core.ledger.layers.layer_entries import LayerEntries
from core.network_spec import LayerOutline


class ElementwiseEntries(LayerEntries):
    """One number in, one number out: the book's lines are called with that number alone."""

    def made_in_book(
        self, books: Books, outline: LayerOutline, index: Shape
    ) -> BookCall | None:
        return self._alone(books, outline, index, "forward")

    def blamed_in_book(
        self, books: Books, outline: LayerOutline, index: Shape
    ) -> BookCall | None:
        return self._alone(books, outline, index, "backward")

    def kept_number(
        self, books: Books, outline: LayerOutline, index: Shape
    ) -> dict[str, FloatArray]:
        """Return what else the book needs at `index`, by its name there; shapes (1,)."""
        del books, outline, index
        return {}

    def _alone(
        self, books: Books, outline: LayerOutline, index: Shape, function: str
    ) -> BookCall | None:
        numbers = self.book_numbers(books, outline)
        numbers |= {
            name: numbers[name][0][index].reshape(1)
            for name in ("x", "grad_y")
            if name in numbers
        }
        numbers |= self.kept_number(books, outline, index)
        return BookCall.of(self.KIND, function, numbers, at=(0,))
