"""Leaky rectified linear unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import DTypeLike

from core.arrays import FloatArray, Shape
from core.buffers import Buffers
from core.errors import OrderError
from core.fields import RealNumber, spec_field
from core.layers.activation_spec import ActivationSpec
from core.layers.base import Layer


@dataclass(frozen=True, slots=True)
class LeakyReLUSpec(ActivationSpec):
    """Negative numbers become small."""

    KIND: ClassVar[str] = "leaky_relu"
    TITLE: ClassVar[str] = "LeakyReLU"
    EXPLAINS: ClassVar[str] = "Like ReLU, but a small part of every negative number leaks out."
    NUMBERS_KEPT: ClassVar[tuple[float, float]] = (1.0, 2.25)

    negative_slope: float = spec_field(
        RealNumber("Slope", "What a negative number is multiplied by.", 0.0, 1.0), default=0.01
    )

    def build(
        self, input_shape: Shape, *, rng: np.random.Generator, dtype: DTypeLike = np.float32
    ) -> Layer:
        return LeakyReLU(self.negative_slope)


class LeakyReLU(Layer):
    r"""Let positive numbers pass, and a small part of the others.

    .. math:: y = \max(x, a x), \qquad \frac{dy}{dx} = 1 \text{ if } x > 0 \text{ else } a

    Parameters
    ----------
    negative_slope : float from 0 to 1, default 0.01
        The a of the formula.

    Notes
    -----
    At exactly 0 the derivative is taken as a.

    References
    ----------
    .. [1] Maas, Hannun & Ng (2013), "Rectifier Nonlinearities Improve Neural Network Acoustic
       Models", section 2.
    """

    KIND: ClassVar[str] = "leaky_relu"

    def __init__(self, negative_slope: float = 0.01) -> None:
        self.negative_slope = negative_slope
        self._buffers = Buffers()
        self._y: FloatArray | None = None

    def forward(self, x: FloatArray, *, training: bool) -> FloatArray:
        if not training:
            leaked: FloatArray = self.negative_slope * x
            return np.maximum(x, leaked, out=leaked)
        y: FloatArray = self._buffers.take_like("y", x)
        # In the ledger: forward
        np.multiply(x, self.negative_slope, out=y)
        self._y = np.maximum(x, y, out=y)
        return y

    def input_gradient(self, grad_output: FloatArray) -> FloatArray:
        y = self._y
        if y is None:
            raise OrderError("LeakyReLU.backward needs a forward pass with training=True first")
        # In the ledger: input_gradient
        passes = np.greater(y, 0, out=self._buffers.take_like("passes", y, np.bool_))
        passed = np.multiply(grad_output, passes, out=self._buffers.take_like("passed", y))

        grad_x: FloatArray = self._buffers.take_like("grad x", y)
        # In the ledger: input_gradient
        np.subtract(grad_output, passed, out=grad_x)
        grad_x *= self.negative_slope  # what leaks
        grad_x += passed
        return grad_x
