"""One number of a mosaic of maps."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MapCell:
    """Where a number stands, and what it is.

    Attributes
    ----------
    channel, row, column : int
        Its place in the shown maps, counted from 0.
    value : float
    """

    channel: int
    row: int
    column: int
    value: float
