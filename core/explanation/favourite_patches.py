"""Which parts of which images a filter or a unit answers to most strongly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from core.anatomy.receptive_field import FieldBox, receptive_field
from core.arrays import ByteArray, FloatArray, IntArray
from core.datasets.batch import cut_batch
from core.errors import SpecError
from core.network import Network
from core.network_spec import LayerOutline
from core.training.gradient_step import EVALUATION_SHARD
from core.training.shard_plan import prefers_batch_innermost

#: Patches of each filter.
BEST = 9
BROKEN = (
    "The answers of this layer are not finite numbers (NaN), so none is the strongest: look at "
    "an earlier step."
)


@dataclass(frozen=True, slots=True, eq=False)
class FavouritePatches:
    """The strongest answers of every filter of a layer, one an image; read-only.

    Attributes
    ----------
    values : ndarray of float32, shape (best, filters)
        The strongest first; best is 9, or the number of images if that is smaller.
    images : ndarray of int, shape (best, filters)
        Position of the image among those that were looked at.
    cells : ndarray of int, shape (best, filters, 2)
        Row and column of the answer in the layer's map; 0 where the layer gives no maps.
    """

    values: FloatArray
    images: IntArray
    cells: IntArray


def favourite_patches(
    network: Network,
    outlines: Sequence[LayerOutline],
    layer: int,
    images: ByteArray,
    rows: IntArray,
    progress: Callable[[float], object],
    best: int = BEST,
) -> FavouritePatches:
    """Return where every filter of a layer answers most strongly, before any activation.

    Of one image only the strongest answer counts, else a single one could fill all places; of
    equal answers the first image and the first place count.

    Parameters
    ----------
    network : Network
        A copy that is not trained.
    outlines : sequence of LayerOutline
    layer : int
    images : ndarray of uint8, shape (M, H, W, C)
    rows : ndarray of int, shape (N,)
    progress : callable
        Called with the share that is done; raises `Cancelled` to end.
    best : int

    Raises
    ------
    SpecError
        If an answer is not finite.
    """
    input_shape = outlines[0].input_shape
    channels = outlines[layer].output_shape[-1]
    columns = outlines[layer].output_shape[1] if len(outlines[layer].output_shape) == 3 else 1
    innermost = prefers_batch_innermost(network)
    values: FloatArray = np.zeros((0, channels), np.float32)
    found: IntArray = np.zeros((0, channels), np.int64)
    places: IntArray = np.zeros((0, channels), np.int64)
    for start in range(0, len(rows), EVALUATION_SHARD):
        shard = rows[start : start + EVALUATION_SHARD]
        x = cut_batch(images, shard, input_shape, batch_innermost=innermost)
        top, strongest = _strongest(network, layer, x)
        here = np.broadcast_to(np.arange(start, start + len(shard))[:, None], top.shape)
        values = np.concatenate([values, top])
        found, places = np.concatenate([found, here]), np.concatenate([places, strongest])
        order = np.argsort(-values, axis=0, kind="stable")[:best]
        values = np.take_along_axis(values, order, axis=0)
        found = np.take_along_axis(found, order, axis=0)
        places = np.take_along_axis(places, order, axis=0)
        progress(min(1.0, (start + len(shard)) / len(rows)))
    cells = np.stack(np.divmod(places, columns), axis=2)
    for array in (values, found, cells):
        array.flags.writeable = False
    return FavouritePatches(values, found, cells)


def _strongest(network: Network, layer: int, x: FloatArray) -> tuple[FloatArray, IntArray]:
    """Return the strongest answer of every filter for each image, and its place in the map."""
    with np.errstate(all="ignore"):  # what is not finite is refused in words
        for one in network.layers[: layer + 1]:
            x = one.forward(x, training=False)
    answers = x.reshape(len(x), -1, x.shape[-1])
    strongest = answers.argmax(axis=1)  # (n, filters)
    top: FloatArray = np.take_along_axis(answers, strongest[:, None], axis=1)[:, 0]
    if not np.isfinite(top).all():
        raise SpecError(BROKEN)
    return top, strongest


def patch_box(
    outlines: Sequence[LayerOutline], layer: int, row: int, column: int
) -> FieldBox | None:
    """Return which part of the image an answer saw; None if that is all of it."""
    if len(outlines[layer].output_shape) != 3:
        return None
    boxes = receptive_field(outlines, layer, row, column)
    return boxes[-1] if boxes and boxes[-1].layer == -1 else None
