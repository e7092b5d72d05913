"""What a number is called in words."""

from __future__ import annotations

from collections.abc import Sequence

from core.anatomy.addresses import INPUT_LAYER, Address, LossAddress, ParameterAddress
from core.network_spec import LayerOutline


def title_of(outlines: Sequence[LayerOutline], address: Address) -> str:
    """Return where a number is: ``Conv2D · filter 4 · pixel (17, 12)``.

    Rows, columns and classes count from 0, everything else from 1.
    """
    if isinstance(address, LossAddress):
        return "Loss"
    if isinstance(address, ParameterAddress):
        return f"{layer_title(outlines, address.layer)} · {parameter_title(outlines, address)}"
    first, index = layer_title(outlines, address.layer), address.index
    if len(index) == 3:
        noun = "channel" if address.layer < 0 else outlines[address.layer].spec.channel_noun
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
        and all(later.spec.KEEPS_UNITS for later in outlines[layer + 1 :])
    )


def unit_noun(outlines: Sequence[LayerOutline], layer: int) -> str:
    """Return what one number of a flat output is called: ``"class"`` or ``"unit"``."""
    return "class" if is_class(outlines, layer) else "unit"


def parameter_title(outlines: Sequence[LayerOutline], address: ParameterAddress) -> str:
    """Return which number of its layer a parameter is: ``filter 4 · weight (0, 2)``."""
    outline = outlines[address.layer]
    return outline.spec.parameter_words(
        address.name, address.index, outline.input_shape, unit_noun(outlines, address.layer)
    )
