"""The filters as a figure."""

from __future__ import annotations

from core.arrays import FloatArray, frozen_copy
from core.figures.figure import Figure, Maps
from core.index_words import index_words
from core.inspection.filter_bank import FilterBank
from core.inspection.moment import Moment


def filter_figure(
    moment: Moment | None,
    bank: FilterBank | None,
    weight: FloatArray | None,
    channel: int,
    title: str,
) -> Figure | None:
    """Return the shown input channel of every filter; None if nothing is shown.

    Parameters
    ----------
    moment : Moment or None
    bank : FilterBank or None
    weight : ndarray of shape (rows, columns, input channels, filters), or None
    channel : int
        The input channel.
    title : str
    """
    if moment is None or bank is None or weight is None:
        return None
    count = weight.shape[3]
    names = ("",) if bank.is_matrix else tuple(index_words(at) for at in range(count))
    maps = tuple(frozen_copy(weight[:, :, channel, at]) for at in range(count))
    return Figure(title, (Maps(title, names, maps),), f"step {moment.snapshot.step:,}")
