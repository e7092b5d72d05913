"""Hyperbolic tangent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import DTypeLike

from core.arrays import FloatArray, Shape
from core.buffers import Buffers
from core.errors import OrderError
from core.layers.activation_spec import ActivationSpec
from core.layers.base import Layer


@dataclass(frozen=True, slots=True)
class TanhSpec(ActivationSpec):
    """Every number is squeezed between −1 and 1."""

    KIND: ClassVar[str] = "tanh"
    TITLE: ClassVar[str] = "Tanh"
    EXPLAINS: ClassVar[str] = "Squeezes every number into −1 to 1; zero stays zero."
    NUMBERS_KEPT: ClassVar[tuple[float, float]] = (1.0, 1.0)

    def build(
        self, input_shape: Shape, *, rng: np.random.Generator, dtype: DTypeLike = np.float32
    ) -> Layer:
        return Tanh()


class Tanh(Layer):
    r"""Squeeze every number into the range from −1 to 1.

    .. math:: y = \tanh x = \frac{e^x - e^{-x}}{e^x + e^{-x}}, \qquad \frac{dy}{dx} = 1 - y^2

    References
    ----------
    .. [1] LeCun et al. (1998), "Efficient BackProp", section 4.4.
    """

    KIND: ClassVar[str] = "tanh"

    def __init__(self) -> None:
        self._buffers = Buffers()
        self._y: FloatArray | None = None

    def forward(self, x: FloatArray, *, training: bool) -> FloatArray:
        if not training:
            return np.tanh(x)
        y: FloatArray = self._buffers.take_like("y", x)
        # In the ledger: forward
        self._y = np.tanh(x, out=y)
        return y

    def input_gradient(self, grad_output: FloatArray) -> FloatArray:
        y = self._y
        if y is None:
            raise OrderError("Tanh.backward needs a forward pass with training=True first")
        grad_x: FloatArray = self._buffers.take_like("grad x", y)
        # In the ledger: input_gradient
        np.multiply(y, y, out=grad_x)
        np.subtract(1, grad_x, out=grad_x)
        grad_x *= grad_output
        return grad_x
