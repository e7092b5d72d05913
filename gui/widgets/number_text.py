"""Numbers as text: sign shown, few digits, steady width."""

from __future__ import annotations

import math


def signed_text(value: float, digits: int = 3) -> str:
    """Return `value` with its sign, `digits` decimals: ``+0.142``; ``nan``, ``+inf`` as such.

    Values from 1000 on, and values too small for `digits` decimals, are given as powers of ten.
    """
    if not math.isfinite(value):
        return f"{value:+}"
    value += 0.0  # a negative zero is zero
    size = abs(value)
    if size >= 1000 or 0 < size < 0.5 * 10**-digits:
        return f"{value:+.{max(digits - 2, 0)}e}"
    return f"{value:+.{digits}f}"


def fitting_text(value: float, digits: int, characters: int) -> str:
    """Return `value` as `signed_text` does, or shorter, ``-2e-5``, if it is to fit.

    Parameters
    ----------
    value : float
    digits : int
    characters : int
        Room; what does not fit even in its shortest form is returned in that form.
    """
    text = signed_text(value, digits)
    if len(text) <= characters or not math.isfinite(value):
        return text
    return power_text(f"{value:+.0e}")


def cell_text(value: float, characters: int) -> str:
    """Return `value` with as many decimals, up to three, as `characters` have room for.

    ``≈0`` is what shows no digit there; zero itself is ``0``.  What is too long even as a
    whole number is given as a power of ten.
    """
    if not math.isfinite(value) or value == 0:
        return f"{value + 0.0:+}" if value else "0"
    for digits in (3, 2, 1, 0):
        text = f"{value:+.{digits}f}"
        if len(text) <= characters:
            return text if float(text) else "≈0"
    return power_text(f"{value:+.0e}")


def power_text(text: str) -> str:
    """Return a power of ten without what only fills up: ``-2e-05`` becomes ``-2e-5``."""
    mantissa, _, exponent = text.partition("e")
    return f"{mantissa}e{int(exponent)}"


def short_text(value: float) -> str:
    """Return an unsigned quantity with three to four significant digits."""
    if not math.isfinite(value):
        return str(value)
    size = abs(value)
    if size >= 10_000 or 0 < size < 0.001:
        return f"{value:.2e}"
    return f"{value:,.{3 if size < 10 else 2 if size < 100 else 1}f}"
