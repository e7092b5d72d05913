"""A convolution whose window slides, as a figure."""

from __future__ import annotations

from collections.abc import Sequence

from core.arrays import frozen_copy
from core.figures.figure import Figure, MapLook, Maps
from core.inspection.moment import Moment
from core.inspection.moment_words import moment_words
from core.inspection.sliding_window import SlidingWindow
from gui.panels.sliding_window.maps_view import SlidingPicture
from gui.theme.tensor_colors import ColorCode


def sliding_figure(
    moment: Moment | None, window: SlidingWindow | None, pictures: Sequence[SlidingPicture]
) -> Figure | None:
    """Return what is read, the filter and what comes out; None if nothing is shown."""
    if moment is None or window is None:
        return None
    parts = tuple(
        Maps(
            one.title,
            ("",),
            (frozen_copy(one.values),),
            MapLook.INK if one.code is ColorCode.INK else MapLook.SIGNED,
        )
        for one in pictures
    )
    return Figure("Sliding window", parts, moment_words(moment))
