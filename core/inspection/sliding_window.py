"""Convolution as a window that slides: forward, back to the input, back to the weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from core.anatomy.windows import Windows
from core.arrays import FloatArray
from core.fields import Pair
from core.inspection.filter_bank import weight_path
from core.inspection.slide_operand import CellKind, SlideOperand
from core.inspection.slide_reading import SlideReading
from core.network_spec import LayerOutline
from core.trace import Trace


class SlideWay(StrEnum):
    """Which of a convolution's three sums is shown."""

    FORWARD = "forward"
    INPUT_GRADIENT = "input_gradient"
    WEIGHT_GRADIENT = "weight_gradient"


@dataclass(frozen=True, slots=True, eq=False)
class SlidingWindow:
    r"""One filter and one input channel of a convolution, as a kernel sliding over a map.

    All three sums have the same form,

    .. math:: r_{p,q} = b + \sum_n \sum_{i,j} a_{ps+i,\,qs+j,\,n}\; k_{i,j,n}

    *Forward*: a is the padded input, k the filter, n the input channels, s the stride.
    *Input gradient*: a is dL/dz with s - 1 zeros between its numbers and zeros around, k the
    filter rotated by 180°, n the filters, and the window moves by 1.
    *Weight gradient*: a is the padded input, k is dL/dz with s - 1 zeros between, and the
    window moves by 1.

    Attributes
    ----------
    way : SlideWay
    operand, kernel : SlideOperand
        The a and k of the formula.
    shown : int
        Which of the n is looked at; the others are only added up.
    step : tuple (vertical, horizontal)
        The s of the formula.
    result : ndarray of shape (rows, columns)
        The network's own numbers.
    bias : float or None
    """

    way: SlideWay
    operand: SlideOperand
    kernel: SlideOperand
    shown: int
    step: Pair
    result: FloatArray
    bias: float | None

    @classmethod
    def of(
        cls,
        way: SlideWay,
        layer: LayerOutline,
        trace: Trace,
        values: Mapping[str, FloatArray],
        *,
        filter_index: int,
        channel: int,
    ) -> SlidingWindow:
        """Return one way through a convolution.

        Parameters
        ----------
        way : SlideWay
        layer : LayerOutline
            Of a Conv2D.
        trace : Trace
            Gradients need one that has them.
        values : mapping of str to ndarray
            Parameters by path.
        filter_index, channel : int
            Filter and input channel, from 0.

        Raises
        ------
        TypeError
            If `layer` is no convolution.
        ValueError
            If the trace has no gradients and `way` needs them.
        """
        if not layer.spec.SLIDES_FILTERS:
            raise TypeError(f"SlidingWindow: expected a conv2d layer, got {layer.spec.KIND}")
        if way is SlideWay.FORWARD:
            return cls._forward(layer, trace, values, filter_index, channel)
        if trace.gradients is None:
            raise ValueError(f"SlidingWindow: {way} needs a trace with gradients, got none")
        windows, path = Windows.of(layer), weight_path(layer)
        grad_z = trace.gradients[layer.position + 1]
        if way is SlideWay.INPUT_GRADIENT:
            return cls(
                way,
                _surrounded(grad_z, windows),
                SlideOperand.of(values[path][::-1, ::-1, channel]),  # (K_h, K_w, C_out)
                filter_index,
                (1, 1),
                trace.gradients[layer.position][:, :, channel],
                None,
            )
        x = trace.values[layer.position]
        return cls(
            way,
            _padded(x[:, :, channel : channel + 1], windows),
            SlideOperand.of(grad_z[:, :, filter_index, None], spread=windows.stride),
            0,
            (1, 1),
            trace.parameter_gradients[path][:, :, channel, filter_index],
            None,
        )

    @classmethod
    def _forward(
        cls,
        layer: LayerOutline,
        trace: Trace,
        values: Mapping[str, FloatArray],
        filter_index: int,
        channel: int,
    ) -> SlidingWindow:
        windows, path = Windows.of(layer), weight_path(layer)
        weight = values[path]  # (K_h, K_w, C_in, C_out)
        bias = values[path.removesuffix("weight") + "bias"]
        return cls(
            SlideWay.FORWARD,
            _padded(trace.values[layer.position], windows),
            SlideOperand.of(weight[..., filter_index]),
            channel,
            windows.stride,
            trace.values[layer.position + 1][:, :, filter_index],
            float(bias[filter_index]),
        )

    @property
    def size(self) -> Pair:
        """Rows and columns of the window."""
        rows, columns = self.kernel.kinds.shape
        return rows, columns

    def unrotated(self) -> SlidingWindow:
        """Return the same with the kernel turned by 180°: for dL/dx, what it must not be."""
        kernel = SlideOperand(
            self.kernel.values[::-1, ::-1],
            self.kernel.kinds[::-1, ::-1],
            self.kernel.origin,
            self.kernel.spread,
        )
        return SlidingWindow(
            self.way, self.operand, kernel, self.shown, self.step, self.result, self.bias
        )

    def slid(self) -> FloatArray:
        """Return the sum at every place, as the formula says, in the shape of `result`."""
        rows, columns = self.result.shape
        total = np.full((rows, columns), self.bias or 0.0)
        for i, j in np.ndindex(self.size):
            cells = self.operand.values[
                i : i + rows * self.step[0] : self.step[0],
                j : j + columns * self.step[1] : self.step[1],
            ]
            total += cells[:rows, :columns] @ self.kernel.values[i, j]
        return total

    def read(self, row: int, column: int) -> SlideReading:
        """Return what the cell at `row`, `column` of the result is the sum of."""
        top, left = row * self.step[0], column * self.step[1]
        k_h, k_w = self.size
        window = np.s_[top : top + k_h, left : left + k_w]
        products = self.operand.values[window] * self.kernel.values  # (K_h, K_w, n)
        is_other = np.arange(products.shape[2]) != self.shown
        others = products[:, :, is_other]
        kinds = self.operand.kinds[window]
        return SlideReading(
            row=row,
            column=column,
            top=top,
            left=left,
            operand=self.operand.values[window][:, :, self.shown],
            kernel=self.kernel.values[:, :, self.shown],
            kinds=np.where(kinds == CellKind.NUMBER, self.kernel.kinds, kinds),
            others=float(others.sum()),
            other_count=int(is_other.sum()),
            other_size=float(np.abs(others).sum()),
            bias=self.bias,
            stored=float(self.result[row, column]),
        )

    def informative_place(self) -> Pair:
        """Return the place whose own products are largest: the one to look at first."""
        rows, columns = self.result.shape
        size = np.zeros((rows, columns))
        for i, j in np.ndindex(self.size):
            cells = self.operand.values[
                i : i + rows * self.step[0] : self.step[0],
                j : j + columns * self.step[1] : self.step[1],
                self.shown,
            ]
            size += np.abs(cells[:rows, :columns] * self.kernel.values[i, j, self.shown])
        finite = np.where(np.isfinite(size), size, 0)
        row, column = divmod(int(finite.argmax()), columns)
        return row, column

    def window_over(self, row: int, column: int) -> Pair:
        """Return the result's cell whose window lies with its middle nearest to a cell."""
        places = []
        for cell, k, s, count in zip(
            (row, column), self.size, self.step, self.result.shape, strict=True
        ):
            # half a step is rounded down, so that a window stays put until it is passed
            place = (cell - (k - 1) // 2 + (s - 1) // 2) // s
            places.append(max(0, min(count - 1, place)))
        return places[0], places[1]


def _padded(maps: FloatArray, windows: Windows) -> SlideOperand:
    """Return the input with its padding."""
    (top, bottom), (left, right) = windows.pads
    h, w = windows.input_size
    size = h + top + bottom, w + left + right
    return SlideOperand.of(maps, origin=(top, left), size=size)


def _surrounded(grad_z: FloatArray, windows: Windows) -> SlideOperand:
    """Return dL/dz so that a full window lies over it for every cell of the input."""
    (k_h, k_w), (h, w) = windows.size, windows.input_size
    origin = k_h - 1 - windows.pads[0][0], k_w - 1 - windows.pads[1][0]
    return SlideOperand.of(
        grad_z, spread=windows.stride, origin=origin, size=(h + k_h - 1, w + k_w - 1)
    )
