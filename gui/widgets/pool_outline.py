"""What is drawn on top of the numbers of a pooling's maps."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QRect

from core.arrays import BoolArray, IntArray
from core.fields import Pair
from core.inspection.pooling import PoolWindows


@dataclass(frozen=True, slots=True)
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
    winners, tied : tuple of (row, column)
        Cells to outline: that won their window, alone or as the first of equals.
    losers : tuple of QRect
        Runs of cells to hatch: that nothing comes to.
    """

    extent: Pair = (1, 1)
    origin: Pair = (0, 0)
    cell_size: int = 1
    horizontal_lines: tuple[int, ...] = ()
    vertical_lines: tuple[int, ...] = ()
    winners: tuple[Pair, ...] = ()
    tied: tuple[Pair, ...] = ()
    losers: tuple[QRect, ...] = ()

    def cell(self, row: int, column: int) -> QRect:
        """Return the place of one number."""
        size = self.cell_size
        return QRect(self.origin[1] + column * size, self.origin[0] + row * size, size, size)


def input_outline(
    windows: PoolWindows, winners: IntArray | None = None, tied: BoolArray | None = None
) -> PoolOutline:
    """Return how to draw the pooling's input, or a map of the same size.

    Parameters
    ----------
    windows : PoolWindows
    winners : ndarray of int, shape (H_out, W_out), optional
        Outline these cells, ``row * W + column``.
    tied : ndarray of bool, shape (H_out, W_out), optional
        Which of the winners were the first of equals.
    """
    width = windows.input_size[1]
    alone: set[int] = set()
    first_of_equals: set[int] = set()
    if winners is not None:
        is_tied = winners < 0 if tied is None else tied
        alone = set(winners[~is_tied].tolist())
        first_of_equals = set(winners[is_tied].tolist()) - alone
    return PoolOutline(
        extent=_extent(windows),
        origin=(windows.pads[0][0], windows.pads[1][0]),
        cell_size=1,
        horizontal_lines=_borders(windows, 0),
        vertical_lines=_borders(windows, 1),
        winners=tuple(divmod(cell, width) for cell in sorted(alone) if cell >= 0),
        tied=tuple(divmod(cell, width) for cell in sorted(first_of_equals) if cell >= 0),
    )


def losers_outline(windows: PoolWindows, winners: IntArray) -> PoolOutline:
    """Return how to draw a map of the input's size with all but `winners` hatched."""
    h, w = windows.input_size
    is_loser = np.ones(h * w, np.int8)
    is_loser[winners[winners >= 0]] = 0
    # a run begins where a loser follows no loser, and ends where none follows
    edges = np.diff(is_loser.reshape(h, w), axis=1, prepend=0, append=0)
    rows, starts = np.nonzero(edges == 1)
    ends = np.nonzero(edges == -1)[1]
    runs = zip(rows.tolist(), starts.tolist(), ends.tolist(), strict=True)
    return replace(
        input_outline(windows),
        losers=tuple(QRect(start, row, end - start, 1) for row, start, end in runs),
    )


def output_outline(windows: PoolWindows, tied: BoolArray | None = None) -> PoolOutline:
    """Return how to draw the pooled map, or its gradient, in the room of the input.

    Parameters
    ----------
    windows : PoolWindows
    tied : ndarray of bool, shape (H_out, W_out), optional
        Outline these.
    """
    extent = _extent(windows)
    rows, columns = windows.output_size
    size = max(1, min(extent[0] // rows, extent[1] // columns))
    cells = () if tied is None else zip(*np.nonzero(tied), strict=True)
    return PoolOutline(
        extent=(rows * size, columns * size),
        cell_size=size,
        tied=tuple((int(row), int(column)) for row, column in cells),
    )


def window_box(windows: PoolWindows, row: int, column: int) -> QRect:
    """Return the place of one window on the input, padding included."""
    top, left = windows.corner(row, column)
    return QRect(
        left + windows.pads[1][0],
        top + windows.pads[0][0],
        windows.pool_size[1],
        windows.pool_size[0],
    )


def _extent(windows: PoolWindows) -> Pair:
    (h, w), (rows, columns) = windows.input_size, windows.pads
    return h + sum(rows), w + sum(columns)


def _borders(windows: PoolWindows, axis: int) -> tuple[int, ...]:
    k, s = windows.pool_size[axis], windows.stride[axis]
    starts = [position * s for position in range(windows.output_size[axis])]
    # where windows overlap, drawing their ends too would leave no cell without a line
    ends = [starts[-1] + k] if k > s else [start + k for start in starts]
    length = _extent(windows)[axis]
    return tuple(sorted({line for line in (*starts, *ends) if 0 < line < length}))
