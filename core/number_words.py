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
    """Return how many there are: ``1 image``, ``1,200 images``, ``0 classes``, ``2 copies``."""
    return f"{count:,} {noun if count == 1 else _plural(noun)}"


def are(count: int) -> str:
    """Return the verb for so many of something."""
    return "is" if count == 1 else "are"


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


def _plural(noun: str) -> str:
    if noun.endswith(("s", "x", "sh", "tch")):  # not epochs
        return f"{noun}es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}s"


def _plain_digit(found: re.Match[str]) -> str:
    value = unicodedata.decimal(found[0], None)
    return found[0] if value is None else str(value)


def root_mean_square(values: FloatArray) -> float:
    """Return the root of the mean square; 0 for nothing."""
    if not values.size:
        return 0.0
    return math.sqrt(float(np.mean(np.square(values, dtype=np.float64))))
