"""Which numbers of a layer's output are not what the layer would say."""

from __future__ import annotations

import numpy as np

from core.arrays import BoolArray
from core.inspection.filter_bank import FilterBank
from core.inspection.moment import Moment
from core.what_if.units import all_units


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


def silenced_behind(moment: Moment, layer: int) -> list[int]:
    """Return the channels of a layer that are silenced after it, by its own activation.

    The layer's numbers are what they are; nothing of them is passed on.
    """
    places = {
        units.place
        for units in all_units(moment.outlines)
        if units.layer <= layer < units.place
    }
    return sorted({unit for place in places for unit in moment.outlines[place].silenced})


def silenced_frames(moment: Moment, layer: int) -> BoolArray | None:
    """Return the outermost numbers of the maps that are silenced behind a layer.

    Returns
    -------
    ndarray of bool or None
        In the shape of the layer's maps; None if none is silenced there.
    """
    silent = silenced_behind(moment, layer)
    if not silent:
        return None
    framed = np.zeros(moment.trace.values[layer + 1].shape, np.bool_)
    framed[..., silent] = True
    framed[1:-1, 1:-1] = False
    return framed


def silenced_filters(moment: Moment, bank: FilterBank) -> BoolArray | None:
    """Return where the kernels of silenced filters are, shape (rows, columns, filters).

    None if no filter of the bank is silenced, or they are no pictures of their own.
    """
    layer = bank.layer.position
    found = [units for units in all_units(moment.outlines) if units.layer == layer]
    silent = silent_channels(moment, found[0].place) if found else []
    if not silent or bank.is_matrix:
        return None
    rows, columns, _, filters = bank.shape
    marked = np.zeros((rows, columns, filters), np.bool_)
    marked[..., silent] = True
    return marked
