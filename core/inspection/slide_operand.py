"""Maps with cells added around and between their numbers, as a convolution reads them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from core.arrays import FloatArray, IntArray
from core.fields import Pair


class CellKind(IntEnum):
    """What stands in a cell."""

    NUMBER = 0
    PADDING = 1  # around the map: counts as 0
    GAP = 2  # between two numbers of a gradient, where the stride skipped a place: counts as 0


@dataclass(frozen=True, slots=True, eq=False)
class SlideOperand:
    """A stack of maps of one size, with zeros wherever there is no number.

    Attributes
    ----------
    values : ndarray of float64, shape (rows, columns, maps)
    kinds : ndarray of `CellKind`, shape (rows, columns)
    origin : tuple (row, column)
        Where the number (0, 0) of the map stands; negative if it was cut off.
    spread : tuple (vertical, horizontal)
        Cells from one number to the next.
    """

    values: FloatArray
    kinds: IntArray
    origin: Pair
    spread: Pair

    @classmethod
    def of(
        cls,
        maps: FloatArray,
        *,
        spread: Pair = (1, 1),
        origin: Pair = (0, 0),
        size: Pair | None = None,
    ) -> SlideOperand:
        """Lay maps out in a larger room.

        Parameters
        ----------
        maps : ndarray of shape (H, W, n)
        spread : tuple (vertical, horizontal)
            Put the numbers so far apart.
        origin : tuple (row, column)
            Where the first number goes.
        size : tuple (rows, columns), optional
            Of the room; default as large as needed.  Numbers outside are left out.
        """
        h, w = maps.shape[:2]
        span = (h - 1) * spread[0] + 1, (w - 1) * spread[1] + 1
        rows, columns = size or (origin[0] + span[0], origin[1] + span[1])
        values = np.zeros((rows, columns, maps.shape[2]))
        kinds = np.full((rows, columns), CellKind.PADDING, np.int8)
        top, left = max(0, origin[0]), max(0, origin[1])
        kinds[top : max(0, origin[0] + span[0]), left : max(0, origin[1] + span[1])] = (
            CellKind.GAP
        )
        at_rows = origin[0] + spread[0] * np.arange(h)
        at_columns = origin[1] + spread[1] * np.arange(w)
        in_rows = (at_rows >= 0) & (at_rows < rows)
        in_columns = (at_columns >= 0) & (at_columns < columns)
        cells = np.ix_(at_rows[in_rows], at_columns[in_columns])
        values[cells] = maps[np.ix_(in_rows, in_columns)]
        kinds[cells] = CellKind.NUMBER
        return cls(values, kinds, origin, spread)

    def place_of(self, row: int, column: int) -> Pair | None:
        """Return which number of the map stands in a cell; None where there is none."""
        h, w = self.kinds.shape
        if not (0 <= row < h and 0 <= column < w) or self.kinds[row, column]:
            return None
        return (
            (row - self.origin[0]) // self.spread[0],
            (column - self.origin[1]) // self.spread[1],
        )
