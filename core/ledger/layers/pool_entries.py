"""What the accounts of all poolings share."""

from __future__ import annotations

from core.anatomy.windows import Windows
from core.arrays import Shape
from core.ledger.book_call import BookCall
from core.ledger.books import Books
from core.ledger.layers.layer_entries import LayerEntries
from core.ledger.layers.window_crop import WindowCrop
from core.network_spec import LayerOutline


class PoolEntries(LayerEntries):
    """A layer that makes one number of a window, each channel on its own."""

    def made_in_book(
        self, books: Books, outline: LayerOutline, index: Shape
    ) -> BookCall | None:
        p, q, channel = index
        crop = WindowCrop.one(Windows.of(outline), p, q)
        numbers = self.book_numbers(books, outline)
        own = slice(channel, channel + 1)
        numbers |= {"x": numbers["x"][:, *crop.cells, own], "padding": crop.padding}
        return BookCall.of(self.KIND, "forward", numbers, at=(0, 0, 0, 0))

    def blamed_in_book(
        self, books: Books, outline: LayerOutline, index: Shape
    ) -> BookCall | None:
        row, column, channel = index
        crop = WindowCrop.over(Windows.of(outline), row, column)
        if crop is None:
            return super().blamed_in_book(books, outline, index)
        numbers = self.book_numbers(books, outline)
        own = slice(channel, channel + 1)
        numbers |= {
            "x": numbers["x"][:, *crop.cells, own],
            "grad_y": numbers["grad_y"][:, *crop.windows, own],
            "padding": crop.padding,
        }
        rows, columns = crop.cells
        at = (0, row - rows.start, column - columns.start, 0)
        return BookCall.of(self.KIND, "backward", numbers, at=at)
