"""What each operator of ONNX is among our layers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import LoadError
from core.importing.onnx_arithmetic import add, divide, multiply, subtract
from core.importing.onnx_file import Node
from core.importing.onnx_maps import conv, global_maximum, global_mean, pad, pool
from core.importing.onnx_settings import made, setting, shortest
from core.importing.onnx_shapes import (
    flatten,
    reduce_mean,
    reshape,
    squeeze,
    transpose,
    unsqueeze,
)
from core.importing.onnx_walk import OnnxWalk, Operator
from core.layers.average_pool2d import AveragePool2DSpec
from core.layers.batch_norm import BatchNormSpec
from core.layers.dense import DenseSpec
from core.layers.elu import ELUSpec
from core.layers.exact_gelu import ExactGELUSpec
from core.layers.gelu import GELUSpec
from core.layers.layer_norm import LayerNormSpec
from core.layers.leaky_relu import LeakyReLUSpec
from core.layers.max_pool2d import MaxPool2DSpec
from core.layers.relu import ReLUSpec
from core.layers.sigmoid import SigmoidSpec
from core.layers.softmax import SoftmaxSpec
from core.layers.spec import LayerSpec
from core.layers.tanh import TanhSpec
from core.number_text import digits_text


def _activation(make: Callable[..., LayerSpec], **settings: tuple[str, float]) -> Operator:
    def read(node: Node, walk: OnnxWalk) -> None:
        given = {ours: setting(node, *theirs) for ours, theirs in settings.items()}
        walk.chain.add(made(make, **given))

    return read


def _gelu(node: Node, walk: OnnxWalk) -> None:
    is_tanh = node.attributes.get("approximate", "none") == "tanh"
    walk.chain.add(GELUSpec() if is_tanh else ExactGELUSpec())


def _clip(node: Node, walk: OnnxWalk) -> None:
    given = [node.attributes.get(name, "") for name in ("min", "max")]
    for at in (1, 2):
        if at < len(node.inputs) and node.inputs[at]:
            given[at - 1] = walk.constant(node, at).reshape(-1)[:1].tolist()[0]
    low, high = (
        digits_text(one, 4) if isinstance(one, int | float) else "anything" for one in given
    )
    raise LoadError(
        f"Clip from {low} to {high} is not a layer that Glassbox has: it has that from 0 to "
        "anything, which is ReLU"
    )


def _softmax(node: Node, walk: OnnxWalk) -> None:
    usual = 1 if walk.opset < 13 else -1
    axis = node.attributes.get("axis", usual) % (len(walk.dims) + 1)
    if walk.chain.shape[:-1] == (1, 1) and len(walk.dims) == 3:
        channels = 1 if walk.has_channels_first else 3
        if axis == channels or (walk.opset < 13 and axis == 1):
            walk.chain.flatten(has_channels_first=False)
            axis = 1
    if len(walk.chain.shape) != 1 or axis != 1:
        raise LoadError(f"{node.operator} over maps is not a layer that Glassbox has")
    walk.chain.add(SoftmaxSpec())
    if node.operator == "LogSoftmax":
        _end_in_logarithms(walk)


def _logarithm(node: Node, walk: OnnxWalk) -> None:
    if not (walk.chain.layers and walk.chain.layers[-1].GIVES_PROBABILITIES):
        raise LoadError("Log is not a layer that Glassbox has")
    _end_in_logarithms(walk)


def _end_in_logarithms(walk: OnnxWalk) -> None:
    walk.ends_in_logarithms = True
    walk.chain.remarks.append("it gives probabilities now instead of their logarithms")


def _nothing(node: Node, walk: OnnxWalk) -> None:
    """Pass the sample on as it is."""
    if node.operator == "Dropout" and walk.constant(node, 2, 0.0).any():
        raise LoadError("Dropout that drops numbers in use is not a layer that Glassbox has")


def _gemm(node: Node, walk: OnnxWalk) -> None:
    if not walk.is_sample(node, 0) or node.attributes.get("transA", 0):
        raise LoadError("Gemm whose weights stand first is not a layer that Glassbox has")
    weight, bias = walk.constant(node, 1), walk.constant(node, 2, 0.0)
    weight = weight.T if node.attributes.get("transB", 0) else weight
    _dense(node, walk, weight * setting(node, "alpha", 1.0),
           bias * setting(node, "beta", 1.0))  # fmt: skip


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
    spec = made(DenseSpec, units=units)
    walk.chain.add(spec, weight=weight, bias=np.broadcast_to(bias.reshape(-1), (units,)))
    walk.dims = walk.chain.shape


def _batch_norm(node: Node, walk: OnnxWalk) -> None:
    if node.attributes.get("training_mode", 0):
        raise LoadError("BatchNormalization that is still in training is not read")
    if node.attributes.get("spatial", 1) != 1 or len(walk.dims) == 2:
        raise LoadError("BatchNormalization of every place is not a layer that Glassbox has")
    if len(walk.dims) == 3 and not walk.has_channels_first and len(walk.chain.shape) == 3:
        raise LoadError("BatchNormalization: expected maps as (channels, rows, columns)")
    momentum = node.attributes.get("momentum", 0.9)
    spec = made(BatchNormSpec, momentum=min(shortest(momentum), 0.9999),
                 epsilon=setting(node, "epsilon", 1e-5))  # fmt: skip
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
    spec = made(LayerNormSpec, epsilon=setting(node, "epsilon", 1e-5))
    walk.chain.add(spec, gamma=gamma, beta=np.broadcast_to(beta, gamma.shape))


#: Closed on purpose.
OPERATORS: Mapping[str, Operator] = MappingProxyType(
    {
        "Identity": _nothing, "Cast": _nothing, "Dropout": _nothing,
        "Conv": conv, "Gemm": _gemm, "MatMul": _matmul, "Pad": pad,
        "MaxPool": pool(MaxPool2DSpec, keeps_largest=True),
        "AveragePool": pool(AveragePool2DSpec, keeps_largest=False),
        "GlobalAveragePool": global_mean, "GlobalMaxPool": global_maximum,
        "ReduceMean": reduce_mean, "Flatten": flatten, "Reshape": reshape,
        "Squeeze": squeeze, "Unsqueeze": unsqueeze, "Transpose": transpose,
        "BatchNormalization": _batch_norm, "LayerNormalization": _layer_norm,
        "Add": add, "Sub": subtract, "Mul": multiply, "Div": divide,
        "Relu": _activation(ReLUSpec), "Sigmoid": _activation(SigmoidSpec),
        "Tanh": _activation(TanhSpec), "Gelu": _gelu, "Clip": _clip,
        "LeakyRelu": _activation(LeakyReLUSpec, negative_slope=("alpha", 0.01)),
        "Elu": _activation(ELUSpec, alpha=("alpha", 1.0)),
        "Softmax": _softmax, "LogSoftmax": _softmax, "Log": _logarithm,
    }
)  # fmt: skip
