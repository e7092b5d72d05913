"""Max-pooling."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

import numpy as np

from core.arrays import FloatArray, IntArray, Shape, check_shape
from core.errors import OrderError
from core.fields import Padding, Pair
from core.geometry import output_length, padding_pairs
from core.layers.base import Layer


class _Cache(NamedTuple):
    winners: IntArray  # (N, H_out, W_out, C), index into the padded map's H*W
    x_shape: Shape
    pads: tuple[Pair, Pair]


class MaxPool2D(Layer):
    """Keep the largest value of every window; send the gradient back to it alone.

    Parameters
    ----------
    pool_size, stride : tuple (vertical, horizontal)
    padding : {"valid", "same"} or ((top, bottom), (left, right))
        Padded cells count as minus infinity: they never win.

    Notes
    -----
    Ties go to the first position in row-major order of the window.
    """

    KIND: ClassVar[str] = "max_pool2d"

    def __init__(self, pool_size: Pair, *, stride: Pair, padding: Padding = "valid") -> None:
        self.pool_size = pool_size
        self.stride = stride
        self.padding = padding
        self._cache: _Cache | None = None

    def forward(self, x: FloatArray, *, training: bool) -> FloatArray:
        check_shape("MaxPool2D input", x, (None, None, None, None))
        _n, h, w, _c = x.shape
        (k_h, k_w), (s_h, s_w) = self.pool_size, self.stride
        pads = padding_pairs(self.padding, (h, w), self.pool_size, self.stride)
        padded = np.pad(x, ((0, 0), *pads, (0, 0)), constant_values=-np.inf)
        h_out = output_length(h, k_h, s_h, pads[0])
        w_out = output_length(w, k_w, s_w, pads[1])
        best = np.full((len(x), h_out, w_out, x.shape[3]), -np.inf, x.dtype)
        winners = np.zeros(best.shape, np.int64)
        base = np.arange(h_out)[:, None] * s_h * padded.shape[2] + np.arange(w_out) * s_w
        for i in range(k_h):
            for j in range(k_w):
                candidate = padded[:, i : i + h_out * s_h : s_h, j : j + w_out * s_w : s_w]
                better = candidate > best
                np.copyto(best, candidate, where=better)
                position = (base + i * padded.shape[2] + j)[:, :, None]
                np.copyto(winners, position, where=better)
        if training:
            self._cache = _Cache(winners, x.shape, pads)
        return best

    def winners(self) -> IntArray:
        """Return which input cell won each window in the latest training forward pass.

        Returns
        -------
        ndarray of int, shape (N, H_out, W_out, C)
            ``row * W + column`` in the unpadded input map.

        Raises
        ------
        OrderError
            If no ``forward(..., training=True)`` came before.
        """
        winners, (_, _, w, _), ((top, _), (left, right)) = self._remembered()
        row, column = np.divmod(winners, w + left + right)
        return (row - top) * w + column - left

    def input_gradient(self, grad_output: FloatArray) -> FloatArray:
        winners, (n, h, w, c), ((top, bottom), (left, right)) = self._remembered()
        grad_padded = np.zeros(
            (n, (h + top + bottom) * (w + left + right), c), grad_output.dtype
        )
        image, _, _, channel = np.indices(winners.shape, sparse=True)
        np.add.at(grad_padded, (image, winners, channel), grad_output)
        grad_padded = grad_padded.reshape(n, h + top + bottom, w + left + right, c)
        return grad_padded[:, top : top + h, left : left + w]

    def _remembered(self) -> _Cache:
        if self._cache is None:
            raise OrderError("MaxPool2D.backward needs a forward pass with training=True first")
        return self._cache
