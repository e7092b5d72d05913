"""The feature maps as a figure."""

from __future__ import annotations

from core.arrays import FloatArray, frozen_copy
from core.figures.figure import Figure, Maps
from core.index_words import index_words
from core.inspection.moment import Moment
from core.inspection.moment_words import moment_words


def map_figure(moment: Moment | None, maps: FloatArray | None, title: str) -> Figure | None:
    """Return every channel; None if nothing is shown.

    Parameters
    ----------
    moment : Moment or None
    maps : ndarray of shape (H, W, C), or None
    title : str
    """
    if moment is None or maps is None:
        return None
    channels = range(maps.shape[2])
    part = Maps(
        title,
        tuple(index_words(at) for at in channels),
        tuple(frozen_copy(maps[:, :, at]) for at in channels),
    )
    return Figure(title, (part,), moment_words(moment))
