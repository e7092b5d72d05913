"""Numbers of the ledger as text."""

from __future__ import annotations

import math

from core.ledger.exports.text_export import number_text
from gui.widgets.number_text import power_text, signed_text

DIGITS = 4


def value_text(value: float) -> str:
    """Return a number as a page shows it: ``+0.9022``, ``-0.00846``, ``+2.31e-04``."""
    size = abs(value)
    if 0 < size < 0.001:
        return f"{value:+.2e}"
    return signed_text(value, DIGITS + (0 < size < 0.01))


def full_text(value: float) -> str:
    """Return a number with all digits that mean something, for who points at it."""
    return number_text(value) if math.isfinite(value) else signed_text(value)


def difference_text(difference: float) -> str:
    """Return how far apart two numbers are: ``3e-8``, ``0``."""
    if not math.isfinite(difference):
        return "not finite"
    if difference == 0:
        return "0"
    return power_text(f"{abs(difference):.0e}")
