"""What is written into the cells of grids that stand beside the sum of a page."""

from __future__ import annotations

import math
from collections.abc import Sequence

from core.arrays import FloatArray
from core.ledger.page_numbers import GRID_CHARACTERS, WRITTEN_COLUMNS, read, value_text
from core.number_text import factor_text


def are_written(shape: tuple[int, int], grids: int) -> bool:
    """Return whether grids of this shape leave room for the numbers of their cells."""
    return shape[1] * grids <= WRITTEN_COLUMNS


def number_texts(values: FloatArray, *, signed: bool = True) -> tuple[str, ...]:
    """Return the texts of numbers, one a cell."""
    return tuple(
        factor_text(value, GRID_CHARACTERS, signed=signed) for value in values.tolist()
    )


def product_texts(factor: float, others: Sequence[str]) -> tuple[str, ...]:
    """Return a number times others, one a cell: a product of what is read.

    Parameters
    ----------
    factor : float
        Taken as it is written where it stands alone.
    others : sequence of str
        As they are written in cells.
    """
    if not math.isfinite(factor):
        return ("",) * len(others)
    shown = read(value_text(factor))
    return tuple(
        factor_text(float(shown * read(other)), GRID_CHARACTERS) if _is_finite(other) else other
        for other in others
    )


def _is_finite(text: str) -> bool:
    return "∞" not in text and "N" not in text
