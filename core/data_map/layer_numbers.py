"""What a layer makes of many images, one row each."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from core.anatomy.addresses import INPUT_LAYER
from core.arrays import ByteArray, FloatArray, IntArray
from core.datasets.batch import cut_batch
from core.errors import SpecError
from core.index_words import index_words
from core.network import Network
from core.network_spec import NetworkSpec
from core.training.gradient_step import EVALUATION_SHARD
from core.training.shard_plan import prefers_batch_innermost

#: Numbers of all images together that are laid out at once: 400 MB of them.
MOST_NUMBERS = 100_000_000
NOT_FINITE = (
    "At {layer} the network gives no numbers (NaN) for some images, so they have no places on "
    "a map: look at an earlier step."
)


def numbers_of_layer(spec: NetworkSpec, layer: int) -> int:
    """Return how many numbers a layer gives for one image; -1 is the image itself."""
    shape = spec.input_shape if layer == INPUT_LAYER else spec.outline()[layer].output_shape
    return math.prod(shape)


def layer_numbers(
    network: Network,
    spec: NetworkSpec,
    layer: int,
    images: ByteArray,
    rows: IntArray,
    check: Callable[[], object],
) -> FloatArray:
    """Return what a layer gives for the images of `rows`.

    Parameters
    ----------
    network : Network
        A copy that is not trained.
    spec : NetworkSpec
        What `network` was built from.
    layer : int
        Index of the layer; -1 is the image itself.
    images : ndarray of uint8, shape (M, H, W, C)
    rows : ndarray of int, shape (N,)
    check : callable
        Called between two parts; raises `Cancelled` to end.

    Returns
    -------
    ndarray of float32, shape (N, numbers)

    Raises
    ------
    SpecError
        If these are too many numbers, or some are not finite.
    """
    width = numbers_of_layer(spec, layer)
    name = "the input" if layer == INPUT_LAYER else f"layer {index_words(layer)}"
    if width * len(rows) > MOST_NUMBERS:
        raise SpecError(
            f"{name} gives {width:,} numbers for each of {len(rows):,} images, more than a map "
            f"is made of ({MOST_NUMBERS:,}): choose a later layer"
        )
    innermost = prefers_batch_innermost(network)
    found = np.empty((len(rows), width), np.float32)
    for start in range(0, len(rows), EVALUATION_SHARD):
        check()
        shard = rows[start : start + EVALUATION_SHARD]
        x = cut_batch(images, shard, spec.input_shape, batch_innermost=innermost)
        with np.errstate(all="ignore"):  # what is not finite is refused in words
            for one in network.layers[: layer + 1]:
                x = one.forward(x, training=False)
        found[start : start + len(shard)] = x.reshape(len(shard), width)
    if not np.isfinite(found).all():
        raise SpecError(NOT_FINITE.format(layer=name))
    return found
