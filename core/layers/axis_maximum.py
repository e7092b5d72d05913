"""The largest value of every window along one axis: half a max-pool."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from core.arrays import FloatArray, IntArray
from core.buffers import Buffers
from core.errors import OrderError
from core.fields import Pair
from core.geometry import Tap, output_length, window_taps


class _Cache(NamedTuple):
    cells: FloatArray  # (L, ...), with the pooled axis in front, as everywhere below
    largest: FloatArray  # (P, ...)
    taps: tuple[Tap, ...]
    is_padded: bool


class AxisMaximum:
    """Slide a window along one axis; keep its largest value, remember where it came from.

    Parameters
    ----------
    axis : int
        Axis the window slides along.
    window, stride : int

    Notes
    -----
    Shape letters: L cells along the axis, P window positions.  Padding is never laid out in
    memory: a window that reaches over the edge has fewer cells.  Ties go to the first cell.
    """

    def __init__(self, axis: int, window: int, stride: int) -> None:
        self.axis = axis
        self.window = window
        self.stride = stride
        self._buffers = Buffers()
        self._cache: _Cache | None = None

    @property
    def input_length(self) -> int:
        """Cells along the axis in the latest training forward pass."""
        return len(self._remembered().cells)

    def forward(self, maps: FloatArray, padding: Pair, *, training: bool) -> FloatArray:
        """Return `maps` with the axis shortened from L to P."""
        cells = maps.swapaxes(0, self.axis)
        taps = window_taps(len(cells), self.window, self.stride, padding)
        shape = list(maps.shape)
        shape[self.axis] = output_length(len(cells), self.window, self.stride, padding)
        if training:
            y = self._buffers.take("largest", tuple(shape), maps.dtype)
        else:
            y = np.empty(shape, maps.dtype)
        largest = y.swapaxes(0, self.axis)
        is_padded = padding != (0, 0)
        # Without padding, the first cell of every window is a start that needs no copy.
        best, others = cells[taps[0].cells], taps[1:]
        if is_padded or not others:
            largest.fill(-np.inf)
            best, others = largest, taps
        for windows, places in others:
            np.maximum(best[windows], cells[places], out=largest[windows])
            best = largest
        if training:
            self._cache = _Cache(cells, largest, taps, is_padded)
        return y

    def input_gradient(self, grad_output: FloatArray) -> FloatArray:
        """Return the gradient of `maps`: every window's goes to its first largest cell."""
        cells, _, _, is_padded = self._remembered()
        grad = grad_output.swapaxes(0, self.axis)  # (P, ...)
        shape = list(grad_output.shape)
        shape[self.axis] = len(cells)
        grad_maps = self._buffers.take("grad", tuple(shape), grad_output.dtype)
        grad_cells = grad_maps.swapaxes(0, self.axis)  # (L, ...)
        if self.window > self.stride or is_padded:
            grad_cells.fill(0)
            self._add_to_winners(grad, grad_cells)
        else:
            if len(cells) != len(grad) * self.window:
                grad_cells.fill(0)
            self._deal_out(grad, grad_cells)
        return grad_maps

    def winners(self) -> IntArray:
        """Return which cell along the axis won each window, shaped like the output."""
        cells, largest, taps, _ = self._remembered()
        index = np.zeros(largest.shape, np.intp)
        by_axis = (-1,) + (1,) * (cells.ndim - 1)
        for windows, places in reversed(taps):  # the first of equal cells is written last
            is_largest = cells[places] == largest[windows]
            position = np.arange(len(cells))[places].reshape(by_axis)
            np.copyto(index[windows], position, where=is_largest)
        return index.swapaxes(0, self.axis)

    def _deal_out(self, grad: FloatArray, grad_cells: FloatArray) -> None:
        """Fill cells that windows do not share; the last takes what no earlier one took."""
        cells, largest, taps, _ = self._remembered()
        rest = grad_cells[taps[-1].cells]  # (P, ...), a view
        is_largest = self._buffers.take_like("is largest", largest, np.bool_)
        left = grad
        for _, places in taps[:-1]:
            np.equal(cells[places], largest, out=is_largest)
            share = np.multiply(left, is_largest, out=grad_cells[places])
            left = np.subtract(left, share, out=rest)
        if left is grad:
            np.copyto(rest, grad)

    def _add_to_winners(self, grad: FloatArray, grad_cells: FloatArray) -> None:
        """Add to cells that several windows may share."""
        cells, largest, taps, _ = self._remembered()
        left = self._buffers.take_like("left", largest)
        share = self._buffers.take_like("share", largest)
        np.copyto(left, grad)
        for windows, places in taps:
            is_largest = cells[places] == largest[windows]
            np.multiply(left[windows], is_largest, out=share[windows])
            grad_cells[places] += share[windows]
            left[windows] -= share[windows]

    def _remembered(self) -> _Cache:
        if self._cache is None:
            raise OrderError("MaxPool2D.backward needs a forward pass with training=True first")
        return self._cache
