"""Global average-pooling."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import DTypeLike

from core.arrays import FloatArray, Shape, check_shape
from core.buffers import Buffers
from core.errors import OrderError
from core.layers.base import Layer
from core.layers.spec import LayerSpec, refuse_flat_samples


@dataclass(frozen=True, slots=True)
class GlobalAveragePool2DSpec(LayerSpec):
    """The mean of every map."""

    KIND: ClassVar[str] = "global_average_pool2d"
    TITLE: ClassVar[str] = "GlobalAveragePool2D"
    EXPLAINS: ClassVar[str] = "Turns every map into one number, its mean; no flatten is needed."

    def output_shape(self, input_shape: Shape) -> Shape:
        refuse_flat_samples(self.KIND, input_shape)
        return input_shape[2:]

    def build(
        self, input_shape: Shape, *, rng: np.random.Generator, dtype: DTypeLike = np.float32
    ) -> Layer:
        return GlobalAveragePool2D()


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
