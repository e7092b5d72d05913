"""The largest value of every window along one axis: half a max-pool."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.arrays import BoolArray, FloatArray, IntArray
from core.contiguous import copy_in_pieces, has_large_pieces
from core.errors import OrderError
from core.fields import Pair
from core.geometry import Tap, output_length, window_taps
from core.latest_few import LatestFew
from core.layers.disjoint_windows import deal_out, largest_of

#: Whole and last shard, and a few single images.
LAYOUTS_KEPT = 4


@dataclass
class _Layout:
    """The arrays that pooling maps of one shape and memory order works with.

    The pooled axis is in front: L cells, P window positions, K places in a window.
    """

    taps: tuple[Tap, ...]
    cells: FloatArray  # (L, ...), of the latest maps
    y: FloatArray  # what forward returns
    largest: FloatArray  # (P, ...), the same memory
    copies: Sequence[FloatArray]  # K × (P, ...); empty if the cells need no copy
    places: Sequence[FloatArray] = ()  # K × (P, ...), of the latest maps
    grads: _Gradients | None = None


@dataclass
class _Gradients:
    maps: FloatArray  # what backward returns
    cells: FloatArray  # (L, ...), the same memory
    places: Sequence[FloatArray]  # K × (P, ...), views of the cells
    shares: Sequence[FloatArray]  # K × (P, ...)
    is_largest: BoolArray  # (P, ...)


class AxisMaximum:
    """Slide a window along one axis; keep its largest value, remember where it came from.

    Parameters
    ----------
    axis : int
        Axis the window slides along.
    window, stride : int

    Notes
    -----
    Shape letters: L cells along the axis, P window positions, K places in a window.  Padding
    is never laid out in memory: a window that reaches over the edge has fewer cells.  Ties go
    to the first cell.

    Windows that share no cell are the case that must be fast.  Then place k of all windows is
    one array, no cell is in two of these K arrays, and each direction is a few operations on
    whole arrays.  Where their cells are scattered in memory they are copied together first.
    """

    def __init__(self, axis: int, window: int, stride: int) -> None:
        self.axis = axis
        self.window = window
        self.stride = stride
        self._layouts = LatestFew[tuple[object, ...], _Layout](LAYOUTS_KEPT)
        self._pending: _Layout | None = None

    @property
    def input_length(self) -> int:
        """Cells along the axis in the latest training forward pass."""
        return len(self._remembered().cells)

    def forward(self, maps: FloatArray, padding: Pair, *, training: bool) -> FloatArray:
        """Return `maps` with the axis shortened from L to P."""
        if training:
            key = (maps.shape, maps.strides, maps.dtype, padding)
            layout = self._layouts.get(key, lambda: self._lay_out(maps, padding))
            self._pending = layout
        else:
            layout = self._lay_out(maps, padding)
        layout.cells = cells = maps.swapaxes(0, self.axis)
        largest = layout.largest
        if not self._is_disjoint(padding):
            layout.places = ()
            largest.fill(-np.inf)
            for windows, at in layout.taps:
                np.maximum(largest[windows], cells[at], out=largest[windows])
            return layout.y
        layout.places = [cells[at] for _, at in layout.taps]
        if training and layout.copies:
            for copy, place in zip(layout.copies, layout.places, strict=True):
                copy_in_pieces(copy, place)
            layout.places = layout.copies
        largest_of(layout.places, out=largest)
        return layout.y

    def input_gradient(self, grad_output: FloatArray) -> FloatArray:
        """Return the gradient of `maps`: every window's goes to its first largest cell."""
        layout = self._remembered()
        grads = layout.grads = layout.grads or self._lay_out_gradients(layout)
        grad = grad_output.swapaxes(0, self.axis)  # (P, ...)
        if layout.places:
            self._deal_out(grad, layout, grads)
        else:
            self._add_to_winners(grad, layout, grads)
        return grads.maps

    def winners(self) -> IntArray:
        """Return which cell along the axis won each window, shaped like the output."""
        layout = self._remembered()
        cells, largest = layout.cells, layout.largest
        index = np.zeros(largest.shape, np.intp)
        by_axis = (-1,) + (1,) * (cells.ndim - 1)
        for windows, at in reversed(layout.taps):  # the first of equal cells is written last
            is_largest = cells[at] == largest[windows]
            position = np.arange(len(cells))[at].reshape(by_axis)
            np.copyto(index[windows], position, where=is_largest)
        return index.swapaxes(0, self.axis)

    def _deal_out(self, grad: FloatArray, layout: _Layout, grads: _Gradients) -> None:
        """Give each number to the first place that was largest."""
        deal_out(
            grad, layout.places, layout.largest, is_largest=grads.is_largest, out=grads.shares
        )
        if grads.shares is not grads.places:
            for place, share in zip(grads.places, grads.shares, strict=True):
                copy_in_pieces(place, share)

    def _add_to_winners(self, grad: FloatArray, layout: _Layout, grads: _Gradients) -> None:
        """Add to cells that several windows may share."""
        left, share = grads.shares
        grads.cells.fill(0)
        np.copyto(left, grad)
        for windows, at in layout.taps:
            is_largest = np.equal(layout.cells[at], layout.largest[windows])
            np.multiply(left[windows], is_largest, out=share[windows])
            grads.cells[at] += share[windows]
            left[windows] -= share[windows]

    def _is_disjoint(self, padding: Pair) -> bool:
        return self.window <= self.stride and padding == (0, 0)

    def _lay_out(self, maps: FloatArray, padding: Pair) -> _Layout:
        cells = maps.swapaxes(0, self.axis)
        taps = window_taps(len(cells), self.window, self.stride, padding)
        shape = list(maps.shape)
        shape[self.axis] = output_length(len(cells), self.window, self.stride, padding)
        y = np.empty(shape, maps.dtype)
        largest = y.swapaxes(0, self.axis)
        copies: list[FloatArray] = []
        if self._is_disjoint(padding) and not has_large_pieces(cells[taps[0].cells]):
            copies = [np.empty_like(largest) for _ in taps]
        return _Layout(taps, cells, y, largest, copies)

    def _lay_out_gradients(self, layout: _Layout) -> _Gradients:
        shape = list(layout.y.shape)
        shape[self.axis] = len(layout.cells)
        # Cells that no window reaches are never written to and stay zero.
        maps = np.zeros(shape, layout.y.dtype)
        cells = maps.swapaxes(0, self.axis)
        places = [cells[at] for _, at in layout.taps] if layout.places else []
        shares = places
        if not places or not has_large_pieces(places[0]):
            shares = [np.empty_like(layout.largest) for _ in places or range(2)]
        is_largest = np.empty_like(layout.largest, np.bool_)
        return _Gradients(maps, cells, places, shares, is_largest)

    def _remembered(self) -> _Layout:
        if self._pending is None:
            raise OrderError("MaxPool2D.backward needs a forward pass with training=True first")
        return self._pending
