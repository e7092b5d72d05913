"""Gaussian error linear unit, with the normal distribution itself."""

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
from core.layers.normal_share import normal_share

_DENSITY = 1 / math.sqrt(2 * math.pi)


@dataclass(frozen=True, slots=True)
class ExactGELUSpec(ActivationSpec):
    """A smooth gate."""

    KIND: ClassVar[str] = "exact_gelu"
    TITLE: ClassVar[str] = "Exact GELU"
    EXPLAINS: ClassVar[str] = (
        "GELU without its usual short cut, as PyTorch has it: a number times its share of "
        "the bell curve."
    )
    NUMBERS_KEPT: ClassVar[tuple[float, float]] = (4.25, 1.0)

    def build(
        self, input_shape: Shape, *, rng: np.random.Generator, dtype: DTypeLike = np.float32
    ) -> Layer:
        return ExactGELU()


class _Cache(NamedTuple):
    x: FloatArray
    share: FloatArray


class ExactGELU(Layer):
    r"""A smooth gate: multiply a number by the share of the bell curve that lies below it.

    .. math::
        y = x\,\Phi(x), \qquad
        \frac{dy}{dx} = \Phi(x) + x\,\varphi(x), \qquad
        \varphi(x) = \frac{1}{\sqrt{2\pi}}\,e^{-x^2/2}

    Notes
    -----
    :math:`\Phi` is the normal distribution and :math:`\varphi` its density.  `GELU` is the
    tanh form of the same, which is off by up to 5e-4.

    References
    ----------
    .. [1] Hendrycks & Gimpel (2016), "Gaussian Error Linear Units", arXiv:1606.08415,
       section 2.
    """

    KIND: ClassVar[str] = "exact_gelu"

    def __init__(self) -> None:
        self._buffers = Buffers()
        self._cache: _Cache | None = None

    def forward(self, x: FloatArray, *, training: bool) -> FloatArray:
        buffers = self._buffers if training else Buffers()
        share: FloatArray = buffers.take_like("share", x)
        y: FloatArray = buffers.take_like("y", x)
        normal_share(x, share, buffers)
        # In the ledger: forward
        np.multiply(x, share, out=y)

        if training:
            self._cache = _Cache(x, share)
        return y

    def input_gradient(self, grad_output: FloatArray) -> FloatArray:
        if self._cache is None:
            raise OrderError("ExactGELU.backward needs a forward pass with training=True first")
        x, share = self._cache
        grad_x: FloatArray = self._buffers.take_like("grad x", share)
        # In the ledger: input_gradient
        np.multiply(x, x, out=grad_x)
        grad_x *= -0.5
        np.exp(grad_x, out=grad_x)
        grad_x *= _DENSITY  # the height of the bell curve
        grad_x *= x
        grad_x += share
        grad_x *= grad_output
        return grad_x
