"""What operators of ONNX that read maps are among our layers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import LoadError
from core.fields import Padding, Pair
from core.importing.added_cells import NO_CELLS, AddedCells
from core.importing.onnx_file import Node
from core.importing.onnx_settings import made
from core.importing.onnx_walk import OnnxWalk, Operator
from core.importing.onnx_windows import check_plain, padding_of, two_numbers
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.global_average_pool2d import GlobalAveragePool2DSpec
from core.layers.max_pool2d import MaxPool2DSpec
from core.layers.spec import LayerSpec

#: From (filters, inputs, rows, columns) to (rows, columns, inputs, filters).
_WINDOWS_FIRST = (2, 3, 1, 0)
#: What is at most so large never wins a maximum.
_LOWEST = -1e30


def conv(node: Node, walk: OnnxWalk) -> None:
    """Take over a convolution; of maps of a single cell it is a dense layer."""
    weight = walk.constant(node, 1)
    check_plain(node, node.operator)
    if weight.ndim != 4:
        raise LoadError(f"{node.operator}: expected a weight with four axes")
    is_of_one_cell = len(walk.chain.shape) == 1 and walk.dims[1:] == (1, 1)
    if not is_of_one_cell:
        _check_maps(node, walk)
    if walk.cells.value != 0:
        raise LoadError("Pad with other numbers than 0 is not a layer that Glassbox has")
    kernel = two_numbers(node, "kernel_shape", weight.shape[2:])
    if kernel != weight.shape[2:]:
        raise LoadError(f"{node.operator}: its weight has windows of {weight.shape[2:]}")
    filters = len(weight)
    bias = walk.constant(node, 2, 0.0)
    bias = np.zeros(filters) if bias.ndim == 0 else bias
    if is_of_one_cell:
        _dense(node, walk, weight, bias)
        return
    stride = two_numbers(node, "strides", (1, 1))
    padding = _padding(node, walk, kernel, stride)
    spec = made(Conv2DSpec, filters=filters, kernel_size=kernel, stride=stride, padding=padding)
    walk.chain.add(spec, weight=weight.transpose(_WINDOWS_FIRST), bias=bias)
    _take_shape(walk)


def pool(make: Callable[..., LayerSpec], *, keeps_largest: bool) -> Operator:
    """Return what takes over a pooling."""

    def read(node: Node, walk: OnnxWalk) -> None:
        _check_maps(node, walk)
        check_plain(node, node.operator)
        window = two_numbers(node, "kernel_shape")
        stride = two_numbers(node, "strides", (1, 1))
        _check_cells(node, walk, keeps_largest=keeps_largest)
        padding = _padding(node, walk, window, stride)
        if padding != "valid" and node.attributes.get("count_include_pad", 0):
            raise LoadError(
                f"{node.operator} that counts the cells around a map (count_include_pad) is "
                "not a layer that Glassbox has"
            )
        walk.chain.add(made(make, pool_size=window, stride=stride, padding=padding))
        _take_shape(walk)

    return read


def pad(node: Node, walk: OnnxWalk) -> None:
    """Have cells around maps: the next layer has them as its padding."""
    mode = node.attributes.get("mode", "constant")
    if mode != "constant":
        raise LoadError(f"Pad by {mode!s:.20} is not a layer that Glassbox has")
    length = len(walk.dims) + 1
    given = node.attributes.get("pads")
    numbers = [int(one) for one in (walk.constant(node, 1) if given is None else given)]
    axes: Sequence[int] = range(length)
    if len(node.inputs) > 3 and node.inputs[3]:
        axes = [int(axis) % length for axis in walk.constant(node, 3).reshape(-1)[:8]]
    if len(numbers) != 2 * len(axes):
        raise LoadError(f"Pad: expected {2 * len(axes)} numbers, received {len(numbers)}")
    added = {axis: (numbers[at], numbers[at + len(axes)]) for at, axis in enumerate(axes)}
    if not any(map(any, added.values())):
        return
    _check_maps(node, walk)
    first = 2 if walk.has_channels_first else 1
    pads = added.pop(first, (0, 0)), added.pop(first + 1, (0, 0))
    if any(map(any, added.values())) or min(*pads[0], *pads[1]) < 0:
        raise LoadError(
            "Pad of anything but the edges of maps is not a layer that Glassbox has"
        )
    value = float(walk.constant(node, 2, node.attributes.get("value", 0.0)).item())
    if walk.cells not in (NO_CELLS, walk.cells._replace(value=value)):
        raise LoadError("Pad with two kinds of numbers is not a layer that Glassbox has")
    walk.cells = AddedCells(walk.cells.together(pads), value)
    dims = list(walk.dims)
    dims[first - 1] += sum(pads[0])
    dims[first] += sum(pads[1])
    walk.dims = tuple(dims)


def global_mean(node: Node, walk: OnnxWalk) -> None:
    """Take over the mean of every map."""
    _check_maps(node, walk)
    walk.chain.add(GlobalAveragePool2DSpec())
    walk.dims = (walk.dims[0], 1, 1)


def global_maximum(node: Node, walk: OnnxWalk) -> None:
    """Take over the largest number of every map: a pooling whose one window is the map."""
    _check_maps(node, walk)
    size = walk.dims[1:]
    walk.chain.add(made(MaxPool2DSpec, pool_size=size, stride=size))
    _take_shape(walk)


def mean_of_places(walk: OnnxWalk, *, keeps_axes: bool) -> None:
    """Take over the mean of every map, whose axes may be gone."""
    channels = walk.chain.shape[2]
    walk.chain.add(GlobalAveragePool2DSpec())
    kept = (channels, 1, 1) if walk.has_channels_first else (1, 1, channels)
    walk.dims = kept if keeps_axes else (channels,)


def _check_maps(node: Node, walk: OnnxWalk) -> None:
    is_first = walk.has_channels_first or node.operator == "Pad"
    if len(walk.dims) != 3 or not is_first or len(walk.chain.shape) != 3:
        raise LoadError(f"{node.operator}: expected maps as (channels, rows, columns)")


def _check_cells(node: Node, walk: OnnxWalk, *, keeps_largest: bool) -> None:
    """Raise unless cells that were added before count as ours do: not at all."""
    cells = walk.cells
    if cells == NO_CELLS:
        return
    never_wins = cells.value <= _LOWEST or (cells.value == 0 and walk.is_never_negative)
    if not (keeps_largest and never_wins):
        raise LoadError(
            f"Pad before {node.operator}, which counts the cells that were added, is not a "
            "layer that Glassbox has"
        )


def _padding(node: Node, walk: OnnxWalk, window: Pair, stride: Pair) -> Padding:
    rows, columns = walk.dims[1:]
    padding = padding_of(node, (rows, columns), window, stride, walk.cells)
    walk.cells = NO_CELLS
    return padding


def _dense(node: Node, walk: OnnxWalk, weight: NDArray[Any], bias: NDArray[Any]) -> None:
    """Take over a convolution over a single cell."""
    kernel = two_numbers(node, "kernel_shape", weight.shape[2:])
    stride = two_numbers(node, "strides", (1, 1))
    padding = padding_of(node, (1, 1), kernel, stride)
    if kernel != (1, 1) or padding != "valid" or weight.shape[1] != walk.dims[0]:
        raise LoadError(
            f"{node.operator} around a single cell is not a layer that Glassbox has"
        )
    walk.chain.add(made(DenseSpec, units=len(weight)), weight=weight[:, :, 0, 0].T, bias=bias)
    walk.dims = (len(weight), 1, 1)


def _take_shape(walk: OnnxWalk) -> None:
    rows, columns, channels = walk.chain.shape
    walk.dims = (channels, rows, columns)
