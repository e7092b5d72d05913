"""A convolution and the max-pooling after it, worked off as one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import numpy as np

from core.arrays import BoolArray, FloatArray, Shape, check_shape
from core.errors import OrderError
from core.fields import Pair
from core.latest_few import LatestFew
from core.layers.base import Layer
from core.layers.column_slabs import ColumnSlabs
from core.layers.conv2d import SHAPES_KEPT, Conv2D
from core.layers.disjoint_windows import deal_out, largest_of
from core.layers.max_pool2d import MaxPool2D
from core.parameter import Parameter


class _Layout:
    """The arrays for one shape of input.

    `places` and `grad_places` are views of the maps and their gradient: every place of the
    pooling windows by itself, row by row, each (W_out, C_out, H_out * N).
    """

    def __init__(self, slabs: ColumnSlabs, filters: int, pool: Pair) -> None:
        self.slabs = slabs
        groups, columns, h_out, n = slabs.output_shape
        self._pool = pool
        self._shape = (groups, columns, filters, h_out * n)
        self._y_shape = (columns // pool[1], filters, h_out, n)
        self.maps, self.places = self._maps()
        self._gradients: tuple[FloatArray, list[FloatArray], BoolArray] | None = None
        self.y = self.new_y()

    def new_y(self) -> FloatArray:
        """Return an array for the output, (W_out, C_out, H_out * N)."""
        return np.empty((self._y_shape[0], *self._shape[2:]), self.maps.dtype)

    def as_maps(self, y: FloatArray) -> FloatArray:
        """Return `y` as maps (N, H_out, W_out, C_out)."""
        return y.reshape(self._y_shape).transpose(3, 2, 0, 1)

    def gradients(self) -> tuple[FloatArray, list[FloatArray], BoolArray]:
        """Return arrays for the gradient of the maps, its places, and comparisons."""
        if self._gradients is None:
            self._gradients = (*self._maps(), np.empty(self.y.shape, np.bool_))
        return self._gradients

    def _maps(self) -> tuple[FloatArray, list[FloatArray]]:
        maps = np.empty(self._shape, self.slabs.windows.dtype)
        p_h, p_w = self._pool
        by_window = maps.reshape(p_h, -1, p_w, *maps.shape[2:])
        return maps, [by_window[a, :, b] for a in range(p_h) for b in range(p_w)]


class PooledConv2D(Layer):
    r"""`Conv2D` followed by `MaxPool2D` with windows that share no cell, with the same results.

    .. math::
        y_{n,p,q,o} = \max_{a,b} \Bigl( b_o + \sum_{i,j,c}
        x_{n,\,(pP+a)s+i,\,(qP+b)s+j,\,c}\; w_{i,j,c,o} \Bigr)

    For each place (a, b) in the pooling window, this is a convolution with P times the stride.
    Each of these lies in memory by itself, so that the maximum and the way back are a few
    operations on whole arrays; and what no window covers is not computed at all.

    Training runs this in place of the two layers, whose parameters it fills; views show the
    two layers one by one.

    Parameters
    ----------
    conv : Conv2D
    pool : MaxPool2D
        Without padding, its stride as large as its window.
    """

    KIND: ClassVar[str] = "pooled_conv2d"

    def __init__(self, conv: Conv2D, pool: MaxPool2D) -> None:
        self.conv = conv
        self.pool = pool
        self._layouts = LatestFew[tuple[Shape, bool], _Layout](SHAPES_KEPT)
        self._pending: _Layout | None = None

    @classmethod
    def joining(cls, first: Layer, second: Layer) -> PooledConv2D | None:
        """Return two neighbouring layers as one, or None if they cannot be joined."""
        if not isinstance(first, Conv2D) or not isinstance(second, MaxPool2D):
            return None
        is_disjoint = second.pool_size == second.stride
        is_unpadded = second.padding in ("valid", ((0, 0), (0, 0)))
        return cls(first, second) if is_disjoint and is_unpadded else None

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        return self.conv.parameters

    def forward(self, x: FloatArray, *, training: bool) -> FloatArray:
        check_shape("Conv2D input", x, (None, None, None, self.conv.in_channels))
        layout = self._layouts.get((x.shape, training), lambda: self._lay_out(x.shape))
        layout.slabs.lay_out(x)
        self.conv.multiply(layout.slabs, out=layout.maps)
        y = layout.y if training else layout.new_y()
        largest_of(layout.places, out=y)
        if training:
            self._pending = layout
        return layout.as_maps(y)

    def backward(self, grad_output: FloatArray) -> FloatArray:
        layout, grad_maps = self._unpool(grad_output)
        self.conv.fill_gradients(layout.slabs, grad_maps)
        return self.conv.collect(layout.slabs, grad_maps)

    def parameter_gradients(self, grad_output: FloatArray) -> None:
        layout, grad_maps = self._unpool(grad_output)
        self.conv.fill_gradients(layout.slabs, grad_maps)

    def input_gradient(self, grad_output: FloatArray) -> FloatArray:
        layout, grad_maps = self._unpool(grad_output)
        return self.conv.collect(layout.slabs, grad_maps)

    def _unpool(self, grad_output: FloatArray) -> tuple[_Layout, FloatArray]:
        """Return the gradient of the maps before the pooling, in the order of `maps`."""
        layout = self._pending
        if layout is None:
            raise OrderError(
                "PooledConv2D.backward needs a forward pass with training=True first"
            )
        grad_maps, grad_places, is_largest = layout.gradients()
        grad = self.conv.as_columns(grad_output)
        deal_out(grad, layout.places, layout.y, is_largest=is_largest, out=grad_places)
        return layout, grad_maps

    def _lay_out(self, shape: Shape) -> _Layout:
        slabs = self.conv.make_slabs(shape, pool=self.pool.pool_size)
        return _Layout(slabs, self.conv.filters, self.pool.pool_size)
