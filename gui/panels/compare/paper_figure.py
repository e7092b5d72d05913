"""Filters or maps of two runs, as a figure."""

from __future__ import annotations

from core.arrays import FloatArray, frozen_copy
from core.figures.figure import Figure, Maps
from core.index_words import index_words
from gui.panels.compare.compared_maps import ComparedArrays


def compared_figure(arrays: ComparedArrays | None) -> Figure | None:
    """Return the numbers of both runs, and how they differ; None if nothing is compared."""
    if arrays is None:
        return None
    parts = [_maps("A", arrays.ours), _maps("B", arrays.theirs)]
    if arrays.ours.shape == arrays.theirs.shape:
        parts.append(_maps("B − A", arrays.theirs - arrays.ours))
    return Figure("Compare", tuple(parts))


def _maps(title: str, values: FloatArray) -> Maps:
    channels = range(values.shape[2])
    names = tuple(index_words(at) for at in channels)
    return Maps(title, names, tuple(frozen_copy(values[:, :, at]) for at in channels))
