"""Numbers as they stand in sentences."""

from __future__ import annotations

import math
import re
import unicodedata

import numpy as np

from core.arrays import FloatArray

_FOREIGN = re.compile(r"[^\x00-\x7f]")
_WITH_COMMA = re.compile(r"[+-]?\d+,\d+")
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}")


def counted(count: int, noun: str) -> str:
    """Return how many there are: ``1 image``, ``1,200 images``."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def plain_digits(text: str) -> str:
    """Return `text` with the figures of other scripts, such as ``٣``, as ``0`` to ``9``."""
    return text if text.isascii() else _FOREIGN.sub(_plain_digit, text)


def comma_advice(text: str) -> str:
    """Return what to write instead of a number with a decimal comma; empty for other text."""
    text = plain_digits(text.strip())
    if not _WITH_COMMA.fullmatch(text) or len(text) > 40:
        return ""
    point = text.replace(",", ".")
    if _THOUSANDS.fullmatch(text):
        return f"write {text.replace(',', '')} or {point}"
    return f"write {point}"


def _plain_digit(found: re.Match[str]) -> str:
    value = unicodedata.decimal(found[0], None)
    return found[0] if value is None else str(value)


def share_text(count: float, total: float) -> str:
    """Return a share as whole percent, ``61 %``; tenths where it would seem none or all.

    Parameters
    ----------
    count, total : float
        Nothing of nothing is 0 %.
    """
    percent = 100 * count / total if total else 0.0
    if not math.isfinite(percent):
        return f"{percent} %"
    seems_whole = 0 < percent < 1 or 99 < percent < 100
    return f"{percent:.1f} %" if seems_whole else f"{percent:.0f} %"


def signed_words(value: float) -> str:
    """Return a signed quantity with three digits that count: ``+0.142``, ``-2.1e-05``."""
    if not math.isfinite(value):
        return f"{value:+}"
    return f"{value + 0.0:+.3g}"


def size_words(value: float) -> str:
    """Return a quantity that has no sign, with three digits that count: ``0.0021``."""
    return f"{value:.3g}"


def range_words(values: FloatArray) -> str:
    """Return between which numbers all of `values` lie: ``from -0.2 to +3.1``."""
    least, most = float(values.min()), float(values.max())
    return f"from {signed_words(least)} to {signed_words(most)}"


def root_mean_square(values: FloatArray) -> float:
    """Return the root of the mean square; 0 for nothing."""
    if not values.size:
        return 0.0
    return math.sqrt(float(np.mean(np.square(values, dtype=np.float64))))
