"""The mean of every window along one axis: half an average-pool."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from core.arrays import FloatArray
from core.buffers import Buffers
from core.errors import OrderError
from core.fields import Pair
from core.geometry import Tap, output_length, window_taps


class _Cache(NamedTuple):
    length: int
    taps: tuple[Tap, ...]
    shares: FloatArray  # (P, 1, ...)


class AxisMean:
    """Slide a window along one axis and keep the mean of its cells.

    Parameters
    ----------
    axis : int
        Axis the window slides along.
    window, stride : int

    Notes
    -----
    Shape letters: L cells along the axis, P window positions.  Padding is never laid out in
    memory: a window that reaches over the edge has fewer cells, and its mean is theirs.
    """

    def __init__(self, axis: int, window: int, stride: int) -> None:
        self.axis = axis
        self.window = window
        self.stride = stride
        self._buffers = Buffers()
        self._cache: _Cache | None = None

    def forward(self, maps: FloatArray, padding: Pair, *, training: bool) -> FloatArray:
        """Return `maps` with the axis shortened from L to P."""
        cells = maps.swapaxes(0, self.axis)  # (L, ...)
        taps = window_taps(len(cells), self.window, self.stride, padding)
        shape = list(maps.shape)
        shape[self.axis] = output_length(len(cells), self.window, self.stride, padding)
        if training:
            y = self._buffers.take("mean", tuple(shape), maps.dtype)
        else:
            y = np.empty(shape, maps.dtype)
        mean = y.swapaxes(0, self.axis)  # (P, ...)
        shares = _shares(taps, mean)
        mean.fill(0)
        # In the ledger: forward
        for windows, places in taps:
            mean[windows] += cells[places]
        mean *= shares

        if training:
            self._cache = _Cache(len(cells), taps, shares)
        return y

    def input_gradient(self, grad_output: FloatArray) -> FloatArray:
        """Return the gradient of `maps`: every cell gets its share of each of its windows."""
        if self._cache is None:
            raise OrderError(
                "AveragePool2D.backward needs a forward pass with training=True first"
            )
        length, taps, shares = self._cache
        grad = self._buffers.take("shared out", grad_output.shape, grad_output.dtype)
        # In the ledger: input_gradient
        np.multiply(grad_output.swapaxes(0, self.axis), shares, out=grad.swapaxes(0, self.axis))

        grad = grad.swapaxes(0, self.axis)  # (P, ...)
        shape = list(grad_output.shape)
        shape[self.axis] = length
        grad_maps = self._buffers.take("grad", tuple(shape), grad_output.dtype)
        grad_cells = grad_maps.swapaxes(0, self.axis)  # (L, ...)
        grad_cells.fill(0)
        # In the ledger: input_gradient
        for windows, places in taps:
            grad_cells[places] += grad[windows]

        return grad_maps


def _shares(taps: tuple[Tap, ...], mean: FloatArray) -> FloatArray:
    """Return one over the number of cells of each window, (P, 1, ...)."""
    # In the ledger: forward
    counts = np.zeros(len(mean))
    for windows, _ in taps:
        counts[windows] += 1
    shares: FloatArray = (1 / counts).astype(mean.dtype)
    return shares.reshape(-1, *[1] * (mean.ndim - 1))
