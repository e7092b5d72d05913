"""Softmax."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import DTypeLike

from core.arrays import FloatArray, Shape, check_shape
from core.errors import OrderError
from core.layers.base import Layer
from core.layers.spec import LayerSpec, refuse_maps


@dataclass(frozen=True, slots=True)
class SoftmaxSpec(LayerSpec):
    """Scores become probabilities."""

    KIND: ClassVar[str] = "softmax"
    TITLE: ClassVar[str] = "Softmax"
    EXPLAINS: ClassVar[str] = "Turns scores into probabilities that sum to 1."

    def output_shape(self, input_shape: Shape) -> Shape:
        refuse_maps(self.KIND, input_shape)
        return input_shape

    def build(
        self, input_shape: Shape, *, rng: np.random.Generator, dtype: DTypeLike = np.float32
    ) -> Layer:
        return Softmax()


class Softmax(Layer):
    r"""Turn scores into probabilities.

    .. math:: p_i = \frac{e^{z_i - \max z}}{\sum_k e^{z_k - \max z}}

    Notes
    -----
    The maximum is taken out first, so nothing overflows.  The full Jacobian is
    :math:`\partial p_i/\partial z_j = p_i(\delta_{ij} - p_j)`, hence
    :math:`dz = p \odot (g - \sum_i g_i p_i)`.  Before a cross-entropy, training does not
    come through here: see `CategoricalCrossEntropy.value_and_gradient_of_logits`.
    """

    KIND: ClassVar[str] = "softmax"

    def __init__(self) -> None:
        self._p: FloatArray | None = None

    def forward(self, x: FloatArray, *, training: bool) -> FloatArray:
        check_shape("Softmax input", x, (None, None))
        # In the ledger: forward
        p: FloatArray = np.exp(x - x.max(axis=1, keepdims=True))  # (N, classes)
        p /= p.sum(axis=1, keepdims=True)

        if training:
            self._p = p
        return p

    def input_gradient(self, grad_output: FloatArray) -> FloatArray:
        if self._p is None:
            raise OrderError("Softmax.backward needs a forward pass with training=True first")
        # In the ledger: input_gradient
        expected = (grad_output * self._p).sum(axis=1, keepdims=True)  # (N, 1)
        grad_x: FloatArray = self._p * (grad_output - expected)
        return grad_x
