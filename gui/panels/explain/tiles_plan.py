"""Where tiles and card stand, so that the maps are as large as there is room for."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize

GAP = 8  # beside the frames of maps, which have margins of their own
LEAST_CARD, MOST_CARD = 184, 400
SCROLL_BAR = 10
LEAST_MAP, MOST_MAP = 84, 448  # screen pixels of the longer side
SCROLLED = (4, 3, 2)  # where not all has room
WIDEST_TILE = 176  # of a map that is smaller than that
MAPS_A_ROW = (4, 8, 3, 2)  # the first of those with the largest maps
#: Smaller maps than this are made larger at the cost of the card, which is scrolled to then.
COMFORTABLE = 112


@dataclass(frozen=True, slots=True)
class TilesPlan:
    """How many maps stand side by side, how large, and where the card is.

    Attributes
    ----------
    zoom : int
        Screen pixels of a number.
    columns : int
    tile : int
        Width of a tile; its map may be narrower.
    is_beside : bool
        Whether the card stands at the right of the maps, or else below.
    """

    zoom: int
    columns: int
    tile: int
    is_beside: bool


@dataclass(frozen=True, slots=True)
class TilesPlanner:
    """Finds the plan with the largest maps.

    Attributes
    ----------
    tiles : int
        How many there are.
    shape : tuple (rows, columns)
        Of a map.
    margin : int
        Pixels around a map.
    words : int
        Width that the words over and under a map need; a card stands beside none that is
        narrower.
    """

    tiles: int
    shape: tuple[int, int]
    margin: int
    words: int = 0

    def plan(self, room: QSize, around: int, card: int) -> TilesPlan:
        """Return the plan with the largest maps that fit; else what can be scrolled.

        Parameters
        ----------
        room : QSize
        around : int
            Pixels over and under a map.
        card : int
            Height of the card below the maps.
        """
        whole: list[TilesPlan] = []  # with the card
        maps: list[TilesPlan] = []  # without
        for side in MAPS_A_ROW:
            lines = -(-self.tiles // side)
            for plans, is_beside, taken in (
                (whole, True, 0),
                (whole, False, card + GAP),
                (maps, False, 0),
            ):
                high = room.height() - taken - (lines - 1) * GAP
                tall = high // lines - around - 2 * self.margin
                found = self._plan(room.width(), side, is_beside, tall)
                if found is not None and (found.tile >= self.words or not is_beside):
                    plans.append(found)
        # the first of several
        best = max(whole, key=lambda plan: plan.zoom, default=None)
        largest = max(maps, key=lambda plan: plan.zoom, default=None)
        if best is not None and best.zoom * max(self.shape) >= COMFORTABLE:
            return best
        if largest is not None and (best is None or largest.zoom > best.zoom):
            return largest
        if best is not None:
            return best
        for side in SCROLLED:
            found = self._plan(room.width(), side, False, MOST_MAP)
            if found is not None:
                return found
        least = self._least()
        width = self.shape[1] * least + 2 * self.margin
        return TilesPlan(least, MAPS_A_ROW[-1], width, is_beside=False)

    def _plan(self, room: int, side: int, is_beside: bool, tall: int) -> TilesPlan | None:
        """Return the plan for so many maps a row, at most so tall; None if there is none."""
        rows, columns = self.shape
        wide = room - (LEAST_CARD + GAP if is_beside else 0)
        tile = (wide - (side - 1) * GAP) // side
        most = max(self._least(), MOST_MAP // max(self.shape))
        zoom = min((tile - 2 * self.margin) // columns, tall // rows, most)
        if zoom < self._least():
            return None
        needed = zoom * columns + 2 * self.margin
        return TilesPlan(zoom, side, max(needed, min(tile, WIDEST_TILE)), is_beside)

    def _least(self) -> int:
        return max(1, LEAST_MAP // max(self.shape))
