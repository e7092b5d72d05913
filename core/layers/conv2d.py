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
        Type of the parameters; inputs must have it too.

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
    single call: a variant of "convolution as matrix product" [1]_.  The two gradients are
    the transposes of that product: dW multiplies the gradient rows with the same columns,
    dX is again a convolution, of the zero-padded gradient with the rotated kernel [2]_.

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
        self._buffers = Buffers()
        self._cache: _Cache | None = None

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        return self._parameters

    def forward(self, x: FloatArray, *, training: bool) -> FloatArray:
        """Convolve `x` of shape (N, H, W, C_in); return (N, H_out, W_out, C_out)."""
        check_shape("Conv2D input", x, (None, None, None, self.in_channels))
        pads = padding_pairs(
            self.padding, (x.shape[1], x.shape[2]), self.kernel_size, self.stride
        )
        rows = _padded_rows(x, pads)  # (H, C_in, W, N)
        columns = self._columns(rows, self.kernel_size, self.stride)
        weight = self.weight.value.transpose(3, 0, 2, 1).reshape(self.filters, -1)
        matrix = np.hstack([weight, self.bias.value[:, None]])  # (C_out, K_h*C_in*K_w + 1)
        y = np.matmul(matrix, columns)  # (H_out, C_out, W_out*N)
        if training:
            self._cache = _Cache(columns, x.shape, pads)
        return _logical(y.reshape(*y.shape[:2], -1, len(x)))  # (N, H_out, W_out, C_out)

    def parameter_gradients(self, grad_output: FloatArray) -> None:
        columns, _, _ = self._remembered()
        grad_rows = _rows(grad_output)  # (H_out, C_out, W_out, N)
        grad_rows = grad_rows.reshape(*grad_rows.shape[:2], -1)
        per_row = np.matmul(grad_rows, columns.transpose(0, 2, 1))
        grad_matrix = per_row.sum(axis=0)  # (C_out, K_h*C_in*K_w + 1)
        k_h, k_w = self.kernel_size
        grad_weight = grad_matrix[:, :-1].reshape(self.filters, k_h, self.in_channels, k_w)
        self.weight.gradient[...] = grad_weight.transpose(1, 3, 2, 0)  # (K_h, K_w, C_in, C_out)
        self.bias.gradient[...] = grad_matrix[:, -1]

    def input_gradient(self, grad_output: FloatArray) -> FloatArray:
        _, x_shape, ((top, bottom), (left, right)) = self._remembered()
        n, h, w, _ = x_shape
        (k_h, k_w), (s_h, s_w) = self.kernel_size, self.stride
        grad_rows = _rows(grad_output)  # (H_out, C_out, W_out, N)
        # Between strided windows the gradient is zero; around it too, by a kernel less one.
        spread = np.zeros(
            (h + top + bottom + k_h - 1, self.filters, w + left + right + k_w - 1, n),
            grad_rows.dtype,
        )
        h_out, _, w_out, _ = grad_rows.shape
        spread[
            k_h - 1 : k_h - 1 + h_out * s_h : s_h, :, k_w - 1 : k_w - 1 + w_out * s_w : s_w
        ] = grad_rows
        columns = self._columns(spread, self.kernel_size, (1, 1))[:, :-1]
        rotated = self.weight.value[::-1, ::-1].transpose(2, 0, 3, 1)  # (C_in, K_h, C_out, K_w)
        grad_x = np.matmul(rotated.reshape(self.in_channels, -1), columns)
        grad_x = grad_x.reshape(*grad_x.shape[:2], -1, n)  # (H_padded, C_in, W_padded, N)
        return _logical(grad_x[top : top + h, :, left : left + w])

    def _columns(self, rows: FloatArray, kernel: Pair, stride: Pair) -> FloatArray:
        h, c, w, n = rows.shape
        h_out = output_length(h, kernel[0], stride[0], (0, 0))
        w_out = output_length(w, kernel[1], stride[1], (0, 0))
        if h_out < 1 or w_out < 1:
            raise ShapeError(f"Conv2D input: a map of {(h, w)} is smaller than {kernel}")
        to_row, to_channel, to_column, to_image = rows.strides
        windows = as_strided(
            rows,
            (h_out, kernel[0], c, kernel[1], w_out, n),
            (
                stride[0] * to_row,
                to_row,
                to_channel,
                to_column,
                stride[1] * to_column,
                to_image,
            ),
            writeable=False,
        )
        columns = np.empty((h_out, kernel[0] * c * kernel[1] + 1, w_out * n), rows.dtype)
        np.copyto(columns[:, :-1].reshape(windows.shape), windows)
        columns[:, -1] = 1
        return columns

    def _remembered(self) -> _Cache:
        if self._cache is None:
            raise OrderError("Conv2D.backward needs a forward pass with training=True first")
        return self._cache


def _rows(maps: FloatArray) -> FloatArray:
    """Return maps (N, H, W, C) as a stack of rows (H, C, W, N)."""
    return maps.transpose(1, 3, 2, 0)


def _logical(rows: FloatArray) -> FloatArray:
    """Return a stack of rows (H, C, W, N) as maps (N, H, W, C)."""
    return rows.transpose(3, 0, 2, 1)


def _padded_rows(x: FloatArray, pads: tuple[Pair, Pair]) -> FloatArray:
    rows = _rows(x)
    if pads == ((0, 0), (0, 0)):
        return rows
    return np.pad(rows, (pads[0], (0, 0), pads[1], (0, 0)))
