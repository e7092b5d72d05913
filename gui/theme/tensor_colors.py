"""Numbers as colours: one sign code for every tensor, and ink for input pixels."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import Any

import numpy as np
from PySide6.QtGui import QColor, QImage

from core.arrays import BoolArray, FloatArray, IntArray
from gui.theme.theme import Theme

HALF = 255
#: Index of the colour for NaN and infinity in every table.
BROKEN = 2 * HALF + 1
LARGEST = np.finfo(np.float32).max
#: Text on a dark and on a light cell.
TEXT_ON_DARK, TEXT_ON_LIGHT = "#f2f5fa", "#11161d"
DARK_BELOW = 140  # of 255


class ColorCode(StrEnum):
    """How a number becomes a colour."""

    SIGN = "sign"  # negative … zero (the surface) … positive
    INK = "ink"  # 0 no ink … 1 full ink, for input pixels only


@lru_cache(maxsize=8)
def color_table(theme: Theme, code: ColorCode) -> IntArray:
    """Return 512 colours as 0xffRRGGBB: indices 0 … 510 for -limit … +limit, 511 for broken.

    Returns
    -------
    ndarray of uint32, shape (512,)
    """
    if code is ColorCode.SIGN:
        stops = [theme.negative, theme.surface, theme.positive]
    else:
        stops = [theme.ink_none, theme.ink_none, theme.ink_full]
    colors = [QColor(stop) for stop in stops]
    channels = [[c.red(), c.green(), c.blue()] for c in colors]  # (3, RGB)
    position = np.linspace(-1.0, 1.0, 2 * HALF + 1)
    table = np.empty(BROKEN + 1, np.uint32)
    red, green, blue = (
        np.rint(np.interp(position, [-1.0, 0.0, 1.0], [stop[i] for stop in channels]))
        for i in range(3)
    )
    table[:BROKEN] = 0xFF000000 + red * 0x10000 + green * 0x100 + blue
    table[BROKEN] = QColor(theme.error).rgb()
    table.flags.writeable = False
    return table


@lru_cache(maxsize=8)
def color_bar(theme: Theme, code: ColorCode) -> QImage:
    """Return every colour from -limit to +limit, or from 0 for ink, as one line of pixels."""
    table = color_table(theme, code)[:BROKEN]
    colors = np.ascontiguousarray(table[HALF:] if code is ColorCode.INK else table)
    width = len(colors)
    return QImage(colors.data, width, 1, 4 * width, QImage.Format.Format_RGB32).copy()


def color_indices(values: FloatArray, limits: FloatArray | float) -> IntArray:
    """Return the index into `color_table` for each of `values`.

    Parameters
    ----------
    values : ndarray
    limits : float or ndarray that broadcasts to `values`
        Absolute value that gets the full colour; where it is 0 everything is zero-coloured.
    """
    limits = np.asarray(limits, np.float32)
    with np.errstate(all="ignore"):
        # a scale of infinity would make nothing of zero
        scale = np.where(limits > 0, np.minimum(HALF / limits, LARGEST), np.float32(0))
        scaled = np.multiply(values, scale)
        np.minimum(scaled, HALF, out=scaled)
        np.maximum(scaled, -HALF, out=scaled)
        indices: IntArray = np.rint(scaled, out=scaled).astype(np.intp)
    indices += HALF
    finite = np.isfinite(values)
    if not finite.all():
        indices[~finite] = BROKEN
    return indices


def colors_of(
    values: FloatArray, limits: FloatArray | float, theme: Theme, code: ColorCode
) -> IntArray:
    """Return each of `values` as a colour 0xffRRGGBB; parameters as of `color_indices`."""
    return color_table(theme, code).take(color_indices(values, limits))


def are_dark(rgb: IntArray) -> BoolArray:
    """Return for each colour 0xffRRGGBB what `is_dark` does."""
    dark: BoolArray = _brightness(rgb) < DARK_BELOW
    return dark


def is_dark(rgb: int) -> bool:
    """Return whether near-white text reads better than near-black on colour 0xffRRGGBB."""
    return bool(_brightness(rgb) < DARK_BELOW)


def text_on(rgb: int) -> str:
    """Return the colour of a text on colour 0xffRRGGBB."""
    return TEXT_ON_DARK if is_dark(rgb) else TEXT_ON_LIGHT


def _brightness(rgb: Any) -> Any:  # noqa: ANN401
    """Return how bright an integer colour, or each of an array of them, looks: 0 … 255."""
    return 0.299 * ((rgb >> 16) & 255) + 0.587 * ((rgb >> 8) & 255) + 0.114 * (rgb & 255)
