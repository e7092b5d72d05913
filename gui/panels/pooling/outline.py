"""What is drawn on top of the numbers of a pooling's maps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QRect

from core.anatomy.windows import Windows
from core.arrays import BoolArray, IntArray
from core.fields import Pair


@dataclass(frozen=True, slots=True, eq=False)
class PoolOutline:
    """Geometry of one of a pooling's maps, in cells of its padded input.

    Attributes
    ----------
    extent : tuple (rows, columns)
        Room for the padded input.
    origin : tuple (row, column)
        Where the map's first number is.
    cell_size : int
        Side of one number.
    horizontal_lines, vertical_lines : tuple of int
        Borders of windows.
    winners, tied : ndarray of bool or None
        Cells to outline, one bool per number: that won their window, alone or as the first
        of equals.
    losers : ndarray of bool or None
        Cells to hatch: that nothing comes to.
    """

    extent: Pair = (1, 1)
    origin: Pair = (0, 0)
    cell_size: int = 1
    horizontal_lines: tuple[int, ...] = ()
    vertical_lines: tuple[int, ...] = ()
    winners: BoolArray | None = None
    tied: BoolArray | None = None
    losers: BoolArray | None = None

    def cell(self, row: int, column: int) -> QRect:
        """Return the place of one number."""
        size = self.cell_size
        return QRect(self.origin[1] + column * size, self.origin[0] + row * size, size, size)


def input_outline(
    windows: Windows, winners: IntArray | None = None, tied: BoolArray | None = None
) -> PoolOutline:
    """Return how to draw the pooling's input, or a map of the same size.

    Parameters
    ----------
    windows : Windows
    winners : ndarray of int, shape (H_out, W_out), optional
        Outline these cells, ``row * W + column``.
    tied : ndarray of bool, shape (H_out, W_out), optional
        Which of the winners were the first of equals.
    """
    alone = first_of_equals = None
    if winners is not None:
        is_tied = winners < 0 if tied is None else tied
        alone = _marked(windows, winners[~is_tied])
        first_of_equals = _marked(windows, winners[is_tied]) & ~alone
    return PoolOutline(
        extent=_extent(windows),
        origin=(windows.pads[0][0], windows.pads[1][0]),
        cell_size=1,
        horizontal_lines=_borders(windows, 0),
        vertical_lines=_borders(windows, 1),
        winners=alone,
        tied=first_of_equals,
    )


def losers_outline(windows: Windows, winners: IntArray) -> PoolOutline:
    """Return how to draw a map of the input's size with all but `winners` hatched."""
    return replace(input_outline(windows), losers=~_marked(windows, winners))


def output_outline(windows: Windows, tied: BoolArray | None = None) -> PoolOutline:
    """Return how to draw the pooled map, or its gradient, in the room of the input.

    Parameters
    ----------
    windows : Windows
    tied : ndarray of bool, shape (H_out, W_out), optional
        Outline these.
    """
    extent = _extent(windows)
    rows, columns = windows.output_size
    size = max(1, min(extent[0] // rows, extent[1] // columns))
    return PoolOutline(
        extent=(rows * size, columns * size),
        cell_size=size,
        tied=tied,
    )


def window_box(windows: Windows, row: int, column: int) -> QRect:
    """Return the place of one window on the input, padding included."""
    top, left = windows.corner(row, column)
    return QRect(
        left + windows.pads[1][0],
        top + windows.pads[0][0],
        windows.size[1],
        windows.size[0],
    )


def _extent(windows: Windows) -> Pair:
    (h, w), (rows, columns) = windows.input_size, windows.pads
    return h + sum(rows), w + sum(columns)


def _marked(windows: Windows, cells: IntArray) -> BoolArray:
    """Return where `cells`, ``row * W + column`` or -1 for none, are in the input."""
    h, w = windows.input_size
    marked = np.zeros(h * w, np.bool_)
    marked[cells[cells >= 0]] = True
    return marked.reshape(h, w)


@lru_cache(maxsize=32)
def _borders(windows: Windows, axis: int) -> tuple[int, ...]:
    k, s = windows.size[axis], windows.stride[axis]
    starts = [position * s for position in range(windows.output_size[axis])]
    # where windows overlap, drawing their ends too would leave no cell without a line
    ends = [starts[-1] + k] if k > s else [start + k for start in starts]
    length = _extent(windows)[axis]
    return tuple(sorted({line for line in (*starts, *ends) if 0 < line < length}))
