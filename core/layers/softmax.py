"""Softmax."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import DTypeLike

from core.arrays import FloatArray, Shape, check_shape
from core.errors import OrderError
from core.index_words import unit_words
from core.layers.base import Layer
from core.layers.passage import Passage
from core.layers.spec import LayerSpec, refuse_maps
from core.layers.window import Window
from core.number_text import percent_text, signed_words


@dataclass(frozen=True, slots=True)
class SoftmaxSpec(LayerSpec):
    """Scores become probabilities."""

    KIND: ClassVar[str] = "softmax"
    TITLE: ClassVar[str] = "Softmax"
    EXPLAINS: ClassVar[str] = "Turns scores into probabilities that sum to 1."
    KEEPS_PLACES: ClassVar[bool] = False
    KEEPS_CHANNELS: ClassVar[bool] = False
    KEEPS_UNITS: ClassVar[bool] = True
    MIXES_PLACES: ClassVar[bool] = True
    PASSES_GRADIENT_WHOLE: ClassVar[bool] = False
    GIVES_PROBABILITIES: ClassVar[bool] = True
    NUMBERS_KEPT: ClassVar[tuple[float, float]] = (1.0, 0.0)

    def output_shape(self, input_shape: Shape) -> Shape:
        refuse_maps(self.KIND, input_shape)
        return input_shape

    def window(self, input_shape: Shape) -> Window | None:
        return None

    def build(
        self, input_shape: Shape, *, rng: np.random.Generator, dtype: DTypeLike = np.float32
    ) -> Layer:
        return Softmax()

    def forward_words(self, seen: Passage) -> str:
        y = seen.y
        order = np.argsort(-y, kind="stable")
        best, second = int(order[0]), int(order[min(1, y.size - 1)])
        shares = percent_text(float(y[best])), percent_text(float(y[second]))
        says = f" So the network says {best}." if seen.unit_noun == "class" else ""
        first, then = (unit_words(seen.unit_noun, unit) for unit in (best, second))
        return (
            f"The {y.size} sums became shares of 1: {first} got {shares[0]}, then {then} with "
            f"{shares[1]}.{says}"
        )

    def backward_words(self, seen: Passage, grad_x: FloatArray, grad_y: FloatArray) -> str:
        down, up = int(grad_x.argmax()), int(grad_x.argmin())
        why = "Blame of each sum"
        if seen.is_fused:
            why = "Probability minus target is each class's blame"
        if not grad_x.any():
            return f"{why}: it is 0 for all of them, so none is pulled up or pushed down."
        pulled, pushed = (unit_words(seen.unit_noun, unit) for unit in (up, down))
        return (
            f"{why}: {pulled} has {signed_words(float(grad_x[up]))} and is pulled up, "
            f"{pushed} has {signed_words(float(grad_x[down]))} and is pushed down most."
        )


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
