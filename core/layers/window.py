"""The windows that a layer with windows slides over a map."""

from __future__ import annotations

from typing import NamedTuple

from core.fields import Pair


class Window(NamedTuple):
    """One window, and how it steps over maps of one size.

    Attributes
    ----------
    size, stride : tuple (vertical, horizontal)
    pads : ((top, bottom), (left, right))
        Cells added around the map.
    """

    size: Pair
    stride: Pair
    pads: tuple[Pair, Pair]
