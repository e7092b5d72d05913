"""Which layers of a network speak of the same channels."""

from __future__ import annotations

from collections.abc import Sequence

from core.network_spec import LayerOutline


def channel_source(outlines: Sequence[LayerOutline], layer: int) -> int:
    """Return the layer that drew the channels `layer` puts out.

    A ReLU or a pooling behind a convolution has the convolution's channels, so the source
    of all three is the convolution.  -1 is the network's input.
    """
    while layer >= 0 and outlines[layer].spec.KEEPS_CHANNELS:
        layer -= 1
    return layer


def pooling_of(outlines: Sequence[LayerOutline], layer: int) -> int | None:
    """Return the max-pooling that a map belongs to, if any.

    That is the layer itself, or the pooling that reads its output: directly, or through
    layers that leave every number in its place.  -1 is the network's input.
    """
    if layer >= 0 and outlines[layer].spec.PICKS_WINNERS:
        return layer
    for follower in outlines[layer + 1 :]:
        if follower.spec.PICKS_WINNERS:
            return follower.position
        if not follower.spec.KEEPS_PLACES:
            break
    return None
