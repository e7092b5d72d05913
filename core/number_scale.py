"""The last digit that the numbers of a sum share."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from core.arrays import FloatArray
from core.number_text import ALMOST_ZERO, MINUS

#: Digits that a small total, or a small part of a sum of a few numbers, is to show.
COUNTING = 3
#: Decimals of a power of ten.
POWER_DECIMALS = 3
SMALLEST_PLAIN, LARGEST_PLAIN = -3, 3


@dataclass(frozen=True, slots=True)
class NumberScale:
    """Writes numbers with one last digit, so that the texts add up where the numbers do.

    A number is handled as a whole count of that digit.

    Attributes
    ----------
    decimals : int
    power : int
        The power of ten behind every number; 0 for none.
    """

    decimals: int
    power: int = 0

    @classmethod
    def of(cls, sizes: Iterable[float], to_show: Sequence[float], room: int) -> NumberScale:
        """Return a scale for numbers up to the largest of `sizes`.

        Parameters
        ----------
        sizes : iterable of float
        to_show : sequence of float
            Numbers that are to show some digits if there is room, however small.
        room : int
            How many digits there is room for, before and after the point.
        """
        largest = max((abs(size) for size in sizes if math.isfinite(size)), default=0.0)
        if largest == 0:
            return cls(4)
        magnitude = math.floor(math.log10(largest))
        if not SMALLEST_PLAIN <= magnitude < LARGEST_PLAIN:
            return cls(POWER_DECIMALS, magnitude)
        decimals = 5 if magnitude == SMALLEST_PLAIN else 4
        least = min((abs(number) for number in to_show if number), default=largest)
        if math.isfinite(least) and least < largest:
            wanted = COUNTING - 1 - math.floor(math.log10(least))
            decimals = max(decimals, min(wanted, room - max(magnitude + 1, 1)))
        return cls(decimals)

    @property
    def unit(self) -> float:
        """The worth of the last digit."""
        return float(10.0 ** (self.power - self.decimals))

    def units(self, value: float) -> int:
        """Return how many last digits a finite number is, rounded."""
        return round(value / self.unit)

    def units_exactly(self, value: Decimal) -> int:
        """Return the same of a number that is known exactly."""
        return round(value.scaleb(self.decimals - self.power))

    def text(self, units: int, *, is_zero: bool) -> str:
        """Return a number of so many last digits: ``+0.1420``, ``−0.012e−4``.

        Parameters
        ----------
        units : int
        is_zero : bool
            Whether the number is exactly zero; if not, none at all are ``≈0``.
        """
        if not units:
            return "0" if is_zero else ALMOST_ZERO
        whole, rest = divmod(abs(units), 10**self.decimals)
        behind = f".{rest:0{self.decimals}}" if self.decimals else ""
        power = f"e{self.power}".replace("-", MINUS) if self.power else ""
        return f"{'+' if units > 0 else MINUS}{whole}{behind}{power}"

    def closing(self, values: FloatArray, total: int) -> list[int]:
        """Return `values` in last digits that add up to `total`: by largest remainder.

        Each differs from the number by less than the last digit, if `total` is their sum.
        """
        exact = values / self.unit
        units = np.floor(exact)
        missing = total - int(units.sum())
        order = np.argsort(units - exact, kind="stable")  # largest remainder first
        if not 0 <= missing <= len(order):  # not their sum
            return [round(number) for number in exact.tolist()]
        units[order[:missing]] += 1
        return [int(number) for number in units.tolist()]
