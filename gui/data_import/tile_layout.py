"""Where images stand below each other in columns."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize

from core.arrays import Shape

COLUMNS = 10
#: Pixels along a side of a tile, unless whole pixels of an image come near to it.
TILE, WIDEST_TILE, SMALLEST_TILE = 48, 56, 40
#: Of fewer classes than there are columns the tiles are larger, and fill as much room.
LARGEST_TILE = 112
GAP = 4
NAMES, TITLE, COUNTS, BAR = 24, 32, 20, 32
MOST_ROWS = 8


@dataclass(frozen=True, slots=True)
class TileLayout:
    """How large a tile is, and how many fit below each other.

    Attributes
    ----------
    side, width, height : int
        Of a column, and of the images in it, in pixels.
    rows : int
    is_by_class : bool
        Whether a column is a class, with a name above and a mean image and a bar below.
    """

    side: int
    width: int
    height: int
    rows: int
    is_by_class: bool

    @classmethod
    def fitting(
        cls, shape: Shape, room: int, *, columns: int = COLUMNS, is_by_class: bool = True
    ) -> TileLayout:
        """Return how images stand in so many pixels from top to bottom.

        Parameters
        ----------
        shape : tuple (H, W, C)
            Of an image.
        room : int
        columns : int
            How many there are.
        is_by_class : bool
        """
        height, width = shape[:2]
        longest = max(height, width)
        most, usual = WIDEST_TILE, TILE
        if columns < COLUMNS:
            each = COLUMNS * (WIDEST_TILE + GAP) // max(columns, 1) - GAP
            most = usual = min(LARGEST_TILE, each)
        side = longest * (most // longest)
        if side < SMALLEST_TILE * most // WIDEST_TILE:
            side = usual
        scale = side / longest
        wide, high = max(1, round(width * scale)), max(1, round(height * scale))
        pitch = high + GAP
        if is_by_class:
            rows = (room - NAMES - 2 * TITLE - pitch - COUNTS - BAR) // pitch
        else:
            rows = room // (pitch + COUNTS)
        return cls(side, wide, high, max(1, min(MOST_ROWS, rows)), is_by_class)

    @property
    def pitch(self) -> int:
        """From one column to the next."""
        return self.side + GAP

    @property
    def row_pitch(self) -> int:
        """From one row to the next."""
        return self.height + GAP + (0 if self.is_by_class else COUNTS)

    @property
    def top(self) -> int:
        """Of the first row."""
        return NAMES if self.is_by_class else 0

    @property
    def below(self) -> int:
        """Where what stands under the rows begins."""
        return self.top + self.rows * self.row_pitch

    def place(self, row: int, column: int) -> QRect:
        """Return where a tile is."""
        return self.frame(column, self.top + row * self.row_pitch)

    def frame(self, column: int, top: int) -> QRect:
        """Return where an image in a column is that begins at `top`."""
        left = column * self.pitch + (self.side - self.width) // 2
        return QRect(left, top, self.width, self.height)

    def place_at(self, x: int, y: int) -> tuple[int, int] | None:
        """Return row and column of the tile at a point, if one can be there."""
        row, column = (y - self.top) // self.row_pitch, x // self.pitch
        return (row, column) if 0 <= row < self.rows and column >= 0 else None

    def size(self, columns: int) -> QSize:
        """Return how much room so many columns take."""
        height = self.below
        if self.is_by_class:
            height += 2 * TITLE + self.height + GAP + COUNTS + BAR
        return QSize(max(1, columns) * self.pitch - GAP, height)
