"""Two-dimensional convolution."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar, NamedTuple

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import DTypeLike

from core.arrays import FloatArray, Shape, check_shape
from core.buffers import Buffers
from core.errors import OrderError, ShapeError
from core.fields import Padding, Pair
from core.geometry import output_length, padding_pairs
from core.initializers.catalog import Initializer
from core.layers.base import Layer
from core.parameter import Parameter


class _Cache(NamedTuple):
    columns: FloatArray  # (H_out, K_h*C_in*K_w + 1, W_out*N)
    x_shape: Shape
    pads: tuple[Pair, Pair]


class Conv2D(Layer):
    r"""Slide a bank of filters over a stack of maps.

    .. math::
        y_{n,p,q,o} = b_o + \sum_{i,j,c} x_{n,\,ps+i,\,qs+j,\,c}\; w_{i,j,c,o}

    with `x` zero-padded.  As in every deep-learning library this is cross-correlation:
    the filter is not flipped.

    Parameters
    ----------
    in_channels, filters : int
        Channels of the input, and number of filters.
    kernel_size, stride : tuple (vertical, horizontal)
    padding : {"valid", "same"} or ((top, bottom), (left, right))
    initialize : Initializer
    rng : numpy.random.Generator
        Source of the initial weights.
    dtype : dtype, default float32
        Type of the parameters and of every result.

    Attributes
    ----------
    weight : Parameter of shape (K_h, K_w, C_in, C_out)
    bias : Parameter of shape (C_out,)
        Zero at the start.

    Notes
    -----
    Shape letters: N images, H×W pixels, C channels, K kernel side.

    Memory: maps are kept as *stacks of image rows*, in memory order ``(H, C, W, N)``.  All
    windows that meet one output row are laid out as one matrix (one strided view and one
    copy), with a last row of ones that meets the bias.  Each output row is then one small
    matrix product whose operands stay in the processor's cache, and the stack of them is a
    single call: a variant of "convolution as matrix product" [1]_.

    With g = d(loss)/dy, the chain rule gives both gradients as transposes of that product:

    .. math::
        dw_{i,j,c,o} = \sum_{n,p,q} x_{n,\,ps+i,\,qs+j,\,c}\; g_{n,p,q,o}, \qquad
        dx_{n,\,ps+i,\,qs+j,\,c} \mathrel{+}= \sum_o w_{i,j,c,o}\; g_{n,p,q,o}

    dW multiplies the gradient rows with the same columns; dX, the transposed convolution
    [2]_, adds every window back to the cells it was taken from.

    References
    ----------
    .. [1] Chellapilla et al. (2006), "High Performance Convolutional Neural Networks for
       Document Processing", section 3.
    .. [2] Dumoulin & Visin (2016), "A guide to convolution arithmetic for deep learning",
       arXiv:1603.07285, section 4.
    """

    KIND: ClassVar[str] = "conv2d"

    def __init__(
        self,
        in_channels: int,
        filters: int,
        kernel_size: Pair,
        *,
        stride: Pair = (1, 1),
        padding: Padding = "valid",
        initialize: Initializer,
        rng: np.random.Generator,
        dtype: DTypeLike = np.float32,
    ) -> None:
        self.in_channels = in_channels
        self.filters = filters
        self.kernel_size = kernel_size
        self.stride = stride
        self.padding = padding
        window = kernel_size[0] * kernel_size[1]
        weight = initialize(
            (*kernel_size, in_channels, filters), in_channels * window, filters * window, rng
        )
        self.weight = Parameter(weight.astype(dtype))
        self.bias = Parameter(np.zeros(filters, dtype=dtype))
        self._parameters = MappingProxyType({"weight": self.weight, "bias": self.bias})
        self._dtype = self.weight.value.dtype
        self._buffers = Buffers()
        self._cache: _Cache | None = None

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        return self._parameters

    def forward(self, x: FloatArray, *, training: bool) -> FloatArray:
        """Convolve `x` of shape (N, H, W, C_in); return (N, H_out, W_out, C_out)."""
        check_shape("Conv2D input", x, (None, None, None, self.in_channels))
        n, h, w, _ = x.shape
        pads = padding_pairs(self.padding, (h, w), self.kernel_size, self.stride)
        windows = self._windows(self._padded_rows(x, pads))
        h_out, k_h, c_in, k_w, w_out, _ = windows.shape
        shape = (h_out, k_h * c_in * k_w + 1, w_out * n)
        columns = self._take("columns" if training else "inference columns", shape)
        np.copyto(columns[:, :-1].reshape(windows.shape), windows)
        columns[:, -1] = 1  # meets the bias
        weight = self.weight.value.transpose(3, 0, 2, 1).reshape(self.filters, -1)
        matrix = np.hstack([weight, self.bias.value[:, None]])  # (C_out, K_h*C_in*K_w + 1)
        shape = (h_out, self.filters, w_out * n)
        y = self._take("y", shape) if training else np.empty(shape, self._dtype)
        np.matmul(matrix, columns, out=y)
        if training:
            self._cache = _Cache(columns, x.shape, pads)
        return _as_maps(y.reshape(h_out, self.filters, w_out, n))  # (N, H_out, W_out, C_out)

    def parameter_gradients(self, grad_output: FloatArray) -> None:
        columns, _, _ = self._remembered()
        grad_rows = self._contiguous_rows(grad_output)  # (H_out, C_out, W_out*N)
        per_row = self._take("per row", (len(columns), self.filters, columns.shape[1]))
        np.matmul(grad_rows, columns.transpose(0, 2, 1), out=per_row)
        grad_matrix = per_row.sum(axis=0)  # (C_out, K_h*C_in*K_w + 1)
        k_h, k_w = self.kernel_size
        grad_weight = grad_matrix[:, :-1].reshape(self.filters, k_h, self.in_channels, k_w)
        self.weight.gradient[...] = grad_weight.transpose(1, 3, 2, 0)  # (K_h, K_w, C_in, C_out)
        self.bias.gradient[...] = grad_matrix[:, -1]

    def input_gradient(self, grad_output: FloatArray) -> FloatArray:
        _, (n, h, w, _), ((top, bottom), (left, right)) = self._remembered()
        (k_h, k_w), (s_h, s_w), c_in = self.kernel_size, self.stride, self.in_channels
        _, h_out, w_out, _ = grad_output.shape
        grad_rows = self._contiguous_rows(grad_output)  # (H_out, C_out, W_out*N)
        matrix = self.weight.value.transpose(0, 2, 1, 3).reshape(-1, self.filters)
        grad_columns = self._take("grad columns", (h_out, len(matrix), w_out * n))
        np.matmul(matrix, grad_rows, out=grad_columns)
        grad_windows = grad_columns.reshape(h_out, k_h, c_in, k_w, w_out, n)
        grad_x = self._take("grad x", (h + top + bottom, c_in, w + left + right, n))
        grad_x.fill(0)
        for i, j in np.ndindex(k_h, k_w):  # every window adds to the cells it was taken from
            rows, columns = slice(i, i + h_out * s_h, s_h), slice(j, j + w_out * s_w, s_w)
            grad_x[rows, :, columns] += grad_windows[:, i, :, j]
        return _as_maps(grad_x[top : top + h, :, left : left + w])  # (N, H, W, C_in)

    def _padded_rows(self, x: FloatArray, pads: tuple[Pair, Pair]) -> FloatArray:
        """Return `x` as a stack of rows with zeros around, N innermost in memory."""
        rows = _as_rows(x)  # (H, C, W, N)
        (top, bottom), (left, right) = pads
        is_padded = any((top, bottom, left, right))
        if not is_padded and rows.strides[3] == rows.itemsize:
            return rows
        h, c, w, n = rows.shape
        padded = self._take("padded", (h + top + bottom, c, w + left + right, n))
        if is_padded:
            padded.fill(0)
        padded[top : top + h, :, left : left + w] = rows
        return padded

    def _windows(self, rows: FloatArray) -> FloatArray:
        """Return a view (H_out, K_h, C, K_w, W_out, N) of every window of every row."""
        h, c, w, n = rows.shape
        (k_h, k_w), (s_h, s_w) = self.kernel_size, self.stride
        h_out, w_out = output_length(h, k_h, s_h, (0, 0)), output_length(w, k_w, s_w, (0, 0))
        if h_out < 1 or w_out < 1:
            raise ShapeError(
                f"Conv2D input: a map of {(h, w)} is smaller than the kernel {self.kernel_size}"
            )
        to_row, to_channel, to_column, to_image = rows.strides
        return as_strided(
            rows,
            (h_out, k_h, c, k_w, w_out, n),
            (s_h * to_row, to_row, to_channel, to_column, s_w * to_column, to_image),
            writeable=False,
        )

    def _contiguous_rows(self, grad_output: FloatArray) -> FloatArray:
        rows = _as_rows(grad_output)  # (H_out, C_out, W_out, N)
        if not rows.flags.c_contiguous:
            copied = self._take("grad rows", rows.shape)
            np.copyto(copied, rows)
            rows = copied
        return rows.reshape(*rows.shape[:2], -1)

    def _take(self, name: str, shape: Shape) -> FloatArray:
        return self._buffers.take(name, shape, self._dtype)

    def _remembered(self) -> _Cache:
        if self._cache is None:
            raise OrderError("Conv2D.backward needs a forward pass with training=True first")
        return self._cache


def _as_rows(maps: FloatArray) -> FloatArray:
    """Return maps (N, H, W, C) as a stack of rows (H, C, W, N); nothing is copied."""
    return maps.transpose(1, 3, 2, 0)


def _as_maps(rows: FloatArray) -> FloatArray:
    """Return a stack of rows (H, C, W, N) as maps (N, H, W, C); nothing is copied."""
    return rows.transpose(3, 0, 2, 1)
