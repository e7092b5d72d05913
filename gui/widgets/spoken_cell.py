"""A number of a picture in words, for who cannot see it."""

from __future__ import annotations

from core.arrays import FloatArray
from core.number_text import signed_text
from core.number_words import counted

DIGITS = 4


def spoken_cell(
    maps: FloatArray, place: tuple[int | None, int | None, int | None], tiles_per_name: int
) -> str:
    """Return which number of some tiles is meant, and what it is.

    Parameters
    ----------
    maps : ndarray of shape (H, W, C)
    place : (channel, row, column)
        Nothing, a tile, or a number of it.
    tiles_per_name : int
        Neighbouring tiles that have one number together; 0 where they have none.
    """
    h, w, channels = maps.shape
    channel, row, column = place
    if channel is None or channel >= channels:
        count = "" if channels == 1 else f"{channels} of "
        return f"{count}{counted(h, 'row')} and {counted(w, 'column')}, nothing selected"
    group = max(1, tiles_per_name)
    tile = f"{channel // group} of 0…{(channels - 1) // group}"
    if row is None or column is None or row >= h or column >= w:
        return f"{tile} selected"
    value = signed_text(float(maps[row, column, channel]), DIGITS)
    where = f"row {row}, column {column}: {value}"
    return where if channels == 1 else f"{tile}, {where}"


def spoken_unit(values: FloatArray, unit: int | None) -> str:
    """Return which of the numbers of shape (n,) is meant, and what it is."""
    if unit is None or unit >= len(values):
        return f"{counted(len(values), 'number')}, nothing selected"
    return f"{unit} of 0…{len(values) - 1}: {signed_text(float(values[unit]), DIGITS)}"


def spoken_rows(values: FloatArray) -> str:
    """Return a few numbers of shape (rows, columns), row by row."""
    return "; ".join(
        ", ".join(signed_text(float(value), DIGITS) for value in row) for row in values
    )
