"""The numbers of one position of a window as they are read: they add up as they stand."""

from __future__ import annotations

import math
from decimal import Decimal

from core.inspection.slide_reading import SlideReading
from core.number_scale import NumberScale
from core.number_text import ABOUT, ALMOST_ZERO, MINUS, factor_text, signed_text

ROOM = 7  # digits
DECIMALS = 5
FACTOR, NARROW_FACTOR = 7, 5


class SlideNumbers:
    """Writes factors, products and what they add up to.

    A product is that of its factors *as they are written*.  What the digits that are not
    shown come to is `rounding`.

    Parameters
    ----------
    reading : SlideReading
    """

    def __init__(self, reading: SlideReading) -> None:
        self._reading = reading
        parts = (reading.window_sum, reading.others, reading.bias or 0.0, reading.total)
        self._is_finite = all(map(math.isfinite, parts))
        largest = float(abs(reading.products).max(initial=0.0))
        self._scale = NumberScale.of((largest, *parts), [reading.total], ROOM)
        self._sum = self._scale.units(reading.window_sum) if self._is_finite else 0
        self._is_written = False  # whether all that the sum is made of is

    def factors(self, at: tuple[int, int], characters: int = FACTOR) -> tuple[str, str]:
        """Return both factors of a product."""
        operand, kernel = self._reading.operand[at], self._reading.kernel[at]
        return factor_text(float(operand), characters), factor_text(float(kernel), characters)

    def product(self, at: tuple[int, int]) -> str:
        """Return the product of the factors as `factors` writes them."""
        if not self._is_finite:
            return signed_text(float(self._reading.products[at]), DECIMALS)
        exact = self._exactly(at)
        return self._scale.text(self._scale.units_exactly(exact), is_zero=not exact)

    def add_up_listed(self, listed: list[tuple[int, int]]) -> str:
        """Take the sum of listed products and all others; return that of the others."""
        products = self._reading.products
        rest = float(products.sum() - sum(float(products[at]) for at in listed))
        if not self._is_finite:
            return signed_text(rest, DECIMALS)
        units = self._scale.units(rest)
        self._is_written = True
        self._sum = units + sum(self._units(at) for at in listed)
        return self._scale.text(units, is_zero=rest == 0)

    def add_up_all(self) -> None:
        """Take the sum of all products as they are written."""
        if self._is_finite:
            rows, columns = self._reading.products.shape
            whole = (self._units((row, at)) for row in range(rows) for at in range(columns))
            self._sum, self._is_written = sum(whole), True

    def text(self, value: float) -> str:
        """Return a number that is added, or that all come to."""
        if not (self._is_finite and math.isfinite(value)):
            return signed_text(value, DECIMALS)
        units = self._scale.units(value)
        return self._scale.text(units, is_zero=value == 0)

    @property
    def sum(self) -> str:
        """The sum of the products; ``≈`` says that they are not written in full."""
        if not self._is_finite:
            return self.text(self._reading.window_sum)
        text = self._scale.text(self._sum, is_zero=self._reading.window_sum == 0)
        return text if self._is_written or text in ("0", ALMOST_ZERO) else f"{ABOUT}{text}"

    @property
    def rounding(self) -> str | None:
        """What the digits come to that are not shown; None if nothing."""
        if not self._is_finite:
            return None
        shown = self._reading
        parts = (shown.others, shown.bias or 0.0)
        added = self._sum + sum(self._scale.units(part) for part in parts)
        missing = self._scale.units(shown.total) - added
        return self._scale.text(missing, is_zero=False) if missing else None

    def _units(self, at: tuple[int, int]) -> int:
        return self._scale.units_exactly(self._exactly(at))

    def _exactly(self, at: tuple[int, int]) -> Decimal:
        a, b = (Decimal(text.replace(MINUS, "-")) for text in self.factors(at))
        return a * b
