"""One number of a mosaic of maps."""

from __future__ import annotations

from dataclasses import dataclass

from core.index_words import index_words


@dataclass(frozen=True, slots=True)
class MapCell:
    """Where a number stands, and what it is.

    Attributes
    ----------
    channel, row, column : int
        Its place in the shown maps, counted from 0.
    value : float
    """

    channel: int
    row: int
    column: int
    value: float

    @property
    def where(self) -> str:
        """Row and column as people read them: ``row 17, column 12``."""
        return f"row {index_words(self.row)}, column {index_words(self.column)}"
