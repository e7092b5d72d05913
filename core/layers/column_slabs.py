"""Maps laid out so that a convolution is one matrix product per output column."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import DTypeLike

from core.arrays import FloatArray, Shape
from core.buffers import Buffers
from core.contiguous import copy_in_pieces
from core.fields import Pair
from core.geometry import output_length
from core.layers.window import Window
from core.layers.working_memory import WorkingMemory


class ColumnSlabs:
    """The windows of a batch of maps, as a stack of matrices that overlap in memory.

    Every image column becomes a *slab* of K_h·C + 1 lines: K_h copies of the column, shifted
    so that line (i, c) holds what row i of a kernel meets in channel c at every output row,
    and a last line of ones that meets the bias.  The windows at output column q are K_w
    neighbouring slabs, which follow each other in memory: one matrix without a further copy.

    If a pooling of disjoint windows comes next, the output rows are sorted into groups by
    their place in the pooling window; what pooling compares then lies in separate arrays.

    Parameters
    ----------
    shape : tuple (N, H, W, C)
        Of the maps.
    kernel_size, stride : tuple (vertical, horizontal)
    pads : ((top, bottom), (left, right))
    dtype : dtype
    pool : tuple (vertical, horizontal), default (1, 1)
        Window of the pooling that follows.  Output that no window covers is left out.

    Attributes
    ----------
    output_shape : tuple (groups, W_out, H_out, N)
        Row p of group a is output row ``p * groups + a``.
    windows : ndarray of shape (groups, W_out, K_w * (K_h * C + 1), H_out * N)
        A read-only view of the slabs: one matrix per group and output column.
    """

    def __init__(
        self,
        shape: Shape,
        kernel_size: Pair,
        stride: Pair,
        pads: tuple[Pair, Pair],
        dtype: DTypeLike,
        *,
        pool: Pair = (1, 1),
    ) -> None:
        n, h, w, c = shape
        (k_h, k_w), (s_h, s_w), (top, bottom), (left, right) = kernel_size, stride, *pads
        self._dtype = np.dtype(dtype)
        self._groups = groups = pool[0]
        self._strides = (s_h, s_w)
        self._kernel_rows = k_h
        h_out = output_length(h, k_h, s_h, pads[0]) // pool[0]
        w_out = output_length(w, k_w, s_w, pads[1]) // pool[1] * pool[1]
        self.output_shape = (groups, w_out, h_out, n)
        self._inside = slice(left, left + w), slice(None), slice(top, top + h)
        self._padded_shape = (left + w + right, c, top + h + bottom, n)
        self._is_padded = any(map(any, pads))
        slabs = np.zeros((groups, left + w + right, k_h * c + 1, h_out * n), dtype)
        slabs[:, :, -1] = 1
        self._copies = slabs[:, :, :-1].reshape(groups, len(slabs[0]), k_h, c, h_out, n)
        to_group, to_slab, to_line, to_window = slabs.strides
        self.windows = as_strided(
            slabs,
            (groups, w_out, k_w * slabs.shape[2], slabs.shape[3]),
            (to_group, s_w * to_slab, to_line, to_window),
            writeable=False,
        )
        self._buffers = Buffers()

    def lay_out(self, x: FloatArray) -> None:
        """Write the maps `x` into the slabs."""
        columns = x.transpose(2, 3, 1, 0)  # (W, C, H, N)
        if self._is_padded or not columns.flags.c_contiguous or columns.dtype != self._dtype:
            padded = self._take("padded", self._padded_shape)  # zero around what is inside
            padded[self._inside] = columns
            columns = padded
        to_column, to_channel, to_row, to_image = columns.strides
        to_output_row = self._strides[0] * to_row
        to_next = self._groups * to_output_row
        # Pixel (p·groups + a)·s + i of every column, as a view (groups, W, K_h, C, H_out, N).
        strides = (to_output_row, to_column, to_row, to_channel, to_next, to_image)
        pixels: FloatArray = np.ndarray(
            self._copies.shape, self._dtype, columns, strides=strides
        )
        # In the ledger: forward
        copy_in_pieces(self._copies, pixels)

    def collect(self, matrix: FloatArray, grad_output: FloatArray) -> FloatArray:
        """Return dx: the transpose of `lay_out` and of the product with `matrix`.

        Parameters
        ----------
        matrix : ndarray of shape (K_w, K_h * C + 1, C_out)
        grad_output : ndarray of shape (groups, W_out, C_out, H_out * N)

        Returns
        -------
        ndarray of shape (N, H, W, C)
        """
        (s_h, s_w), lines = self._strides, matrix.shape[1] - 1
        groups, w_out, _, numbers = grad_output.shape
        grad_slabs = self._take("grad slabs", (groups, len(self._copies[0]), lines, numbers))
        share = self._take("share", (groups, w_out, lines, numbers))
        reached = (w_out - 1) * s_w + 1  # slabs, up to the first one of the last window
        grad_slabs[:, reached if s_w == 1 else 0 :] = 0
        # In the ledger: input_gradient
        np.matmul(matrix[0, :-1], grad_output, out=grad_slabs[:, :reached:s_w])
        for j, kernel_column in enumerate(matrix[1:, :-1], 1):
            np.matmul(kernel_column, grad_output, out=share)
            grad_slabs[:, j : j + reached : s_w] += share

        grad_copies = grad_slabs.reshape(self._copies.shape)
        grad_columns = self._take("grad columns", self._padded_shape)
        grad_columns.fill(0)
        h_out, stride = self.output_shape[2], groups * s_h
        # In the ledger: input_gradient
        for a, i in np.ndindex(groups, self._kernel_rows):
            first = a * s_h + i
            rows = slice(first, first + (h_out - 1) * stride + 1, stride)
            grad_columns[:, :, rows] += grad_copies[a, :, i]

        return grad_columns[self._inside].transpose(3, 2, 0, 1)

    def _take(self, name: str, shape: Shape) -> FloatArray:
        array: FloatArray = self._buffers.take(name, shape, self._dtype)
        return array


def slabs_memory(input_shape: Shape, window: Window, output_shape: Shape) -> WorkingMemory:
    """Return what a convolution lays out: its slabs, what it gives, and their gradients.

    Parameters
    ----------
    input_shape, output_shape : tuple (H, W, C)
        Of one sample.
    window : Window
    """
    (h, w, c), (rows, columns, filters) = input_shape, output_shape
    (k_h, k_w), pads = window.size, window.pads
    padded = (h + sum(pads[0]), w + sum(pads[1]))
    maps = padded[0] * padded[1] * c
    lines, laid_out = k_h * c + 1, maps if any(map(any, pads)) else 0
    slabs = padded[1] * lines * rows
    return WorkingMemory(
        there=slabs + laid_out + rows * columns * filters,
        back=(padded[1] + columns) * (lines - 1) * rows + maps,
        fixed=(columns + 1) * k_w * lines * filters,
        judging=slabs + laid_out,
    )
