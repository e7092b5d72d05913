"""How large the tiles of a bank are drawn."""

from __future__ import annotations

from core.inspection.filter_bank import FilterBank
from gui.widgets.cell_numbers import NUMBER_ZOOM

LEAST_TILE = 76  # screen pixels along the longer side of a filter
SMALLEST_TILE = 48  # what a filter may shrink to, if all then fit without scrolling


def zooms_of(bank: FilterBank) -> tuple[int, int]:
    """Return the zoom that tiles of a bank should have, and what they may shrink to."""
    tile = LEAST_TILE if bank.is_matrix else max(bank.shape[:2])
    return NUMBER_ZOOM if tile <= 3 else -(-LEAST_TILE // tile), -(-SMALLEST_TILE // tile)
