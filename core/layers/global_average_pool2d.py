"""Global average-pooling."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import DTypeLike

from core.arrays import FloatArray, Shape, check_shape
from core.buffers import Buffers
from core.errors import OrderError
from core.layers.base import Layer
from core.layers.passage import Passage, rms_on_the_way_back
from core.layers.spec import LayerSpec, refuse_flat_samples
from core.layers.window import Window
from core.layers.working_memory import WorkingMemory
from core.number_text import range_words


@dataclass(frozen=True, slots=True)
class GlobalAveragePool2DSpec(LayerSpec):
    """The mean of every map."""

    KIND: ClassVar[str] = "global_average_pool2d"
    TITLE: ClassVar[str] = "GlobalAveragePool2D"
    EXPLAINS: ClassVar[str] = "Turns every map into one number, its mean; no flatten is needed."
    KEEPS_PLACES: ClassVar[bool] = False
    KEEPS_CHANNELS: ClassVar[bool] = False
    KEEPS_UNITS: ClassVar[bool] = False
    MIXES_PLACES: ClassVar[bool] = True
    PASSES_GRADIENT_WHOLE: ClassVar[bool] = False

    def output_shape(self, input_shape: Shape) -> Shape:
        refuse_flat_samples(self.KIND, input_shape)
        return input_shape[2:]

    def working_memory(self, input_shape: Shape) -> WorkingMemory:
        return WorkingMemory(there=0, back=math.prod(input_shape))

    def window(self, input_shape: Shape) -> Window | None:
        return None

    def build(
        self, input_shape: Shape, *, rng: np.random.Generator, dtype: DTypeLike = np.float32
    ) -> Layer:
        return GlobalAveragePool2D()

    def forward_words(self, seen: Passage) -> str:
        y = seen.y
        return f"Each of {y.size:,} maps became one number, its mean, {range_words(y)}."

    def backward_words(self, seen: Passage, grad_x: FloatArray, grad_y: FloatArray) -> str:
        return (
            f"{grad_y.size:,} gradients were each shared out equally among the "
            f"{grad_x.size // grad_y.size:,} cells of their map. "
            f"{rms_on_the_way_back(grad_x, grad_y)}"
        )


class GlobalAveragePool2D(Layer):
    r"""Turn every map into one number, its mean.

    .. math::
        y_{n,c} = \frac{1}{HW} \sum_{i,j} x_{n,i,j,c}, \qquad
        \frac{dy_{n,c}}{dx_{n,i,j,c}} = \frac{1}{HW}

    References
    ----------
    .. [1] Lin, Chen & Yan (2014), "Network In Network", arXiv:1312.4400, section 3.2.
    """

    KIND: ClassVar[str] = "global_average_pool2d"

    def __init__(self) -> None:
        self._buffers = Buffers()
        self._x: FloatArray | None = None

    def forward(self, x: FloatArray, *, training: bool) -> FloatArray:
        check_shape("GlobalAveragePool2D input", x, (None, None, None, None))
        if training:
            self._x = x
        # In the ledger: forward
        means: FloatArray = x.mean(axis=(1, 2))  # (N, C)
        return means

    def input_gradient(self, grad_output: FloatArray) -> FloatArray:
        if self._x is None:
            raise OrderError(
                "GlobalAveragePool2D.backward needs a forward pass with training=True first"
            )
        grad_x: FloatArray = self._buffers.take_like("grad x", self._x)
        _, h, w, _ = grad_x.shape
        # In the ledger: input_gradient
        grad_x[...] = (grad_output / (h * w))[:, None, None, :]
        return grad_x  # (N, H, W, C)
