"""What each operator of ONNX is among our layers."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import CoreError, LoadError
from core.importing.onnx_arithmetic import add, divide, multiply, subtract
from core.importing.onnx_file import Node
from core.importing.onnx_walk import OnnxWalk, Operator
from core.importing.onnx_windows import check_plain, padding_of, two_numbers
from core.layers.average_pool2d import AveragePool2DSpec
from core.layers.batch_norm import BatchNormSpec
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.elu import ELUSpec
from core.layers.gelu import GELUSpec
from core.layers.global_average_pool2d import GlobalAveragePool2DSpec
from core.layers.layer_norm import LayerNormSpec
from core.layers.leaky_relu import LeakyReLUSpec
from core.layers.max_pool2d import MaxPool2DSpec
from core.layers.relu import ReLUSpec
from core.layers.sigmoid import SigmoidSpec
from core.layers.softmax import SoftmaxSpec
from core.layers.spec import LayerSpec
from core.layers.tanh import TanhSpec

#: From (filters, inputs, rows, columns) to (rows, columns, inputs, filters).
_WINDOWS_FIRST = (2, 3, 1, 0)


def shortest(number: float) -> float:
    """Return the shortest decimal number that is the same in single precision."""
    return float(str(np.float32(number)))


def _made(make: Callable[..., LayerSpec], **settings: object) -> LayerSpec:
    try:
        return make(**settings)
    except CoreError as error:
        raise LoadError(str(error)) from None


def _setting(node: Node, name: str, usual: float) -> float:
    given = node.attributes.get(name, usual)
    if not isinstance(given, int | float):
        raise LoadError(f"{node.operator}: expected a number as {name}")
    return shortest(given)


def _activation(make: Callable[..., LayerSpec], **settings: tuple[str, float]) -> Operator:
    def read(node: Node, walk: OnnxWalk) -> None:
        given = {ours: _setting(node, *theirs) for ours, theirs in settings.items()}
        walk.chain.add(_made(make, **given))

    return read


def _gelu(node: Node, walk: OnnxWalk) -> None:
    if node.attributes.get("approximate", "none") != "tanh":
        raise LoadError(
            "Gelu in its exact form is not a layer that Glassbox has: it has tanh's"
        )
    walk.chain.add(GELUSpec())


def _softmax(node: Node, walk: OnnxWalk) -> None:
    usual = 1 if walk.opset < 13 else -1
    if len(walk.chain.shape) != 1 or node.attributes.get("axis", usual) not in (
        1,
        -len(walk.dims),
    ):
        raise LoadError(f"{node.operator} over maps is not a layer that Glassbox has")
    walk.chain.add(SoftmaxSpec())
    if node.operator == "LogSoftmax":
        walk.ends_in_logarithms = True
        walk.chain.remarks.append("it gives probabilities now instead of their logarithms")


def _nothing(node: Node, walk: OnnxWalk) -> None:
    """Pass the sample on as it is."""


def _check_maps(node: Node, walk: OnnxWalk) -> None:
    if len(walk.dims) != 3 or not walk.has_channels_first or len(walk.chain.shape) != 3:
        raise LoadError(f"{node.operator}: expected maps as (channels, rows, columns)")


def _conv(node: Node, walk: OnnxWalk) -> None:
    _check_maps(node, walk)
    weight = walk.constant(node, 1)
    check_plain(node, node.operator)
    if weight.ndim != 4:
        raise LoadError(f"{node.operator}: expected a weight with four axes")
    kernel = two_numbers(node, "kernel_shape", weight.shape[2:])
    stride = two_numbers(node, "strides", (1, 1))
    padding = padding_of(node, walk.dims[1:], kernel, stride)  # type: ignore[arg-type]
    filters = len(weight)
    spec = _made(
        Conv2DSpec, filters=filters, kernel_size=kernel, stride=stride, padding=padding
    )
    bias = walk.constant(node, 2, 0.0)
    walk.chain.add(
        spec,
        weight=weight.transpose(_WINDOWS_FIRST),
        bias=np.zeros(filters) if bias.ndim == 0 else bias,
    )
    _take_shape(walk)


def _pool(make: Callable[..., LayerSpec]) -> Operator:
    def read(node: Node, walk: OnnxWalk) -> None:
        _check_maps(node, walk)
        check_plain(node, node.operator)
        window = two_numbers(node, "kernel_shape")
        stride = two_numbers(node, "strides", (1, 1))
        padding = padding_of(node, walk.dims[1:], window, stride)  # type: ignore[arg-type]
        if padding != "valid" and node.attributes.get("count_include_pad", 0):
            raise LoadError(
                f"{node.operator} that counts the cells around a map (count_include_pad) is "
                "not a layer that Glassbox has"
            )
        walk.chain.add(_made(make, pool_size=window, stride=stride, padding=padding))
        _take_shape(walk)

    return read


def _take_shape(walk: OnnxWalk) -> None:
    rows, columns, channels = walk.chain.shape
    walk.dims = (channels, rows, columns)


def _global_mean(node: Node, walk: OnnxWalk) -> None:
    _check_maps(node, walk)
    walk.chain.add(GlobalAveragePool2DSpec())
    walk.dims = (walk.dims[0], 1, 1)


def _reduce_mean(node: Node, walk: OnnxWalk) -> None:
    axes = _axes(node, walk, 1)
    places = {2, 3} if walk.has_channels_first else {1, 2}
    if len(walk.chain.shape) != 3 or {axis % 4 for axis in axes} != places:
        raise LoadError("ReduceMean over other axes than rows and columns is not a layer that "
                        "Glassbox has")  # fmt: skip
    channels = walk.chain.shape[2]
    walk.chain.add(GlobalAveragePool2DSpec())
    is_kept = node.attributes.get("keepdims", 1)
    kept = (channels, 1, 1) if walk.has_channels_first else (1, 1, channels)
    walk.dims = kept if is_kept else (channels,)


def _axes(node: Node, walk: OnnxWalk, place: int) -> tuple[int, ...]:
    given = node.attributes.get("axes")
    if given is None:
        given = tuple(walk.constant(node, place).reshape(-1).tolist()[:8])
    return tuple(map(int, given))


def _flatten(node: Node, walk: OnnxWalk) -> None:
    axis = node.attributes.get("axis", 1)
    if axis not in (1, -len(walk.dims)):
        raise LoadError(f"Flatten from axis {axis} is not a layer that Glassbox has")
    walk.reshape(node, (math.prod(walk.dims),))


def _reshape(node: Node, walk: OnnxWalk) -> None:
    wanted = [int(side) for side in walk.constant(node, 1).reshape(-1)[:8]][1:]
    keeps_zeros = node.attributes.get("allowzero", 0)
    known = (0, *walk.dims)
    for at, side in enumerate(wanted):
        if side == 0 and not keeps_zeros and at + 1 < len(known):
            wanted[at] = known[at + 1]
    if wanted.count(-1) == 1:
        rest = -math.prod(wanted)
        wanted[wanted.index(-1)] = math.prod(walk.dims) // rest if rest > 0 else 0
    walk.reshape(node, tuple(wanted))


def _squeeze(node: Node, walk: OnnxWalk) -> None:
    dims = (0, *walk.dims)
    gone = {axis % len(dims) for axis in _axes(node, walk, 1)}
    if any(dims[axis] != 1 for axis in gone):
        raise LoadError("Squeeze of these axes is not possible")
    walk.reshape(node, tuple(side for at, side in enumerate(dims) if at not in gone)[1:])


def _unsqueeze(node: Node, walk: OnnxWalk) -> None:
    axes = _axes(node, walk, 1)
    length = len(walk.dims) + 1 + len(axes)
    new = {axis % length for axis in axes}
    if 0 in new:
        raise LoadError("Unsqueeze before the axis of the samples is not possible")
    rest = iter((0, *walk.dims))
    walk.reshape(node, tuple(1 if at in new else next(rest, 1) for at in range(length))[1:])


def _transpose(node: Node, walk: OnnxWalk) -> None:
    walk.transpose(tuple(node.attributes.get("perm", ())))


def _gemm(node: Node, walk: OnnxWalk) -> None:
    if not walk.is_sample(node, 0) or node.attributes.get("transA", 0):
        raise LoadError("Gemm whose weights stand first is not a layer that Glassbox has")
    weight, bias = walk.constant(node, 1), walk.constant(node, 2, 0.0)
    weight = weight.T if node.attributes.get("transB", 0) else weight
    _dense(node, walk, weight * _setting(node, "alpha", 1.0),
           bias * _setting(node, "beta", 1.0))  # fmt: skip


def _matmul(node: Node, walk: OnnxWalk) -> None:
    if not walk.is_sample(node, 0):
        raise LoadError("MatMul whose weights stand first is not a layer that Glassbox has")
    _dense(node, walk, walk.constant(node, 1), np.zeros(()))


def _dense(node: Node, walk: OnnxWalk, weight: NDArray[Any], bias: NDArray[Any]) -> None:
    if weight.ndim != 2 or len(walk.dims) != 1:
        raise LoadError(f"{node.operator} of more than rows is not a layer that Glassbox has")
    units = weight.shape[1]
    if bias.size not in (1, units):
        raise LoadError(f"{node.operator}: expected {units:,} biases, received {bias.size:,}")
    spec = _made(DenseSpec, units=units)
    walk.chain.add(spec, weight=weight, bias=np.broadcast_to(bias.reshape(-1), (units,)))
    walk.dims = walk.chain.shape


def _batch_norm(node: Node, walk: OnnxWalk) -> None:
    if node.attributes.get("spatial", 1) != 1 or len(walk.dims) == 2:
        raise LoadError("BatchNormalization of every place is not a layer that Glassbox has")
    if len(walk.dims) == 3 and not walk.has_channels_first and len(walk.chain.shape) == 3:
        raise LoadError("BatchNormalization: expected maps as (channels, rows, columns)")
    momentum = node.attributes.get("momentum", 0.9)
    spec = _made(BatchNormSpec, momentum=min(shortest(momentum), 0.9999),
                 epsilon=_setting(node, "epsilon", 1e-5))  # fmt: skip
    names = ("gamma", "beta", "running_mean", "running_variance")
    walk.chain.add(spec, **{name: walk.constant(node, at + 1) for at, name in enumerate(names)})


def _layer_norm(node: Node, walk: OnnxWalk) -> None:
    is_over_channels = len(walk.dims) == 1 or (
        len(walk.dims) == 3 and not walk.has_channels_first
    )
    if not is_over_channels or node.attributes.get("axis", -1) not in (-1, len(walk.dims)):
        raise LoadError(
            "LayerNormalization over more than the channels of a place is not a layer that "
            "Glassbox has"
        )
    gamma, beta = walk.constant(node, 1), walk.constant(node, 2, 0.0)
    spec = _made(LayerNormSpec, epsilon=_setting(node, "epsilon", 1e-5))
    walk.chain.add(spec, gamma=gamma, beta=np.broadcast_to(beta, gamma.shape))


#: Closed on purpose.
OPERATORS: Mapping[str, Operator] = MappingProxyType(
    {
        "Identity": _nothing, "Cast": _nothing, "Dropout": _nothing,
        "Conv": _conv, "Gemm": _gemm, "MatMul": _matmul,
        "MaxPool": _pool(MaxPool2DSpec), "AveragePool": _pool(AveragePool2DSpec),
        "GlobalAveragePool": _global_mean, "ReduceMean": _reduce_mean,
        "Flatten": _flatten, "Reshape": _reshape, "Squeeze": _squeeze,
        "Unsqueeze": _unsqueeze, "Transpose": _transpose,
        "BatchNormalization": _batch_norm, "LayerNormalization": _layer_norm,
        "Add": add, "Sub": subtract, "Mul": multiply, "Div": divide,
        "Relu": _activation(ReLUSpec), "Sigmoid": _activation(SigmoidSpec),
        "Tanh": _activation(TanhSpec), "Gelu": _gelu,
        "LeakyRelu": _activation(LeakyReLUSpec, negative_slope=("alpha", 0.01)),
        "Elu": _activation(ELUSpec, alpha=("alpha", 1.0)),
        "Softmax": _softmax, "LogSoftmax": _softmax,
    }
)  # fmt: skip
