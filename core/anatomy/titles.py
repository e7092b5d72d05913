"""What a number is called in words."""

from __future__ import annotations

from collections.abc import Sequence

from core.anatomy.addresses import INPUT_LAYER, Address, LossAddress, ParameterAddress
from core.network_spec import LayerOutline

#: Kinds that give as many numbers as they read: behind the last dense layer they speak of
#: the classes too.
_KEEPS_UNITS = frozenset(
    {"softmax", "sigmoid", "tanh", "relu", "leaky_relu", "elu", "gelu", "dropout", "batch_norm"}
)


def title_of(outlines: Sequence[LayerOutline], address: Address) -> str:
    """Return where a number is: ``Conv2D · filter 4 · pixel (17, 12)``.

    Rows, columns and classes count from 0, everything else from 1.
    """
    if isinstance(address, LossAddress):
        return "Loss"
    if isinstance(address, ParameterAddress):
        return f"{layer_title(outlines, address.layer)} · {_parameter(outlines, address)}"
    first, index = layer_title(outlines, address.layer), address.index
    if len(index) == 3:
        noun = "channel"
        if address.layer >= 0 and outlines[address.layer].spec.KIND == "conv2d":
            noun = "filter"
        channel = f" · {noun} {index[2] + 1}"
        if address.layer == INPUT_LAYER and outlines[0].input_shape[-1] == 1:
            channel = ""
        return f"{first}{channel} · pixel ({index[0]}, {index[1]})"
    if is_class(outlines, address.layer):
        return f"{first} · class {index[0]}"
    return f"{first} · unit {index[0] + 1}"


def layer_title(outlines: Sequence[LayerOutline], layer: int) -> str:
    """Return a layer's name, numbered if there are several of its kind: ``Conv2D 2``."""
    if layer == INPUT_LAYER:
        return "Input"
    spec = outlines[layer].spec
    same = [outline.position for outline in outlines if outline.spec.KIND == spec.KIND]
    return spec.TITLE if len(same) == 1 else f"{spec.TITLE} {same.index(layer) + 1}"


def is_class(outlines: Sequence[LayerOutline], layer: int) -> bool:
    """Return whether the units of a layer are the classes."""
    return (
        layer >= 0
        and len(outlines[layer].output_shape) == 1
        and all(later.spec.KIND in _KEEPS_UNITS for later in outlines[layer + 1 :])
    )


def _parameter(outlines: Sequence[LayerOutline], address: ParameterAddress) -> str:
    kind, index, name = outlines[address.layer].spec.KIND, address.index, address.name
    if kind == "conv2d" and name == "weight":
        row, column, channel, filter_ = index
        is_only = outlines[address.layer].input_shape[-1] == 1
        source = "" if is_only else f" · input channel {channel + 1}"
        return f"filter {filter_ + 1} · weight ({row}, {column}){source}"
    if kind == "conv2d":
        return f"filter {index[0] + 1} · {name}"
    unit = "class" if is_class(outlines, address.layer) and kind == "dense" else "unit"
    number = index[-1] if unit == "class" else index[-1] + 1
    if kind == "dense" and name == "weight":
        return f"{unit} {number} · weight of input {index[0] + 1}"
    if kind == "dense":
        return f"{unit} {number} · {name}"
    return f"channel {index[-1] + 1} · {name.replace('_', ' ')}"
