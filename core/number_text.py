"""How every number that people read is written; what programs read is written elsewhere.

One rule for all of it:

* a minus is a true one (−), a power of ten is ``2.1e−5``: no zeros that only fill up, no plus;
* exactly zero is ``0``; what is smaller than the last digit there is room for is ``≈0`` or a
  power of ten, never 0;
* a share is 100 % or 0 % only if it is: else ``> 99.9 %`` and ``< 0.1 %``;
* what is no number is ``NaN``, what is beyond all numbers ``∞`` or ``−∞``, with a ``+`` where
  the sign is shown.

Counts are Python's own, ``1,200``.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the window's first picture has numbers on it, but no arrays
    from core.arrays import FloatArray

MINUS = "−"
ALMOST_ZERO = "≈0"
#: Before a number that cannot be had from the digits shown.
ABOUT = "≈ "
NOT_A_NUMBER = "NaN"
INFINITE = "∞"
#: From here on, and below its inverse, numbers that stand alone are powers of ten.
LARGE = 1000
#: Most decimals a factor in a cell is written with.
MOST_DECIMALS = 4


def fixed_text(value: float, decimals: int, *, signed: bool = False) -> str:
    """Return `value` with so many decimals, whatever its size: ``−0.142``, ``1,200.5``.

    What rounds to zero without being it is ``≈0``.
    """
    if not math.isfinite(value):
        return _not_finite(value, signed=signed)
    if value == 0:
        return "0"
    text = f"{value:+,.{decimals}f}" if signed else f"{value:,.{decimals}f}"
    return _with_minus(text) if any("1" <= letter <= "9" for letter in text) else ALMOST_ZERO


def power_text(value: float, decimals: int, *, signed: bool = False) -> str:
    """Return `value` as a power of ten, its first digit followed by `decimals`: ``−2.1e−5``."""
    if not math.isfinite(value):
        return _not_finite(value, signed=signed)
    if value == 0:
        return "0"
    sign = "+" if signed else ""
    mantissa, _, exponent = format(value, f"{sign}.{decimals}e").partition("e")
    return _with_minus(f"{mantissa}e{int(exponent)}")


def signed_text(value: float, digits: int = 3) -> str:
    """Return `value` with its sign, `digits` decimals: ``+0.142``.

    Values from 1000 on, and values too small for `digits` decimals, are given as powers of ten.
    """
    if not math.isfinite(value) or value == 0:
        return _not_finite(value, signed=True) if value else "0"
    size = abs(value)
    if size >= LARGE or size < 0.5 * 10**-digits:
        return power_text(value, max(digits - 2, 0), signed=True)
    return _with_minus(f"{value:+.{digits}f}")


def fitting_text(value: float, digits: int, characters: int) -> str:
    """Return `value` as `signed_text` does, or shorter, ``−2e−5``, if it is to fit.

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
    return power_text(value, 0, signed=True)


def factor_text(value: float, characters: int, *, signed: bool = True) -> str:
    """Return `value` with as many digits that count as there is room for.

    Parameters
    ----------
    value : float
    characters : int
        At least 5; a number that needs more is as short as it can be.
    signed : bool
        Whether a plus is written.
    """
    if not math.isfinite(value) or value == 0:
        return _not_finite(value, signed=signed) if value else "0"
    sign = "+" if signed else ""
    if 0.1 <= abs(value) < 9.9:  # what most factors are: a power of ten says no more
        decimals = min(MOST_DECIMALS, characters - 2 - (signed or value < 0))
        return _with_minus(format(value, f"{sign}.{decimals}f"))
    fixed = ""
    for decimals in range(MOST_DECIMALS, -1, -1):
        fixed = format(value, f"{sign}.{decimals}f")
        if len(fixed) <= characters:
            break
    power = power_text(value, 0, signed=signed)
    spare = characters - len(power) - 1  # the point
    if spare > 0:
        power = power_text(value, spare, signed=signed)
    counting = len(fixed.lstrip("+-0.").replace(".", "")) if len(fixed) <= characters else 0
    is_enough = counting > 0 and counting >= 1 + max(spare, 0)
    return _with_minus(fixed) if is_enough else power


def cell_text(value: float, characters: int) -> str:
    """Return `value` with as many decimals, up to three, as `characters` have room for.

    ``≈0`` is what shows no digit there; zero itself is ``0``.  What is too long even as a
    whole number is given as a power of ten.
    """
    if not math.isfinite(value) or value == 0:
        return _not_finite(value, signed=True) if value else "0"
    for digits in (3, 2, 1, 0):
        text = f"{value:+.{digits}f}"
        if len(text) <= characters:
            return _with_minus(text) if float(text) else ALMOST_ZERO
    return power_text(value, 0, signed=True)


def short_text(value: float) -> str:
    """Return a quantity whose sign goes without saying, with three to four digits."""
    size = abs(value)
    if not math.isfinite(value) or size >= 10_000 or size < 0.001:
        return power_text(value, 2)
    decimals = 5 if size < 0.01 else 4 if size < 0.1 else 3 if size < 10 else 2
    return _with_minus(f"{value:,.{decimals if size < 100 else 1}f}")


def digits_text(value: float, digits: int, *, signed: bool = False) -> str:
    """Return `value` with so many digits that count, zeros at the end left out: ``0.0021``."""
    if not math.isfinite(value) or value == 0:
        return _not_finite(value, signed=signed) if value else "0"
    text = f"{value:+.{digits}g}" if signed else f"{value:.{digits}g}"
    mantissa, has_power, exponent = text.partition("e")
    return _with_minus(f"{mantissa}e{int(exponent)}" if has_power else text)


def signed_words(value: float) -> str:
    """Return a signed quantity with three digits that count: ``+0.142``, ``−2.1e−5``."""
    return digits_text(value, 3, signed=True)


def size_words(value: float) -> str:
    """Return a quantity that has no sign, with three digits that count: ``0.0021``."""
    return digits_text(value, 3)


def range_words(values: FloatArray) -> str:
    """Return between which numbers all of `values` lie: ``from −0.2 to +3.1``."""
    least, most = float(values.min()), float(values.max())
    return f"from {signed_words(least)} to {signed_words(most)}"


def difference_text(difference: float) -> str:
    """Return how far apart two numbers are: ``3e−8``, ``0``."""
    if not math.isfinite(difference):
        return "not finite"
    return power_text(abs(difference), 0)


def percent_text(share: float, decimals: int = 1) -> str:
    """Return a share of 1 as a percentage with so many decimals: ``97.6 %``, ``> 99.9 %``."""
    if not math.isfinite(share):
        return f"{_not_finite(share, signed=False)} %"
    percent = 100 * share
    if share in (0, 1):
        return f"{percent:.0f} %"
    text = f"{percent:,.{decimals}f}"
    if share > 1 and float(text.replace(",", "")) == 100:
        return "> 100 %"
    if share < 1 and float(text.replace(",", "")) >= 100:
        return f"> {100 - 10**-decimals:.{decimals}f} %"
    if not any("1" <= letter <= "9" for letter in text):
        return f"{'< ' if share > 0 else f'> {MINUS}'}{10**-decimals:.{decimals}f} %"
    return f"{_with_minus(text)} %"


def probability_text(probability: float) -> str:
    """Return a probability as briefly as it means something: ``97 %``, ``0.4 %``.

    Examples
    --------
    >>> probability_text(0.9996), probability_text(0.984), probability_text(0.034)
    ('> 99 %', '98 %', '3.4 %')
    """
    percent = 100 * probability
    if not math.isfinite(percent) or percent < 9.95 or percent == 100:
        return percent_text(probability)
    return "> 99 %" if percent >= 99.5 else f"{math.floor(percent + 0.5)} %"


def share_text(count: float, total: float) -> str:
    """Return a share as whole percent, ``61 %``; tenths where it would seem none or all.

    Parameters
    ----------
    count, total : float
        Nothing of nothing is 0 %.
    """
    share = count / total if total else 0.0
    return percent_text(share, 1 if 0 < share < 0.01 or 0.99 < share < 1 else 0)


def loss_text(loss: float) -> str:
    """Return a loss with four or five digits, in at most 7 characters."""
    size = abs(loss)
    if not math.isfinite(loss) or size >= 10_000 or size < 0.001:
        return power_text(loss, 1)
    return fixed_text(loss, 4 if size < 10 else 3 if size < 100 else 2 if size < 1000 else 1)


def _not_finite(value: float, *, signed: bool) -> str:
    if math.isnan(value):
        return NOT_A_NUMBER
    return f"{MINUS if value < 0 else '+' if signed else ''}{INFINITE}"


def _with_minus(text: str) -> str:
    return text.replace("-", MINUS)
