"""The accounts of a convolution."""

from __future__ import annotations

from dataclasses import dataclass
from types import ModuleType
from typing import ClassVar

import numpy as np

from core.anatomy.windows import Windows, product_places, with_channel, with_padding
from core.arrays import FloatArray, IntArray, Shape
from core.index_words import index_words
from core.layers import column_slabs, conv2d
from core.ledger.account import Account, Formula, Line, sum_account
from core.ledger.book_call import BookCall
from core.ledger.books import Books
from core.ledger.column import Column
from core.ledger.layers.layer_entries import NO_STATE, LayerEntries, Products, State
from core.ledger.layers.window_crop import WindowCrop
from core.ledger.terms import Terms
from core.network_spec import LayerOutline

PADDING_MARKS = ("", "padding")
_MADE = Formula(
    "y[p, q, o] = Σ x[p·s + i − top, q·s + j − left, c] · w[i, j, c, o] + b[o]",
    r"y_{p,q,o} = \sum_{c,i,j} x_{ps+i-t,\;qs+j-l,\;c}\; w_{i,j,c,o} + b_o",
)
_BLAMED = Formula(
    "dL/dx[r, t, c] = Σ δ[p, q, o] · w[i, j, c, o]  over every window (p, q) whose cell "
    "(i, j) is this pixel",
    r"\frac{dL}{dx_{r,t,c}} = \sum_{o}\sum_{p,q} \delta_{p,q,o}\;"
    r" w_{\,r+\mathrm{top}-ps,\;t+\mathrm{left}-qs,\;c,\;o}",
)
_WEIGHT = Formula(
    "dL/dw[i, j, c, o] = Σ δ[p, q, o] · x[p·s + i − top, q·s + j − left, c]  over all "
    "positions (p, q)",
    r"\frac{dL}{dw_{i,j,c,o}} = \sum_{p,q} \delta_{p,q,o}\;"
    r" x_{ps+i-t,\;qs+j-l,\;c}",
)
_BIAS = Formula(
    "dL/db[o] = Σ δ[p, q, o]  over all positions (p, q)",
    r"\frac{dL}{db_o} = \sum_{p,q} \delta_{p,q,o}",
)


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """The windows over one input, filter by filter.

    Attributes
    ----------
    outputs : ndarray of int, shape (n, 3)
        The outputs that the input is part of.
    weights : ndarray of int, shape (n, 4)
        The weight by which it is multiplied there.
    of_filter : ndarray of int, shape (n,)
    filters : int
    grid : tuple (rows, columns)
        How the windows of each filter lie beside each other.
    """

    outputs: IntArray
    weights: IntArray
    of_filter: IntArray
    filters: int
    grid: tuple[int, int] | None

    @classmethod
    def of(cls, outline: LayerOutline, index: Shape) -> _Seen:
        """Return the windows over input `index`."""
        row, column, channel = index
        positions, taps, grid = Windows.of(outline).over(row, column)
        filters, count = outline.output_shape[2], len(positions)
        of_filter = np.repeat(np.arange(filters), count)
        outputs = with_channel(np.tile(positions, (filters, 1)), of_filter)
        weights = np.empty((filters * count, 4), np.intp)
        weights[:, :2] = np.tile(taps, (filters, 1))
        weights[:, 2], weights[:, 3] = channel, of_filter
        return cls(outputs, weights, of_filter, filters, grid)

    def terms(
        self, columns: tuple[Column, ...], products: FloatArray, *, leads_to: int
    ) -> Terms:
        """Return one term a window, grouped by filter."""
        return Terms(
            columns,
            products,
            "output pixel",
            leads_to=leads_to,
            groups=self.of_filter,
            group_names=tuple(f"filter {index_words(o)}" for o in range(self.filters)),
            grid=self.grid,
        )


class Conv2DEntries(LayerEntries):
    r"""Patch times kernel; backward, gradients times the kernel seen from the pixel.

    .. math::
        y_{p,q,o} = \sum_{c,i,j} x_{ps+i-t,\,qs+j-l,\,c}\, w_{i,j,c,o} + b_o, \qquad
        \frac{dL}{dx_{r,t,c}} = \sum_{o,p,q} \delta_{p,q,o}\,
        w_{r+\mathrm{top}-ps,\;t+\mathrm{left}-qs,\;c,\,o}

    Seen from the pixel, windows further down hold it in a kernel row further up: that is the
    rotation by 180° of the transposed convolution.
    """

    KIND: ClassVar[str] = "conv2d"
    DONE_BY: ClassVar[tuple[ModuleType, ...]] = (
        conv2d,
        column_slabs,
    )

    def made(self, books: Books, outline: LayerOutline, index: Shape) -> Account:
        p, q, o = index
        windows = Windows.of(outline)
        channels = outline.input_shape[2]
        taps, cells = windows.window(p, q)
        count = len(taps)
        of_channel = np.repeat(np.arange(channels), count)
        inputs = with_channel(np.tile(cells, (channels, 1)), of_channel)
        weights = np.empty((channels * count, 4), np.intp)
        weights[:, :2] = np.tile(taps, (channels, 1))
        weights[:, 2], weights[:, 3] = of_channel, o
        x = books.value_column("input", "x", outline.position - 1, inputs)
        w = books.parameter_column("weight", "w", outline, "weight", weights)
        is_padding = (inputs[:, 0] < 0).astype(np.intp)
        terms = Terms(
            (x, w),
            x.values * w.values,
            "pixel",
            groups=of_channel,
            group_names=tuple(f"input channel {index_words(c)}" for c in range(channels)),
            marks=is_padding,
            mark_names=PADDING_MARKS,
            grid=windows.size,
        )
        bias, address = books.parameter_number(outline, "bias", (o,))
        notes = []
        if is_padding.any():
            notes.append("Cells outside the map are padding: they count as 0.")
        line = Line("+ bias", bias, "b", address, adds=True)
        return sum_account(_MADE, terms, [line], notes=notes)

    def blamed(self, books: Books, outline: LayerOutline, index: Shape) -> Account:
        seen = _Seen.of(outline, index)
        delta = books.gradient_column(outline.position, seen.outputs)
        w = books.parameter_column("weight", "w", outline, "weight", seen.weights)
        terms = seen.terms((delta, w), delta.values * w.values, leads_to=0)
        notes = [] if len(terms) else ["No window holds this pixel, so nothing depends on it."]
        return sum_account(_BLAMED, terms, notes=notes)

    def passed_on(self, books: Books, outline: LayerOutline, index: Shape) -> Terms | None:
        seen = _Seen.of(outline, index)
        inputs = np.tile(np.array(index), (len(seen.outputs), 1))
        x = books.value_column("input", "x", outline.position - 1, inputs)
        w = books.parameter_column("weight", "w", outline, "weight", seen.weights)
        adds = Column("adds", "p", x.values * w.values, outline.position, seen.outputs)
        return seen.terms((x, w, adds), adds.values, leads_to=2)

    def parameter_blamed(
        self, books: Books, outline: LayerOutline, name: str, index: Shape
    ) -> Account:
        rows, columns, _ = outline.output_shape
        positions = product_places(np.arange(rows), np.arange(columns))
        delta = books.gradient_column(outline.position, with_channel(positions, index[-1]))
        if name == "bias":
            terms = Terms((delta,), delta.values, "position", grid=(rows, columns))
            return sum_account(_BIAS, terms)
        i, j, channel, _ = index
        windows = Windows.of(outline)
        cells = with_padding(
            windows.cells(0, positions[:, 0], i), windows.cells(1, positions[:, 1], j)
        )
        inputs = with_channel(cells, channel)
        x = books.value_column("input", "x", outline.position - 1, inputs)
        terms = Terms(
            (delta, x),
            delta.values * x.values,
            "position",
            marks=(inputs[:, 0] < 0).astype(np.intp),
            mark_names=PADDING_MARKS,
            grid=(rows, columns),
        )
        return sum_account(_WEIGHT, terms)

    def parameter_products(
        self,
        outline: LayerOutline,
        name: str,
        index: Shape,
        x: FloatArray,
        delta: FloatArray,
        state: State = NO_STATE,
    ) -> Products:
        own: FloatArray = delta[..., index[-1]].astype(np.float64, order="C")
        if name == "bias":
            return Products.of(own.reshape(len(own), -1))  # (N, H_out · W_out)
        i, j, channel, _ = index
        windows = Windows.of(outline)
        rows = windows.cells(0, np.arange(own.shape[1]), i)
        columns = windows.cells(1, np.arange(own.shape[2]), j)
        pixels: FloatArray = x[..., channel].astype(np.float64, order="C")
        read = pixels[:, rows[:, None], columns]  # (N, H_out, W_out)
        read *= (rows >= 0)[:, None] & (columns >= 0)  # padding is 0
        read *= own
        return Products.of(read.reshape(len(own), -1))

    def made_in_book(
        self, books: Books, outline: LayerOutline, index: Shape
    ) -> BookCall | None:
        p, q, o = index
        crop = WindowCrop.one(Windows.of(outline), p, q)
        numbers = self.book_numbers(books, outline)
        numbers |= {
            "x": numbers["x"][:, *crop.cells],
            "weight": numbers["weight"][..., o : o + 1],
            "bias": numbers["bias"][o : o + 1],
            "padding": crop.padding,
        }
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
            "grad_y": numbers["grad_y"][:, *crop.windows],
            "weight": numbers["weight"][:, :, own],
            "padding": crop.padding,
        }
        rows, columns = crop.cells
        at = (0, row - rows.start, column - columns.start, 0)
        return BookCall.of(self.KIND, "backward", numbers, at=at)

    def parameter_blamed_in_book(
        self, books: Books, outline: LayerOutline, name: str, index: Shape
    ) -> BookCall | None:
        numbers = self.book_numbers(books, outline)
        own = slice(index[-1], index[-1] + 1)
        numbers |= {"grad_y": numbers["grad_y"][..., own], "bias": numbers["bias"][own]}
        if name == "bias":  # whatever the kernel, its one cell adds nothing
            i, j, channel = 0, 0, 0
        else:
            i, j, channel, _ = index
        # one cell of the kernel is a kernel of its own: it reads one cell of every window
        windows, cell = Windows.of(outline), slice(channel, channel + 1)
        rows = windows.cells(0, np.arange(windows.output_size[0]), i)
        columns = windows.cells(1, np.arange(windows.output_size[1]), j)
        is_there = ((rows >= 0)[:, None] & (columns >= 0))[..., None]  # padding is 0
        numbers |= {
            "x": numbers["x"][:, rows[:, None], columns, cell] * is_there,
            "weight": numbers["weight"][i : i + 1, j : j + 1, cell, own],
            "stride": (1, 1),
            "padding": "valid",
        }
        at = (0, 0, 0, 0)[: len(index)]
        return BookCall.of(self.KIND, "backward", numbers, result=name, at=at)
