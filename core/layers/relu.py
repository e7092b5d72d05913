"""Rectified linear unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np
from numpy.typing import DTypeLike

from core.arrays import BoolArray, FloatArray, Shape
from core.errors import OrderError
from core.latest_few import LatestFew
from core.layers.activation_spec import ActivationSpec
from core.layers.base import Layer
from core.layers.passage import Passage
from core.number_text import share_text

#: Whole and last shard, and a few single samples.
SHAPES_KEPT = 4


@dataclass(frozen=True, slots=True)
class ReLUSpec(ActivationSpec):
    """Negative numbers become zero."""

    KIND: ClassVar[str] = "relu"
    TITLE: ClassVar[str] = "ReLU"
    EXPLAINS: ClassVar[str] = "A gate: positive numbers pass unchanged, all others become 0."
    IS_GATE: ClassVar[bool] = True
    NUMBERS_KEPT: ClassVar[tuple[float, float]] = (3.25, 0.0)

    def build(
        self, input_shape: Shape, *, rng: np.random.Generator, dtype: DTypeLike = np.float32
    ) -> Layer:
        return ReLU()

    def forward_words(self, seen: Passage) -> str:
        count, closed = seen.x.size, seen.x.size - int((seen.x > 0).sum())
        return (
            f"{share_text(closed, count)} of {count:,} numbers were not above 0 and became 0; "
            f"the other {count - closed:,} passed unchanged."
        )

    def backward_words(self, seen: Passage, grad_x: FloatArray, grad_y: FloatArray) -> str:
        arrived, left = int(np.count_nonzero(grad_y)), int(np.count_nonzero(grad_x))
        return (
            f"{arrived:,} of {grad_y.size:,} gradients were not 0; {arrived - left:,} of them "
            f"met a closed gate and became 0, {left:,} go on unchanged."
        )


class _Space(NamedTuple):
    """Working memory for one shape and memory order of input."""

    zeros: FloatArray  # never written to: NumPy compares with a single number 3× slower
    y: FloatArray
    passes: BoolArray
    grad_x: FloatArray

    @classmethod
    def like(cls, x: FloatArray) -> _Space:
        """Return the memory for inputs like `x`."""
        return cls(
            np.zeros_like(x), np.empty_like(x), np.empty_like(x, np.bool_), np.empty_like(x)
        )


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
        self._spaces = LatestFew[tuple[object, ...], _Space](SHAPES_KEPT)
        self._pending: _Space | None = None

    def forward(self, x: FloatArray, *, training: bool) -> FloatArray:
        if not training:
            return np.maximum(x, 0)
        space = self._spaces.get((x.shape, x.strides, x.dtype), lambda: _Space.like(x))
        self._pending = space
        # In the ledger: forward
        np.maximum(x, space.zeros, out=space.y)
        return space.y

    def input_gradient(self, grad_output: FloatArray) -> FloatArray:
        space = self._pending
        if space is None:
            raise OrderError("ReLU.backward needs a forward pass with training=True first")
        # In the ledger: input_gradient
        np.greater(space.y, 0, out=space.passes)
        np.multiply(grad_output, space.passes, out=space.grad_x)
        return space.grad_x
