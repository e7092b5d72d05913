"""Exponential linear unit."""

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
class ELUSpec(ActivationSpec):
    """Negative numbers bend towards a floor."""

    KIND: ClassVar[str] = "elu"
    TITLE: ClassVar[str] = "ELU"
    EXPLAINS: ClassVar[str] = "Like ReLU, but negative numbers bend smoothly towards −alpha."
    NUMBERS_KEPT: ClassVar[tuple[float, float]] = (2.0, 1.5)

    alpha: float = spec_field(
        RealNumber("Alpha", "How far below zero the floor is.", 0.0, 10.0, above=True),
        default=1.0,
    )

    def build(
        self, input_shape: Shape, *, rng: np.random.Generator, dtype: DTypeLike = np.float32
    ) -> Layer:
        return ELU(self.alpha)


class ELU(Layer):
    r"""Let positive numbers pass; bend the others towards :math:`-\alpha`.

    .. math::
        y = \begin{cases} x & x > 0 \\ \alpha (e^x - 1) & x \le 0 \end{cases}, \qquad
        \frac{dy}{dx} = \begin{cases} 1 & x > 0 \\ y + \alpha & x \le 0 \end{cases}

    Parameters
    ----------
    alpha : float above 0, default 1.0

    References
    ----------
    .. [1] Clevert, Unterthiner & Hochreiter (2016), "Fast and Accurate Deep Network Learning by
       Exponential Linear Units", arXiv:1511.07289, eq. 15 and 16.
    """

    KIND: ClassVar[str] = "elu"

    def __init__(self, alpha: float = 1.0) -> None:
        self.alpha = alpha
        self._buffers = Buffers()
        self._y: FloatArray | None = None

    def forward(self, x: FloatArray, *, training: bool) -> FloatArray:
        buffers = self._buffers if training else Buffers()
        y: FloatArray = buffers.take_like("y", x)
        # In the ledger: forward
        np.minimum(x, 0, out=y)  # the exponential of a large number would overflow
        np.expm1(y, out=y)
        y *= self.alpha
        y += np.maximum(x, 0, out=buffers.take_like("passed", y))  # one of the two is zero

        if training:
            self._y = y
        return y

    def input_gradient(self, grad_output: FloatArray) -> FloatArray:
        y = self._y
        if y is None:
            raise OrderError("ELU.backward needs a forward pass with training=True first")
        # In the ledger: input_gradient
        passes = np.greater(y, 0, out=self._buffers.take_like("passes", y, np.bool_))
        bends = np.logical_not(passes, out=self._buffers.take_like("bends", y, np.bool_))

        grad_x: FloatArray = self._buffers.take_like("grad x", y)
        # In the ledger: input_gradient
        np.add(y, self.alpha, out=grad_x)
        grad_x *= bends
        grad_x += passes  # dy/dx: y + alpha or 1
        grad_x *= grad_output
        return grad_x
