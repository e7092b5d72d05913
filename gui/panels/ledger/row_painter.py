"""What everything that paints a row of the ledger promises."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Generic, TypeVar

from PySide6.QtCore import QPoint, QRect

from gui.panels.ledger.canvas import Canvas, Spot

RowT = TypeVar("RowT")


class RowPainter(ABC, Generic[RowT]):
    """Knows how one kind of row looks; keeps nothing of any one row."""

    @abstractmethod
    def height(self, row: RowT, width: int) -> int:
        """Return how many pixels a row takes."""

    @abstractmethod
    def paint(self, row: RowT, rect: QRect, canvas: Canvas) -> None:
        """Draw a row into `rect`."""

    def spots(self, row: RowT, rect: QRect) -> list[Spot]:
        """Return the places that can be pointed at, in reading order; none by default."""
        return []

    def spot_at(self, row: RowT, rect: QRect, point: QPoint) -> Spot | None:
        """Return the place at a point, if there is one."""
        for spot in self.spots(row, rect):
            if spot.rect.contains(point):
                return spot
        return None

    def keyboard_spots(self, row: RowT, rect: QRect) -> list[Spot]:
        """Return the places that the arrow keys go to: those where Enter does something."""
        return [spot for spot in self.spots(row, rect) if spot.is_clickable]
