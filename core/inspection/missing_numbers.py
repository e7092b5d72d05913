"""Which numbers of a layer's output are not what the layer would say."""

from __future__ import annotations

import numpy as np

from core.arrays import BoolArray
from core.inspection.moment import Moment


def missing_numbers(moment: Moment, layer: int) -> BoolArray | None:
    """Return where numbers dropped out, or come from a filter or unit that is silenced.

    Parameters
    ----------
    moment : Moment
    layer : int
        -1 is the input.

    Returns
    -------
    ndarray of bool or None
        In the shape of the layer's output; None if nothing is missing.
    """
    kept = moment.trace.kept.get(layer)
    silent = silent_channels(moment, layer)
    if not silent:
        return None if kept is None else ~kept
    shape = moment.trace.values[layer + 1].shape
    missing = np.zeros(shape, np.bool_) if kept is None else ~kept
    missing[..., silent] = True
    return missing


def silent_channels(moment: Moment, layer: int) -> list[int]:
    """Return the channels that are silenced in a layer's output, or before it."""
    silent: set[int] = set()
    at = layer
    while at >= 0:
        outline = moment.outlines[at]
        silent.update(outline.silenced)
        if not outline.spec.KEEPS_CHANNELS:
            break
        at -= 1
    return sorted(silent)
