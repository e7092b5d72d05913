"""Rectified linear unit."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from core.arrays import FloatArray
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
        self._y: FloatArray | None = None

    def forward(self, x: FloatArray, *, training: bool) -> FloatArray:
        y: FloatArray = np.maximum(x, 0)
        if training:
            self._y = y
        return y

    def input_gradient(self, grad_output: FloatArray) -> FloatArray:
        if self._y is None:
            raise OrderError("ReLU.backward needs a forward pass with training=True first")
        return np.multiply(grad_output, self._y > 0)
