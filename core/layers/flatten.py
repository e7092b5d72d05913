"""Maps laid out as one row."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import DTypeLike

from core.arrays import FloatArray, Shape, shape_text
from core.buffers import Buffers
from core.contiguous import copy_in_pieces
from core.errors import OrderError
from core.layers.base import Layer
from core.layers.passage import Passage
from core.layers.spec import LayerSpec
from core.layers.window import Window


@dataclass(frozen=True, slots=True)
class FlattenSpec(LayerSpec):
    """The map as one row of numbers."""

    KIND: ClassVar[str] = "flatten"
    TITLE: ClassVar[str] = "Flatten"
    EXPLAINS: ClassVar[str] = "Lays the maps out as one row: row by row, channels innermost."
    KEEPS_PLACES: ClassVar[bool] = False
    KEEPS_CHANNELS: ClassVar[bool] = False
    KEEPS_UNITS: ClassVar[bool] = False
    MIXES_PLACES: ClassVar[bool] = False
    PASSES_GRADIENT_WHOLE: ClassVar[bool] = True
    LAYS_OUT_MAPS: ClassVar[bool] = True
    NUMBERS_KEPT: ClassVar[tuple[float, float]] = (1.0, 1.0)

    def output_shape(self, input_shape: Shape) -> Shape:
        return (math.prod(input_shape),)

    def window(self, input_shape: Shape) -> Window | None:
        return None

    def build(
        self, input_shape: Shape, *, rng: np.random.Generator, dtype: DTypeLike = np.float32
    ) -> Layer:
        return Flatten()

    def forward_words(self, seen: Passage) -> str:
        return (
            f"{shape_text(seen.x.shape)} numbers stand in one row of {seen.y.size:,} now; "
            "none of them changed."
        )

    def backward_words(self, seen: Passage, grad_x: FloatArray, grad_y: FloatArray) -> str:
        return (
            f"The row of {grad_y.size:,} gradients is {shape_text(grad_x.shape)} again; none "
            "of them changed."
        )


class Flatten(Layer):
    """Reshape ``(N, H, W, C)`` to ``(N, H·W·C)``, row by row with channels innermost.

    Notes
    -----
    The gradient is the same numbers in the old shape.
    """

    KIND: ClassVar[str] = "flatten"

    def __init__(self) -> None:
        self._buffers = Buffers()
        self._x: FloatArray | None = None

    def forward(self, x: FloatArray, *, training: bool) -> FloatArray:
        if training:
            self._x = x
        # In the ledger: forward
        if x.flags.c_contiguous:
            return x.reshape(len(x), -1)
        batch_last = x.transpose(*range(1, x.ndim), 0)  # (H, W, C, N)
        if training and not batch_last.flags.c_contiguous:
            laid_out = self._buffers.take("y", batch_last.shape, x.dtype)
            copy_in_pieces(laid_out, batch_last)
            batch_last = laid_out
        return batch_last.reshape(-1, len(x)).T  # (N, H*W*C), with N innermost

    def input_gradient(self, grad_output: FloatArray) -> FloatArray:
        if self._x is None:
            raise OrderError("Flatten.backward needs a forward pass with training=True first")
        n, *sample = self._x.shape
        # In the ledger: input_gradient
        if grad_output.flags.c_contiguous or not grad_output.T.flags.c_contiguous:
            return grad_output.reshape(self._x.shape)
        batch_last = grad_output.T.reshape(*sample, n)  # (H, W, C, N)
        grad_x: FloatArray = self._buffers.take_like("grad x", self._x, grad_output.dtype)
        copy_in_pieces(grad_x.transpose(*range(1, grad_x.ndim), 0), batch_last)
        return grad_x  # (N, H, W, C), in the memory order of x
