"""Short names of numbers, for the way one came."""

from __future__ import annotations

from collections.abc import Sequence

from core.anatomy.addresses import Address, LossAddress, ParameterAddress
from core.anatomy.titles import is_class, laid_maps, layer_title
from core.index_words import index_words, laid_place, place_words
from core.network_spec import LayerOutline


def short_title(outlines: Sequence[LayerOutline], address: Address) -> str:
    """Return what a number is called in few letters: ``Conv2D 3 (17, 12)``."""
    if isinstance(address, LossAddress):
        return "Loss"
    if not -1 <= address.layer < len(outlines):
        return "gone"
    title = layer_title(outlines, address.layer)
    index = address.index
    if isinstance(address, ParameterAddress):
        return f"{title} {address.name}"
    if len(index) == 3:
        return f"{title} {index_words(index[2])} {place_words(index[:2])}"
    if (maps := laid_maps(outlines, address.layer)) is not None:
        row, column, channel = laid_place(index[0], maps)
        return f"{title} {index_words(channel)} {place_words((row, column))}"
    number = index[0] if is_class(outlines, address.layer) else index_words(index[0])
    return f"{title} {number}"
