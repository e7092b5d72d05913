"""Which layers of a network speak of the same channels."""

from __future__ import annotations

from collections.abc import Sequence

from core.network_spec import LayerOutline

#: Kinds whose output channel ``c`` is made of input channel ``c`` alone.
KEEPS_CHANNELS = frozenset({"relu", "max_pool2d"})


def channel_source(outlines: Sequence[LayerOutline], layer: int) -> int:
    """Return the layer that drew the channels `layer` puts out.

    A ReLU or a pooling behind a convolution has the convolution's channels, so the source
    of all three is the convolution.  -1 is the network's input.
    """
    while layer >= 0 and outlines[layer].spec.KIND in KEEPS_CHANNELS:
        layer -= 1
    return layer


def pooling_of(outlines: Sequence[LayerOutline], layer: int) -> int | None:
    """Return the max-pooling that a map belongs to, if any.

    That is the layer itself, or the pooling that reads its output: directly, or through
    ReLUs, which leave every number in its place.  -1 is the network's input.
    """
    if layer >= 0 and outlines[layer].spec.KIND == "max_pool2d":
        return layer
    for follower in outlines[layer + 1 :]:
        if follower.spec.KIND == "max_pool2d":
            return follower.position
        if follower.spec.KIND != "relu":
            break
    return None
