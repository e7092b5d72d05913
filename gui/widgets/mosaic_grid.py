"""Where the tiles of a mosaic are."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect

GAP = 4  # screen pixels between two tiles


@dataclass(frozen=True, slots=True)
class MosaicGrid:
    """Equal tiles in lines.

    Attributes
    ----------
    height, width : int
        Numbers of one tile.
    channels : int
        How many tiles there are.
    zoom : int
        Screen pixels per number.
    columns : int
        Tiles side by side.
    """

    height: int
    width: int
    channels: int
    zoom: int = 1
    columns: int = 1

    def tile(self, channel: int) -> QRect:
        """Return where a tile is."""
        row, column = divmod(channel, self.columns)
        w, h = self.width * self.zoom, self.height * self.zoom
        return QRect(column * (w + GAP) + GAP // 2, row * (h + GAP) + GAP // 2, w, h)

    def cell(self, channel: int, row: int, column: int) -> QRect:
        """Return where a number is."""
        tile, zoom = self.tile(channel), self.zoom
        return QRect(tile.x() + column * zoom, tile.y() + row * zoom, zoom, zoom)

    def part(self, channel: int, row: int | None, column: int | None) -> QRect | None:
        """Return where a number, or a whole row or column of a tile is; None for a tile."""
        h, w = self.height, self.width
        if row is None and column is None:
            return None
        if (row or 0) >= h or (column or 0) >= w:
            return None
        first = self.cell(channel, row or 0, column or 0)
        last = self.cell(
            channel, h - 1 if row is None else row, w - 1 if column is None else column
        )
        return first.united(last)

    def place_at(self, point: QPoint) -> tuple[int, int, int] | None:
        """Return channel, row and column of the number at `point`, if any."""
        if point.x() < GAP // 2 or point.y() < GAP // 2:
            return None
        w, h = self.width * self.zoom, self.height * self.zoom
        column, x = divmod(point.x() - GAP // 2, w + GAP)
        row, y = divmod(point.y() - GAP // 2, h + GAP)
        channel = row * self.columns + column
        if x >= w or y >= h or column >= self.columns or channel >= self.channels:
            return None
        return channel, y // self.zoom, x // self.zoom

    def fitting(self, width: int, height: int, columns: int, max_zoom: int) -> tuple[int, int]:
        """Return the largest zoom with which all tiles fit, and the columns it takes.

        Parameters
        ----------
        width, height : int
        columns : int
            Tiles side by side; 0 tries all.
        max_zoom : int

        Returns
        -------
        tuple (zoom, columns)
            The zoom is below 1 if the tiles do not fit.
        """
        best = (0, columns or 1)
        for tried in [columns] if columns else range(1, self.channels + 1):
            rows = -(-self.channels // tried)
            zoom = min(
                (width // tried - GAP) // self.width, (height // rows - GAP) // self.height
            )
            best = max(best, (min(zoom, max_zoom), tried), key=lambda found: found[0])
        return best
