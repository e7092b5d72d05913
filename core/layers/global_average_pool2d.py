"""Global average-pooling."""

from __future__ import annotations

from typing import ClassVar

from core.arrays import FloatArray, check_shape
from core.buffers import Buffers
from core.errors import OrderError
from core.layers.base import Layer


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
        means: FloatArray = x.mean(axis=(1, 2))  # (N, C)
        return means

    def input_gradient(self, grad_output: FloatArray) -> FloatArray:
        if self._x is None:
            raise OrderError(
                "GlobalAveragePool2D.backward needs a forward pass with training=True first"
            )
        grad_x: FloatArray = self._buffers.take_like("grad x", self._x)
        _, h, w, _ = grad_x.shape
        grad_x[...] = (grad_output / (h * w))[:, None, None, :]
        return grad_x  # (N, H, W, C)
