"""Where a network's class scores are."""

from __future__ import annotations

from collections.abc import Sequence

from core.anatomy.addresses import Address, ValueAddress
from core.anatomy.titles import is_class
from core.network_spec import LayerOutline


def score_layer(outlines: Sequence[LayerOutline]) -> int:
    """Return the layer whose outputs are the class scores: the last that mixes its inputs."""
    layer = len(outlines) - 1
    while layer > 0 and outlines[layer].spec.KEEPS_UNITS:
        layer -= 1
    return layer


def class_of(outlines: Sequence[LayerOutline], address: Address | None) -> int | None:
    """Return the class that a number is the score or the probability of, if it is one."""
    if not isinstance(address, ValueAddress) or not 0 <= address.layer < len(outlines):
        return None
    of_class = is_class(outlines, address.layer) and address.layer >= score_layer(outlines)
    return address.index[0] if of_class else None
