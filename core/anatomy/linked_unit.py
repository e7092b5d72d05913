"""Which place of one stage belongs to a place of another."""

from __future__ import annotations

from collections.abc import Sequence

from core.network_spec import LayerOutline

Place = tuple[int, int | None, int | None]


def linked_place(
    outlines: Sequence[LayerOutline], layer: int, place: Place, other: int
) -> Place | None:
    """Return where the unit at `place` of `layer` is found again in the output of `other`.

    A channel is found again in every activation and pooling behind the layer that drew it, and
    a score in the Softmax behind it.  A pixel is found again where the maps are the same size
    because all layers between leave it in its place.

    Parameters
    ----------
    outlines : sequence of LayerOutline
    layer, other : int
        Indices of layers; -1 is the input.
    place : tuple (channel, row or None, column or None)

    Returns
    -------
    tuple (channel, row or None, column or None), or None if `other` has no such unit
    """
    if layer == other:
        return place
    if _source(outlines, layer) != _source(outlines, other):
        return None
    between = outlines[min(layer, other) + 1 : max(layer, other) + 1]
    if all(outline.spec.KEEPS_PLACES for outline in between):
        return place
    return place[0], None, None


def _source(outlines: Sequence[LayerOutline], layer: int) -> int:
    """Return the layer that first spoke of the units or channels of `layer`."""
    while layer >= 0 and (
        outlines[layer].spec.KEEPS_CHANNELS or outlines[layer].spec.KEEPS_UNITS
    ):
        layer -= 1
    return layer
