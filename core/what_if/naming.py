"""What layers and their filters or units are called in lists of changes."""

from __future__ import annotations

from collections.abc import Sequence

from core.anatomy.titles import is_class, layer_title
from core.errors import SpecError
from core.network_spec import LayerOutline
from core.what_if.units import Units


def outline_of(outlines: Sequence[LayerOutline], layer: int) -> LayerOutline:
    """Return a layer's outline.

    Raises
    ------
    SpecError
        If there is no such layer.
    """
    if not 0 <= layer < len(outlines):
        raise SpecError("The network has no such layer any more.")
    return outlines[layer]


def layer_words(
    outlines: Sequence[LayerOutline], layer: int, units: tuple[int, ...] = ()
) -> str:
    """Return what some units of a layer are called; without any, the layer."""
    title = layer_title(outlines, layer)
    if not units:
        return f"layer {title}"
    outline = outline_of(outlines, layer)
    noun = outline.spec.channel_noun if outline.spec.SLIDES_FILTERS else "unit"
    if is_class(outlines, layer):
        noun = "class"
    return Units(layer, outline.output_shape[-1], layer, noun, title, title).words(units)
