"""Average-pooling."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import DTypeLike

from core.arrays import FloatArray, Shape, check_shape, shape_text
from core.errors import ShapeError
from core.fields import Padding, Pair
from core.geometry import output_length, padding_pairs
from core.layers.axis_mean import AxisMean
from core.layers.base import Layer
from core.layers.passage import Passage, rms_on_the_way_back
from core.layers.pool_spec import PoolSpec
from core.layers.working_memory import WorkingMemory
from core.number_text import range_words


@dataclass(frozen=True, slots=True)
class AveragePool2DSpec(PoolSpec):
    """The mean of every window."""

    KIND: ClassVar[str] = "average_pool2d"
    TITLE: ClassVar[str] = "AveragePool2D"
    EXPLAINS: ClassVar[str] = "Keeps the mean of every window."

    def working_memory(self, input_shape: Shape) -> WorkingMemory:
        gives = self.output_shape(input_shape)
        halfway = input_shape[0] * gives[1] * gives[2]  # after the columns
        return WorkingMemory(
            there=halfway + math.prod(gives),
            back=math.prod(input_shape) + 2 * halfway + math.prod(gives),
        )

    def build(
        self, input_shape: Shape, *, rng: np.random.Generator, dtype: DTypeLike = np.float32
    ) -> Layer:
        return AveragePool2D(self.pool_size, stride=self.stride, padding=self.padding)

    def forward_words(self, seen: Passage) -> str:
        return (
            f"{seen.y.size:,} windows of {shape_text(self.pool_size)} each became their mean: "
            f"{seen.x.size:,} numbers are now {seen.y.size:,}, {range_words(seen.y)}."
        )

    def backward_words(self, seen: Passage, grad_x: FloatArray, grad_y: FloatArray) -> str:
        return (
            f"{grad_y.size:,} gradients were each shared out equally among the cells of their "
            f"window. {rms_on_the_way_back(grad_x, grad_y)}"
        )


class AveragePool2D(Layer):
    r"""Keep the mean of every window; share its gradient equally among the cells.

    .. math::
        y_{n,p,q,c} = \frac{1}{|W_{p,q}|} \sum_{(i,j) \in W_{p,q}} x_{n,i,j,c}

    where :math:`W_{p,q}` are the cells of the map inside the window.

    Parameters
    ----------
    pool_size, stride : tuple (vertical, horizontal)
    padding : {"valid", "same"} or ((top, bottom), (left, right))
        Padded cells are not counted: the mean is over what is really there, as in Keras.

    Raises
    ------
    ValueError
        If a window could lie in the padding altogether.

    Notes
    -----
    A window is a rectangle, so its mean is the mean over rows of the means over columns.
    Maps are handled as stacks of image columns in memory order ``(W, C, H, N)``, as in
    `Conv2D`.

    References
    ----------
    .. [1] LeCun et al. (1998), "Gradient-Based Learning Applied to Document Recognition",
       section II.B.
    """

    KIND: ClassVar[str] = "average_pool2d"

    def __init__(self, pool_size: Pair, *, stride: Pair, padding: Padding = "valid") -> None:
        if not isinstance(padding, str) and any(
            max(pad) >= k for pad, k in zip(padding, pool_size, strict=True)
        ):
            raise ValueError(
                f"AveragePool2D: padding must be smaller than the window {pool_size}, "
                f"received {padding}"
            )
        self.pool_size = pool_size
        self.stride = stride
        self.padding = padding
        self._columns = AxisMean(0, pool_size[1], stride[1])
        self._rows = AxisMean(2, pool_size[0], stride[0])

    def forward(self, x: FloatArray, *, training: bool) -> FloatArray:
        check_shape("AveragePool2D input", x, (None, None, None, None))
        size = (x.shape[1], x.shape[2])
        pads = padding_pairs(self.padding, size, self.pool_size, self.stride)
        for length, k, s, pad in zip(size, self.pool_size, self.stride, pads, strict=True):
            if output_length(length, k, s, pad) < 1:
                raise ShapeError(
                    f"AveragePool2D input: a map of {size} is smaller than {self.pool_size}"
                )
        columns = x.transpose(2, 3, 1, 0)  # (W, C, H, N)
        columns = self._columns.forward(columns, pads[1], training=training)  # (W_out, …)
        columns = self._rows.forward(columns, pads[0], training=training)
        return columns.transpose(3, 2, 0, 1)  # (N, H_out, W_out, C)

    def input_gradient(self, grad_output: FloatArray) -> FloatArray:
        grad_columns = grad_output.transpose(2, 3, 1, 0)  # (W_out, C, H_out, N)
        grad_columns = self._rows.input_gradient(grad_columns)  # (W_out, C, H, N)
        grad_columns = self._columns.input_gradient(grad_columns)  # (W, C, H, N)
        return grad_columns.transpose(3, 2, 0, 1)  # (N, H, W, C)
