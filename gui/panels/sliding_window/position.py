"""Where the window of a convolution is."""

from __future__ import annotations

from core.inspection.sliding_window import SlideWay, SlidingWindow

Cell = tuple[int, int]


class SlidingPosition:
    """Row and column of the result that the window is at, kept for each way it slides."""

    def __init__(self) -> None:
        self._cells: dict[SlideWay, Cell] = {}

    def at(self, way: SlideWay) -> Cell | None:
        """Return where the window is; None before it has been anywhere."""
        return self._cells.get(way)

    def put(self, way: SlideWay, cell: Cell) -> None:
        """Put the window somewhere, no matter whether the result reaches so far."""
        self._cells[way] = cell

    def forget(self) -> None:
        """Begin anew, whichever way."""
        self._cells.clear()

    def settle(self, window: SlidingWindow) -> Cell:
        """Return where `window` is, inside its result; at first where there is most to see."""
        rows, columns = window.result.shape
        row, column = self._cells.get(window.way) or window.informative_place()
        cell = max(0, min(row, rows - 1)), max(0, min(column, columns - 1))
        self._cells[window.way] = cell
        return cell

    def step(self, window: SlidingWindow, positions: int) -> None:
        """Go on in row order; after the last position comes the first."""
        rows, columns = window.result.shape
        row, column = self.settle(window)
        at = (row * columns + column + positions) % (rows * columns)
        self._cells[window.way] = divmod(at, columns)
