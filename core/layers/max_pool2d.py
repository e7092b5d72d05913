"""Max-pooling."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import DTypeLike

from core.arrays import FloatArray, IntArray, Shape, check_shape, shape_text
from core.errors import ShapeError
from core.fields import Padding, Pair
from core.geometry import output_length, padding_pairs
from core.latest_few import LatestFew
from core.layers.axis_maximum import AxisMaximum
from core.layers.base import Layer
from core.layers.passage import Passage
from core.layers.picking import PickingLayer, winner_count
from core.layers.pool_spec import PoolSpec
from core.layers.working_memory import WorkingMemory
from core.number_text import share_text


@dataclass(frozen=True, slots=True)
class MaxPool2DSpec(PoolSpec):
    """The largest value of every window."""

    KIND: ClassVar[str] = "max_pool2d"
    TITLE: ClassVar[str] = "MaxPool2D"
    EXPLAINS: ClassVar[str] = "Keeps the largest value of every window; the others are dropped."
    PICKS_WINNERS: ClassVar[bool] = True

    def working_memory(self, input_shape: Shape) -> WorkingMemory:
        gives = self.output_shape(input_shape)
        count, halfway = math.prod(gives), input_shape[0] * gives[1] * gives[2]
        rows, columns = (
            window <= stride and pads == (0, 0)
            for window, stride, pads in zip(
                self.pool_size, self.stride, self.window(input_shape).pads, strict=True
            )
        )  # whether the windows share no cell; see `AxisMaximum`
        copied = self.pool_size[0] if rows else 0
        return WorkingMemory(
            there=halfway + (1 + copied) * count,
            back=math.prod(input_shape)
            + (1.25 if columns else 3.25) * halfway
            + ((copied or 2) + 0.25) * count,
        )

    def build(
        self, input_shape: Shape, *, rng: np.random.Generator, dtype: DTypeLike = np.float32
    ) -> Layer:
        return MaxPool2D(self.pool_size, stride=self.stride, padding=self.padding)

    def forward_words(self, seen: Passage) -> str:
        won, count = _won(seen), seen.x.size
        return (
            f"{seen.y.size:,} windows of {shape_text(self.pool_size)} each kept their largest "
            f"number: {won:,} of {count:,} go on, {share_text(count - won, count)} stay behind."
        )

    def backward_words(self, seen: Passage, grad_x: FloatArray, grad_y: FloatArray) -> str:
        won, got = _won(seen), int(np.count_nonzero(grad_x))
        return (
            f"Only the {won:,} winners are sent a gradient; the others, "
            f"{share_text(grad_x.size - won, grad_x.size)} of {grad_x.size:,}, get exactly 0. "
            f"Not 0: {got:,}."
        )


def _won(seen: Passage) -> int:
    return 0 if seen.winners is None else winner_count(seen.winners)


class MaxPool2D(PickingLayer):
    r"""Keep the largest value of every window; send the gradient back to it alone.

    .. math::
        y_{n,p,q,c} = \max_{i,j} x_{n,\,ps+i,\,qs+j,\,c}
        = \max_i \Bigl( \max_j x_{n,\,ps+i,\,qs+j,\,c} \Bigr)

    Parameters
    ----------
    pool_size, stride : tuple (vertical, horizontal)
    padding : {"valid", "same"} or ((top, bottom), (left, right))
        Padded cells count as minus infinity: they never win.

    Raises
    ------
    ValueError
        If a window could lie in the padding altogether.

    Notes
    -----
    Ties go to the first position in row-major order of the window.  That is why the inner
    maximum is over columns: the gradient goes to the first row that holds the maximum, and
    there to the first column that does.

    Maps are handled as stacks of image columns in memory order ``(W, C, H, N)``, as in
    `Conv2D`: the maximum over columns, which meets the whole map, then works on few long
    pieces of memory.
    """

    KIND: ClassVar[str] = "max_pool2d"
    LIKES_BATCH_INNERMOST: ClassVar[bool] = True

    def __init__(self, pool_size: Pair, *, stride: Pair, padding: Padding = "valid") -> None:
        if not isinstance(padding, str) and any(
            max(pad) >= k for pad, k in zip(padding, pool_size, strict=True)
        ):
            raise ValueError(
                f"MaxPool2D: padding must be smaller than the window {pool_size}, "
                f"received {padding}"
            )
        self.pool_size = pool_size
        self.stride = stride
        self.padding = padding
        self._columns = AxisMaximum(0, pool_size[1], stride[1])
        self._rows = AxisMaximum(2, pool_size[0], stride[0])
        self._pads = LatestFew[Pair, tuple[Pair, Pair]](limit=4)

    def forward(self, x: FloatArray, *, training: bool) -> FloatArray:
        check_shape("MaxPool2D input", x, (None, None, None, None))
        size = (x.shape[1], x.shape[2])
        pads = self._pads.get(size, lambda: self._check_and_pad(size))
        columns = x.transpose(2, 3, 1, 0)  # (W, C, H, N)
        columns = self._columns.forward(columns, pads[1], training=training)  # (W_out, …)
        columns = self._rows.forward(columns, pads[0], training=training)
        return columns.transpose(3, 2, 0, 1)  # (N, H_out, W_out, C)

    def winners(self) -> IntArray:
        row = self._rows.winners()  # (W_out, C, H_out, N)
        column = np.take_along_axis(self._columns.winners(), row, axis=2)
        return (row * self._columns.input_length + column).transpose(3, 2, 0, 1)

    def input_gradient(self, grad_output: FloatArray) -> FloatArray:
        grad_columns = grad_output.transpose(2, 3, 1, 0)  # (W_out, C, H_out, N)
        grad_columns = self._rows.input_gradient(grad_columns)  # (W_out, C, H, N)
        grad_columns = self._columns.input_gradient(grad_columns)  # (W, C, H, N)
        return grad_columns.transpose(3, 2, 0, 1)  # (N, H, W, C)

    def _check_and_pad(self, size: Pair) -> tuple[Pair, Pair]:
        pads = padding_pairs(self.padding, size, self.pool_size, self.stride)
        for length, k, s, pad in zip(size, self.pool_size, self.stride, pads, strict=True):
            if output_length(length, k, s, pad) < 1:
                raise ShapeError(
                    f"MaxPool2D input: a map of {size} is smaller than {self.pool_size}"
                )
        return pads
