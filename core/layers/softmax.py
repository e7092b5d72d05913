"""Softmax."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from core.arrays import FloatArray, check_shape
from core.errors import OrderError
from core.layers.base import Layer


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
        p: FloatArray = np.exp(x - x.max(axis=1, keepdims=True))  # (N, classes)
        p /= p.sum(axis=1, keepdims=True)
        if training:
            self._p = p
        return p

    def input_gradient(self, grad_output: FloatArray) -> FloatArray:
        if self._p is None:
            raise OrderError("Softmax.backward needs a forward pass with training=True first")
        expected = (grad_output * self._p).sum(axis=1, keepdims=True)  # (N, 1)
        grad_x: FloatArray = self._p * (grad_output - expected)
        return grad_x
