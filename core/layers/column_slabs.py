"""Maps laid out so that a convolution is one matrix product per output column."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import DTypeLike

from core.arrays import FloatArray, Shape
from core.buffers import Buffers
from core.fields import Pair
from core.geometry import output_length, window_taps


class ColumnSlabs:
    """The windows of a batch of maps, as a stack of matrices that overlap in memory.

    Every image column becomes a *slab* of K_h·C + 1 lines: K_h copies of the column, shifted
    so that line (i, c) holds what row i of a kernel meets in channel c at every output row,
    and a last line of ones that meets the bias.  The windows at output column q are K_w
    neighbouring slabs, which follow each other in memory: one matrix without a further copy.

    Parameters
    ----------
    shape : tuple (N, H, W, C)
        Of the maps.
    kernel_size, stride : tuple (vertical, horizontal)
    pads : ((top, bottom), (left, right))
    dtype : dtype

    Attributes
    ----------
    output_shape : tuple (W_out, H_out, N)
    windows : ndarray of shape (W_out, K_w * (K_h * C + 1), H_out * N)
        A read-only view of the slabs: one matrix per output column.
    """

    def __init__(
        self,
        shape: Shape,
        kernel_size: Pair,
        stride: Pair,
        pads: tuple[Pair, Pair],
        dtype: DTypeLike,
    ) -> None:
        n, h, w, c = shape
        (k_h, k_w), (s_h, s_w), (top, _), (left, right) = kernel_size, stride, *pads
        h_out, w_out = output_length(h, k_h, s_h, pads[0]), output_length(w, k_w, s_w, pads[1])
        self.output_shape = (w_out, h_out, n)
        self._columns = slice(left, left + w)
        self._maps_shape = (w, c, h, n)
        self._copies_shape = (left + w + right, k_h, c, h_out, n)
        self._taps = [  # which pixels of a column kernel row i meets, at which output rows
            (tap.cells.start - tap.windows.start * s_h + top, tap.windows, tap.cells)
            for tap in window_taps(h, k_h, s_h, pads[0])
        ]
        # What lies in the padding is never written to and stays zero.
        slabs = np.zeros((left + w + right, k_h * c + 1, h_out * n), dtype)
        slabs[:, -1] = 1
        self._copies = slabs[:, :-1].reshape(self._copies_shape)
        to_slab, to_line, to_window = slabs.strides
        self.windows = as_strided(
            slabs,
            (w_out, k_w * slabs.shape[1], slabs.shape[2]),
            (s_w * to_slab, to_line, to_window),
            writeable=False,
        )
        self._starts = [slice(j, j + (w_out - 1) * s_w + 1, s_w) for j in range(k_w)]
        self._buffers = Buffers()

    def lay_out(self, x: FloatArray) -> None:
        """Write the maps `x` into the slabs."""
        columns = x.transpose(2, 3, 1, 0)  # (W, C, H, N)
        for i, windows, pixels in self._taps:
            self._copies[self._columns, i, :, windows] = columns[:, :, pixels]

    def collect(self, matrix: FloatArray, grad_output: FloatArray) -> FloatArray:
        """Return dx: the transpose of `lay_out` and of the product with `matrix`.

        Parameters
        ----------
        matrix : ndarray of shape (K_w, K_h * C + 1, C_out)
        grad_output : ndarray of shape (W_out, C_out, H_out * N)

        Returns
        -------
        ndarray of shape (N, H, W, C)
        """
        every_copy = (len(self._copies), matrix.shape[1] - 1, grad_output.shape[2])
        grad_slabs = self._take("grad slabs", every_copy)
        share = self._take("share", (len(grad_output), *every_copy[1:]))
        grad_slabs.fill(0)
        for start, kernel_column in zip(self._starts, matrix[:, :-1], strict=True):
            np.matmul(kernel_column, grad_output, out=share)
            grad_slabs[start] += share
        grad_copies = grad_slabs.reshape(self._copies_shape)[self._columns]
        grad_x = self._take("grad x", self._maps_shape)
        grad_x.fill(0)
        for i, windows, pixels in self._taps:
            grad_x[:, :, pixels] += grad_copies[:, i, :, windows]
        return grad_x.transpose(3, 2, 0, 1)

    def _take(self, name: str, shape: Shape) -> FloatArray:
        array: FloatArray = self._buffers.take(name, shape, self.windows.dtype)
        return array
