"""Short names of numbers, for the way one came."""

from __future__ import annotations

from collections.abc import Sequence

from core.anatomy.addresses import Address, LossAddress, ParameterAddress
from core.anatomy.titles import is_class, layer_title
from core.network_spec import LayerOutline


def short_title(outlines: Sequence[LayerOutline], address: Address) -> str:
    """Return what a number is called in few letters: ``Conv2D 4 (17, 12)``."""
    if isinstance(address, LossAddress):
        return "Loss"
    if not -1 <= address.layer < len(outlines):
        return "gone"
    title = layer_title(outlines, address.layer)
    index = address.index
    if isinstance(address, ParameterAddress):
        return f"{title} {address.name}"
    if len(index) == 3:
        return f"{title} {index[2] + 1} ({index[0]}, {index[1]})"
    return f"{title} {index[0] if is_class(outlines, address.layer) else index[0] + 1}"
