"""The part of a map that some neighbouring windows see."""

from __future__ import annotations

from dataclasses import dataclass

from core.anatomy.windows import Windows
from core.fields import Pair


@dataclass(frozen=True, slots=True)
class WindowCrop:
    """Windows that lie beside each other, and what of the map is under them.

    Attributes
    ----------
    windows : tuple of slice
        Rows and columns of the windows among all windows.
    cells : tuple of slice
        Rows and columns of the map.
    padding : ((top, bottom), (left, right))
        How much of the windows hangs over the edges of the map.
    """

    windows: tuple[slice, slice]
    cells: tuple[slice, slice]
    padding: tuple[Pair, Pair]

    @classmethod
    def one(cls, windows: Windows, row: int, column: int) -> WindowCrop:
        """Return what a single window sees."""
        return cls._of(windows, (row, row), (column, column))

    @classmethod
    def over(cls, windows: Windows, row: int, column: int) -> WindowCrop | None:
        """Return what all windows see that hold a cell; None if there are none."""
        rows = windows.covering(0, row).windows
        columns = windows.covering(1, column).windows
        if not len(rows) or not len(columns):
            return None
        return cls._of(
            windows, (int(rows[0]), int(rows[-1])), (int(columns[0]), int(columns[-1]))
        )

    @classmethod
    def _of(cls, windows: Windows, rows: Pair, columns: Pair) -> WindowCrop:
        cells, padding = zip(
            *(_along(windows, axis, *ends) for axis, ends in enumerate((rows, columns))),
            strict=True,
        )
        return cls(
            (slice(rows[0], rows[1] + 1), slice(columns[0], columns[1] + 1)),
            (cells[0], cells[1]),
            (padding[0], padding[1]),
        )


def _along(windows: Windows, axis: int, first: int, last: int) -> tuple[slice, Pair]:
    """Return the cells under windows from `first` to `last`, and how many are missing."""
    length, stride = windows.input_size[axis], windows.stride[axis]
    start = first * stride - windows.pads[axis][0]
    stop = last * stride - windows.pads[axis][0] + windows.size[axis]
    inside = slice(min(max(start, 0), length), min(max(stop, 0), length))
    before = max(inside.start - start, 0)
    return inside, (before, stop - start - (inside.stop - inside.start) - before)
