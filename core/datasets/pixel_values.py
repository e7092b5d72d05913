"""Turn numbers of any type into brightness from 0 to 255."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.arrays import ByteArray
from core.errors import LoadError
from core.number_text import short_text

FULL = 255
#: Images of a piece, so that no copy in wide numbers is made of all of them.
_PIECE = 2_048
UNIT_NOTE = "Brightness from 0 to 1 was multiplied by 255."
ROUNDED_NOTE = "Brightness with decimals was rounded to whole numbers."


def as_pixels(values: NDArray[Any], where: str) -> tuple[ByteArray, tuple[str, ...]]:
    """Return brightness as whole numbers from 0 to 255, and what was changed, as sentences.

    Truth values and fractions from 0 to 1 are multiplied by 255; other fractions are rounded.

    Parameters
    ----------
    values : ndarray of shape (N, …)
        Whole numbers or fractions from 0 to 255, fractions from 0 to 1, or truth values.
    where : str
        What they are called in sentences.

    Raises
    ------
    LoadError
        If a number is missing or out of range.
    """
    if values.dtype == np.uint8:
        return np.ascontiguousarray(values), ()
    if values.dtype == np.bool_:
        return np.ascontiguousarray(values).astype(np.uint8) * np.uint8(FULL), (UNIT_NOTE,)
    if values.dtype.kind not in "iuf":
        raise LoadError(f"{where}: expected numbers as pixels, received text")
    lowest, highest = (float(np.min(values)), float(np.max(values))) if values.size else (0, 0)
    is_fraction = values.dtype.kind == "f"
    factor = pixel_factor(lowest, highest, where, is_fraction=is_fraction)
    pixels = np.empty(values.shape, np.uint8)
    was_rounded = False
    for first in range(0, len(values), _PIECE):
        piece, was_rounded_here = whole_pixels(values[first : first + _PIECE], factor)
        was_rounded = was_rounded or was_rounded_here
        pixels[first : first + _PIECE] = piece
    return pixels, pixel_notes(factor, was_rounded=was_rounded)


def pixel_factor(lowest: float, highest: float, where: str, *, is_fraction: bool) -> int:
    """Return what numbers are multiplied by to be brightness: 255 if they go from 0 to 1.

    Raises
    ------
    LoadError
        If they are no brightness.
    """
    if not 0 <= lowest <= highest <= FULL:
        if not (np.isfinite(lowest) and np.isfinite(highest)):
            raise LoadError(f"{where}: expected pixels from 0 to 255, received NaN or infinity")
        raise LoadError(
            f"{where}: expected pixels from 0 to 255 or from 0 to 1, received "
            f"{short_text(lowest)} to {short_text(highest)}"
        )
    return FULL if is_fraction and highest <= 1 else 1


def whole_pixels(values: NDArray[Any], factor: int) -> tuple[ByteArray, bool]:
    """Return numbers times a factor as bytes, and whether they had to be rounded."""
    if values.dtype.kind != "f":
        return values.astype(np.uint8), False
    wide = values.astype(np.float64) * factor
    whole = np.rint(wide)
    return whole.astype(np.uint8), not np.array_equal(whole, wide)


def pixel_notes(factor: int, *, was_rounded: bool) -> tuple[str, ...]:
    """Return what was done to numbers, as sentences."""
    if factor == FULL:
        return (UNIT_NOTE,)
    return (ROUNDED_NOTE,) if was_rounded else ()
