"""Cells that a graph adds around maps, apart from the layer that reads them."""

from __future__ import annotations

from typing import NamedTuple

from core.fields import Pair


class AddedCells(NamedTuple):
    """What a Pad did that the next layer has to do.

    Attributes
    ----------
    pads : tuple ((top, bottom), (left, right))
    value : float
        Of the cells that were added.
    """

    pads: tuple[Pair, Pair]
    value: float

    @property
    def rows(self) -> int:
        """How many rows there are more."""
        return sum(self.pads[0])

    @property
    def columns(self) -> int:
        """How many columns there are more."""
        return sum(self.pads[1])

    def together(self, pads: tuple[Pair, Pair]) -> tuple[Pair, Pair]:
        """Return the cells that are added if a window adds some besides."""
        (top, bottom), (left, right) = self.pads
        rows, columns = pads
        return (
            (top + rows[0], bottom + rows[1]),
            (left + columns[0], right + columns[1]),
        )


NO_CELLS = AddedCells(((0, 0), (0, 0)), 0.0)
