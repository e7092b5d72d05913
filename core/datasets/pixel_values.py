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
    if not 0 <= lowest <= highest <= FULL:
        if not (np.isfinite(lowest) and np.isfinite(highest)):
            raise LoadError(f"{where}: expected pixels from 0 to 255, received NaN or infinity")
        raise LoadError(
            f"{where}: expected pixels from 0 to 255 or from 0 to 1, received "
            f"{short_text(lowest)} to {short_text(highest)}"
        )
    is_unit = values.dtype.kind == "f" and highest <= 1
    pixels = np.empty(values.shape, np.uint8)
    was_rounded = False
    for first in range(0, len(values), _PIECE):
        piece = values[first : first + _PIECE]
        if values.dtype.kind == "f":
            wide = piece.astype(np.float64) * (FULL if is_unit else 1)
            whole = np.rint(wide)
            was_rounded = was_rounded or not np.array_equal(whole, wide)
            piece = whole
        pixels[first : first + _PIECE] = piece
    if is_unit:
        return pixels, (UNIT_NOTE,)
    return pixels, (ROUNDED_NOTE,) if was_rounded else ()
