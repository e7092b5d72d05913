"""Logistic sigmoid."""

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
class SigmoidSpec(ActivationSpec):
    """Every number becomes a share between 0 and 1."""

    KIND: ClassVar[str] = "sigmoid"
    TITLE: ClassVar[str] = "Sigmoid"
    EXPLAINS: ClassVar[str] = "Squeezes every number into 0 to 1, each on its own."
    NUMBERS_KEPT: ClassVar[tuple[float, float]] = (2.25, 1.0)

    def build(
        self, input_shape: Shape, *, rng: np.random.Generator, dtype: DTypeLike = np.float32
    ) -> Layer:
        return Sigmoid()


class Sigmoid(Layer):
    r"""Squeeze every number into the range from 0 to 1.

    .. math:: y = \frac{1}{1 + e^{-x}}, \qquad \frac{dy}{dx} = y (1 - y)

    Notes
    -----
    Only :math:`e^{-|x|}` is computed, which never overflows: for negative numbers the
    fraction is the same as :math:`e^x / (1 + e^x)`, and small results keep all their digits.

    References
    ----------
    .. [1] Rumelhart, Hinton & Williams (1986), "Learning representations by back-propagating
       errors", eq. 2.
    """

    KIND: ClassVar[str] = "sigmoid"

    def __init__(self) -> None:
        self._buffers = Buffers()
        self._y: FloatArray | None = None

    def forward(self, x: FloatArray, *, training: bool) -> FloatArray:
        buffers = self._buffers if training else Buffers()
        y: FloatArray = buffers.take_like("y", x)
        # In the ledger: forward
        np.abs(x, out=y)
        np.negative(y, out=y)
        np.exp(y, out=y)
        whole = np.add(y, 1, out=buffers.take_like("whole", y))
        is_positive = np.greater(x, 0, out=buffers.take_like("is positive", y, np.bool_))
        np.maximum(y, is_positive, out=y)  # 1 where x is positive
        y /= whole

        if training:
            self._y = y
        return y

    def input_gradient(self, grad_output: FloatArray) -> FloatArray:
        y = self._y
        if y is None:
            raise OrderError("Sigmoid.backward needs a forward pass with training=True first")
        grad_x: FloatArray = self._buffers.take_like("grad x", y)
        # In the ledger: input_gradient
        np.subtract(1, y, out=grad_x)
        grad_x *= y
        grad_x *= grad_output
        return grad_x
