"""Maps laid out as one row."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from core.arrays import FloatArray, Shape
from core.buffers import Buffers
from core.errors import OrderError
from core.layers.base import Layer


class Flatten(Layer):
    """Reshape ``(N, H, W, C)`` to ``(N, H·W·C)``, row by row with channels innermost.

    Notes
    -----
    The gradient is the same numbers in the old shape.
    """

    KIND: ClassVar[str] = "flatten"

    def __init__(self) -> None:
        self._buffers = Buffers()
        self._x_shape: Shape | None = None

    def forward(self, x: FloatArray, *, training: bool) -> FloatArray:
        if training:
            self._x_shape = x.shape
        if x.flags.c_contiguous:
            return x.reshape(len(x), -1)
        batch_last = x.transpose(*range(1, x.ndim), 0)  # (H, W, C, N)
        if training and not batch_last.flags.c_contiguous:
            laid_out = self._buffers.take("y", batch_last.shape, x.dtype)
            np.copyto(laid_out, batch_last)
            batch_last = laid_out
        return batch_last.reshape(-1, len(x)).T  # (N, H*W*C), with N innermost

    def input_gradient(self, grad_output: FloatArray) -> FloatArray:
        if self._x_shape is None:
            raise OrderError("Flatten.backward needs a forward pass with training=True first")
        n, *sample = self._x_shape
        if grad_output.flags.c_contiguous:
            return grad_output.reshape(self._x_shape)
        batch_last = grad_output.T.reshape(*sample, n)
        return batch_last.transpose(-1, *range(len(sample)))  # (N, H, W, C)
