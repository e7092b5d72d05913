"""What the layers of a network lay out in memory, in the order in which they run."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from core.arrays import Shape
from core.layers.working_memory import WorkingMemory
from core.network_spec import LayerOutline


@dataclass(frozen=True, slots=True)
class NetworkMemory:
    """Numbers of 4 bytes that a network's layers work with.

    Attributes
    ----------
    per_image : float
        For each image of a shard, in training.
    fixed : int
        For each worker, however many images it works on.
    per_judged : float
        For each image of a shard, kept after judging it.
    while_judging : float
        For each image of a shard besides, gone after judging it.
    """

    per_image: float
    fixed: int
    per_judged: float
    while_judging: float


def network_memory(outlines: Sequence[LayerOutline]) -> NetworkMemory:
    """Return what layers such as these keep.

    Nothing goes back to what lies before the first layer with weights.  Maps that lie in
    memory row by row, as they do where no filter slides, are flattened by looking at them
    otherwise.
    """
    image = outlines[0].input_shape if outlines else (0,)
    sample = 1.25 * math.prod(image)  # as bytes, and as numbers
    per_image, fixed, per_judged, largest = sample, 0, 0.0, 0
    goes_back = False
    has_maps = prefers_batch_innermost(outlines)
    for part in _in_running_order(outlines):
        memory = part.memory
        fixed += memory.fixed
        per_judged += memory.judging
        largest = max(largest, part.passing)
        if part.is_view and not has_maps:
            continue
        per_image += memory.there + (memory.back if goes_back else 0.0)
        goes_back = goes_back or part.has_weights
    # What was given free is not always taken again at once.
    return NetworkMemory(per_image, fixed, per_judged, 1.5 * largest + sample)


def prefers_batch_innermost(outlines: Sequence[LayerOutline]) -> bool:
    """Return whether such a network's images lie in memory with the batch innermost."""
    return any(o.spec.SLIDES_FILTERS or o.spec.PICKS_WINNERS for o in outlines)


class _Part(NamedTuple):
    """A layer, or two that run as one.

    Attributes
    ----------
    memory : WorkingMemory
    passing : int
        Numbers that it is given and gives, for one image.
    has_weights : bool
    is_view : bool
        Whether it may give what it was given, looked at otherwise.
    """

    memory: WorkingMemory
    passing: int
    has_weights: bool = False
    is_view: bool = False


def _in_running_order(outlines: Sequence[LayerOutline]) -> Iterator[_Part]:
    """Yield the parts as `Objective` orders them.

    A gate before a pooling of winners runs after it, and a convolution runs together with such
    a pooling that follows it, if its windows share no cell and have no padding.
    """
    order: list[tuple[LayerOutline, Shape]] = [(o, o.input_shape) for o in outlines]
    for place, (before, after) in enumerate(pairwise(outlines)):
        if before.spec.IS_GATE and after.spec.PICKS_WINNERS:
            order[place : place + 2] = [
                (after, after.input_shape),
                (before, after.output_shape),
            ]
    waiting: LayerOutline | None = None
    for layer, given in order:
        if waiting is not None:
            if _is_joined(layer):
                yield _joined(waiting, layer)
                waiting = None
                continue
            yield _alone(waiting, waiting.input_shape)
            waiting = None
        if layer.spec.SLIDES_FILTERS:
            waiting = layer
        else:
            yield _alone(layer, given)
    if waiting is not None:
        yield _alone(waiting, waiting.input_shape)


def _alone(layer: LayerOutline, given: Shape) -> _Part:
    return _Part(
        layer.spec.working_memory(given),
        math.prod(given) + math.prod(layer.spec.output_shape(given)),
        layer.parameter_count > 0,
        layer.spec.LAYS_OUT_MAPS,
    )


def _is_joined(pool: LayerOutline) -> bool:
    window = pool.spec.window(pool.input_shape)
    if not pool.spec.PICKS_WINNERS or window is None:
        return False
    return window.size == window.stride and not any(map(any, window.pads))


def _joined(layer: LayerOutline, pool: LayerOutline) -> _Part:
    """Return what a convolution and its pooling keep: see `PooledConv2D`."""
    memory = layer.spec.working_memory(layer.input_shape)
    maps, pooled = math.prod(layer.output_shape), math.prod(pool.output_shape)
    memory = memory._replace(
        there=memory.there + maps + 2.25 * pooled, judging=memory.judging + maps + pooled
    )
    return _Part(memory, math.prod(layer.input_shape) + pooled, has_weights=True)
