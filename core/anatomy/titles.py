"""What a number is called in words."""

from __future__ import annotations

from collections.abc import Sequence

from core.anatomy.addresses import INPUT_LAYER, Address, LossAddress, ParameterAddress
from core.arrays import Shape
from core.index_words import counting_as_code, index_words, laid_words, place_words, unit_words
from core.network_spec import LayerOutline


def title_of(outlines: Sequence[LayerOutline], address: Address) -> str:
    """Return where a number is: ``Conv2D · filter 3 · pixel (17, 12)``."""
    if isinstance(address, LossAddress):
        return "Loss"
    if isinstance(address, ParameterAddress):
        return f"{layer_title(outlines, address.layer)} · {parameter_title(outlines, address)}"
    first, index = layer_title(outlines, address.layer), address.index
    if len(index) == 3:
        noun = "channel" if address.layer < 0 else outlines[address.layer].spec.channel_noun
        channel = f" · {noun} {index_words(index[2])}"
        if address.layer == INPUT_LAYER and outlines[0].input_shape[-1] == 1:
            channel = ""
        return f"{first}{channel} · pixel {place_words(index[:2])}"
    if (maps := laid_maps(outlines, address.layer)) is not None:
        return f"{first} · {laid_words(index[0], maps)}"
    return f"{first} · {unit_words(unit_noun(outlines, address.layer), index[0])}"


def title_in_code(outlines: Sequence[LayerOutline], address: Address) -> str:
    """Return the title as it stands beside code, where every index counts from 0."""
    with counting_as_code():
        return title_of(outlines, address)


def layer_title(outlines: Sequence[LayerOutline], layer: int) -> str:
    """Return a layer's name, with its index if there are several of its kind: ``Conv2D 3``."""
    if layer == INPUT_LAYER:
        return "Input"
    spec = outlines[layer].spec
    same = [outline.position for outline in outlines if outline.spec.KIND == spec.KIND]
    return spec.TITLE if len(same) == 1 else f"{spec.TITLE} {index_words(layer)}"


def laid_maps(outlines: Sequence[LayerOutline], layer: int) -> Shape | None:
    """Return the shape of the maps whose numbers stand in a row in the output of `layer`.

    None if its output is no row of maps.  An activation behind a Flatten keeps the row.
    """
    while 0 <= layer < len(outlines):
        outline = outlines[layer]
        if outline.spec.LAYS_OUT_MAPS:
            return outline.input_shape if len(outline.input_shape) == 3 else None
        if len(outline.output_shape) != 1 or not outline.spec.KEEPS_UNITS:
            return None
        layer -= 1
    return None


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
        address.name,
        address.index,
        outline.input_shape,
        unit_noun(outlines, address.layer),
        laid_from=laid_maps(outlines, address.layer - 1),
    )
