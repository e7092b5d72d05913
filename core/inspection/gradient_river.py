"""How much of the gradient is left, layer by layer, from the loss to the input."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray
from core.layers.picking import winner_count
from core.network_spec import LayerOutline
from core.number_text import share_text
from core.trace import Trace


@dataclass(frozen=True, slots=True)
class RiverReach:
    """The gradient at one place.

    Attributes
    ----------
    layer : int
        Index of the layer whose *output* this is the gradient of; -1 is the input.
    title : str
    rms : float
        Root of the mean square of d(loss)/d(each number).
    drain : str
        What is lost on the way on through this layer: ``"ReLU closed 61 %"``; or nothing.
    """

    layer: int
    title: str
    rms: float
    drain: str


def gradient_river(outlines: Sequence[LayerOutline], trace: Trace) -> tuple[RiverReach, ...]:
    """Return the reaches from the input to the network's output.

    The share of a ReLU is how many of its inputs are not above 0, the share of a max-pooling
    how many of its inputs won no window: what flows back to them is exactly 0.

    Parameters
    ----------
    outlines : sequence of LayerOutline
    trace : Trace

    Raises
    ------
    ValueError
        If the trace has no gradients.
    """
    if trace.gradients is None:
        raise ValueError("gradient_river: expected a trace with gradients, got one without")
    reaches = [RiverReach(-1, "Input", _rms(trace.gradients[0]), "")]
    for outline in outlines:
        # the same gradient once more is not worth a reach; a dropout that drops changes it
        if not outline.spec.PASSES_GRADIENT_WHOLE or outline.position in trace.kept:
            at = outline.position
            rms = _rms(trace.gradients[at + 1])
            reaches.append(RiverReach(at, outline.spec.TITLE, rms, _drain(outline, trace)))
    return tuple(reaches)


def _rms(gradient: FloatArray) -> float:
    size = float(np.abs(gradient).max(initial=0.0))
    if not math.isfinite(size) or size == 0:
        return size
    # scaled first: the square of a tiny float32 would be 0
    return size * math.sqrt(float(np.mean(np.square(gradient.astype(np.float64) / size))))


def _drain(outline: LayerOutline, trace: Trace) -> str:
    x = trace.values[outline.position]
    if outline.spec.IS_GATE:
        return f"{outline.spec.TITLE} closed {share_text(x.size - int((x > 0).sum()), x.size)}"
    kept = trace.kept.get(outline.position)
    if kept is not None:
        return f"dropout took {share_text(kept.size - int(kept.sum()), kept.size)}"
    winners = trace.winners.get(outline.position)
    if winners is None:
        return ""
    return f"pool losers {share_text(x.size - winner_count(winners), x.size)}"
