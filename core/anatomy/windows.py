"""Which cells a window holds, and which windows hold a cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from core.arrays import IntArray
from core.fields import Pair
from core.network_spec import LayerOutline


class Covering(NamedTuple):
    """Along one axis: the windows over a cell, and the cell's place in each of them."""

    windows: IntArray
    taps: IntArray


@dataclass(frozen=True, slots=True)
class Windows:
    """The windows of a convolution or a pooling.

    Attributes
    ----------
    input_size, output_size, size, stride : tuple (vertical, horizontal)
    pads : ((top, bottom), (left, right))

    Notes
    -----
    Tap i of window p lies on input cell ``p * stride + i - pad``.
    """

    input_size: Pair
    output_size: Pair
    size: Pair
    stride: Pair
    pads: tuple[Pair, Pair]

    @classmethod
    def of(cls, outline: LayerOutline) -> Windows:
        """Return the windows of a layer.

        Raises
        ------
        TypeError
            If the layer has none.
        """
        window = outline.spec.window(outline.input_shape)
        if window is None:
            kind = outline.spec.KIND
            raise TypeError(f"Windows: expected a layer with windows, received {kind}")
        input_size = outline.input_shape[0], outline.input_shape[1]
        output_size = outline.output_shape[0], outline.output_shape[1]
        return cls(input_size, output_size, *window)

    @property
    def overlaps(self) -> bool:
        """Whether neighbouring windows share cells."""
        return any(k > s for k, s in zip(self.size, self.stride, strict=True))

    def corner(self, row: int, column: int) -> Pair:
        """Return the input cell under a window's first cell; negative if it is padding."""
        (top, _), (left, _) = self.pads
        return row * self.stride[0] - top, column * self.stride[1] - left

    def cells(self, axis: int, window: int | IntArray, tap: int | IntArray) -> IntArray:
        """Return the input cells under taps of windows along an axis; -1 is padding."""
        cell = np.asarray(window * self.stride[axis] + tap - self.pads[axis][0])
        return np.where((cell >= 0) & (cell < self.input_size[axis]), cell, -1)

    def window(self, row: int, column: int) -> tuple[IntArray, IntArray]:
        """Return taps and cells of one window, row by row: two arrays (K_h*K_w, 2).

        A cell that is padding is ``(-1, -1)``.
        """
        k_h, k_w = self.size
        taps = product_places(np.arange(k_h), np.arange(k_w))
        rows = self.cells(0, row, taps[:, 0])
        columns = self.cells(1, column, taps[:, 1])
        return taps, with_padding(rows, columns)

    def covering(self, axis: int, cell: int) -> Covering:
        """Return the windows that hold a cell, along one axis."""
        padded = cell + self.pads[axis][0]
        size, stride = self.size[axis], self.stride[axis]
        first = max(0, -(-(padded - size + 1) // stride))
        last = min(self.output_size[axis] - 1, padded // stride)
        windows = np.arange(first, last + 1)
        return Covering(windows, padded - windows * stride)

    def over(self, row: int, column: int) -> tuple[IntArray, IntArray, Pair]:
        """Return every window over a cell and the cell's tap in it: two arrays (n, 2).

        And how many rows and columns of windows that is.
        """
        vertical, horizontal = self.covering(0, row), self.covering(1, column)
        windows = product_places(vertical.windows, horizontal.windows)
        taps = product_places(vertical.taps, horizontal.taps)
        return windows, taps, (len(vertical.windows), len(horizontal.windows))

    def window_over(self, row: int, column: int, winners: IntArray) -> Pair | None:
        """Return the window to show for an input cell: one it won, or else the first over it.

        Parameters
        ----------
        row, column : int
        winners : ndarray of int, shape (H_out, W_out)
            Of a layer that picks winners: ``row * W + column`` of every window's.
        """
        windows: list[Pair] = [(int(i), int(j)) for i, j in self.over(row, column)[0]]
        cell = row * self.input_size[1] + column
        won = [window for window in windows if winners[window] == cell]
        return next(iter(won or windows), None)


def has_windows(outline: LayerOutline) -> bool:
    """Return whether a layer slides windows over the maps it reads."""
    return outline.spec.window(outline.input_shape) is not None


def with_padding(rows: IntArray, columns: IntArray) -> IntArray:
    """Return pairs of rows and columns; if one of the two is -1, so is the other."""
    pairs = np.stack([rows, columns], axis=1)
    pairs[(pairs < 0).any(axis=1)] = -1
    return pairs


def with_channel(pairs: IntArray, channel: int | IntArray) -> IntArray:
    """Return (row, column) pairs with a channel as third number, (n, 3)."""
    places = np.empty((len(pairs), 3), np.intp)
    places[:, :2] = pairs
    places[:, 2] = channel
    places[pairs[:, 0] < 0] = -1
    return places


def product_places(*axes: IntArray) -> IntArray:
    """Return every combination of the numbers of some axes, last one fastest, (n, axes)."""
    grids = np.meshgrid(*axes, indexing="ij")
    return np.stack([grid.reshape(-1) for grid in grids], axis=1)
