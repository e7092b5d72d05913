"""Gaussian error linear unit."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np
from numpy.typing import DTypeLike

from core.arrays import FloatArray, Shape
from core.buffers import Buffers
from core.errors import OrderError
from core.layers.activation_spec import ActivationSpec
from core.layers.base import Layer

_SCALE = math.sqrt(2 / math.pi)
_CUBIC = 0.044715


@dataclass(frozen=True, slots=True)
class GELUSpec(ActivationSpec):
    """A smooth gate."""

    KIND: ClassVar[str] = "gelu"
    TITLE: ClassVar[str] = "GELU"
    EXPLAINS: ClassVar[str] = "A smooth ReLU: the larger a number, the more of it passes."

    def build(
        self, input_shape: Shape, *, rng: np.random.Generator, dtype: DTypeLike = np.float32
    ) -> Layer:
        return GELU()


class _Cache(NamedTuple):
    x: FloatArray
    bend: FloatArray


class GELU(Layer):
    r"""A smooth gate: let the more of a number pass the larger it is.

    .. math::
        y = \tfrac12 x (1 + t), \qquad t = \tanh u, \qquad
        u = \sqrt{2/\pi}\,(x + 0.044715\,x^3)

    Notes
    -----
    The tanh form of :math:`x\,\Phi(x)` with the normal distribution :math:`\Phi`.  By the
    product and the chain rule

    .. math::
        \frac{dy}{dx} = \tfrac12 (1 + t) + \tfrac12 x (1 - t^2)\,\frac{du}{dx}, \qquad
        \frac{du}{dx} = \sqrt{2/\pi}\,(1 + 3 \cdot 0.044715\,x^2)

    References
    ----------
    .. [1] Hendrycks & Gimpel (2016), "Gaussian Error Linear Units", arXiv:1606.08415,
       section 2.
    """

    KIND: ClassVar[str] = "gelu"

    def __init__(self) -> None:
        self._buffers = Buffers()
        self._cache: _Cache | None = None

    def forward(self, x: FloatArray, *, training: bool) -> FloatArray:
        buffers = self._buffers if training else Buffers()
        bend: FloatArray = buffers.take_like("bend", x)
        y: FloatArray = buffers.take_like("y", x)
        # In the ledger: forward
        np.multiply(x, x, out=bend)
        bend *= _CUBIC
        bend += 1
        bend *= x
        bend *= _SCALE  # u
        np.tanh(bend, out=bend)  # t
        np.add(bend, 1, out=y)
        y *= x
        y *= 0.5

        if training:
            self._cache = _Cache(x, bend)
        return y

    def input_gradient(self, grad_output: FloatArray) -> FloatArray:
        if self._cache is None:
            raise OrderError("GELU.backward needs a forward pass with training=True first")
        x, bend = self._cache
        grad_x: FloatArray = self._buffers.take_like("grad x", bend)
        other: FloatArray = self._buffers.take_like("other", bend)
        # In the ledger: input_gradient
        np.multiply(x, x, out=grad_x)
        grad_x *= 3 * _CUBIC
        grad_x += 1
        grad_x *= _SCALE  # du/dx
        grad_x *= x
        np.multiply(bend, bend, out=other)
        np.subtract(1, other, out=other)  # 1 - t²
        grad_x *= other
        np.add(bend, 1, out=other)
        grad_x += other
        grad_x *= 0.5
        grad_x *= grad_output
        return grad_x
