"""Max-pooling."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from core.arrays import FloatArray, IntArray, check_shape
from core.errors import ShapeError
from core.fields import Padding, Pair
from core.geometry import output_length, padding_pairs
from core.layers.axis_maximum import AxisMaximum
from core.layers.base import Layer


class MaxPool2D(Layer):
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

    Maps are handled as stacks of rows in memory order ``(H, C, W, N)``, as in `Conv2D`.
    """

    KIND: ClassVar[str] = "max_pool2d"

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
        self._rows = AxisMaximum(0, pool_size[0], stride[0])
        self._columns = AxisMaximum(2, pool_size[1], stride[1])

    def forward(self, x: FloatArray, *, training: bool) -> FloatArray:
        check_shape("MaxPool2D input", x, (None, None, None, None))
        size = (x.shape[1], x.shape[2])
        pads = padding_pairs(self.padding, size, self.pool_size, self.stride)
        for length, k, s, pad in zip(size, self.pool_size, self.stride, pads, strict=True):
            if output_length(length, k, s, pad) < 1:
                raise ShapeError(
                    f"MaxPool2D input: a map of {size} is smaller than {self.pool_size}"
                )
        rows = x.transpose(1, 3, 2, 0)  # (H, C, W, N)
        rows = self._columns.forward(rows, pads[1], training=training)  # (H, C, W_out, N)
        rows = self._rows.forward(rows, pads[0], training=training)  # (H_out, C, W_out, N)
        return rows.transpose(3, 0, 2, 1)  # (N, H_out, W_out, C)

    def winners(self) -> IntArray:
        """Return which input cell won each window in the latest training forward pass.

        Returns
        -------
        ndarray of int, shape (N, H_out, W_out, C)
            ``row * W + column`` in the unpadded input map.

        Raises
        ------
        OrderError
            If no ``forward(..., training=True)`` came before.
        """
        row = self._rows.winners()  # (H_out, C, W_out, N)
        column = np.take_along_axis(self._columns.winners(), row, axis=0)
        return (row * self._columns.input_length + column).transpose(3, 0, 2, 1)

    def input_gradient(self, grad_output: FloatArray) -> FloatArray:
        grad_rows = grad_output.transpose(1, 3, 2, 0)  # (H_out, C, W_out, N)
        grad_rows = self._rows.input_gradient(grad_rows)  # (H, C, W_out, N)
        grad_rows = self._columns.input_gradient(grad_rows)  # (H, C, W, N)
        return grad_rows.transpose(3, 0, 2, 1)  # (N, H, W, C)
