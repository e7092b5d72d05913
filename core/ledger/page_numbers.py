"""The numbers of a page as they are read: every sum closes with the digits shown."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from core.arrays import FloatArray, IntArray
from core.ledger.account import Combination, Follows, Line
from core.ledger.page import Page
from core.number_scale import NumberScale
from core.number_text import ABOUT, MINUS, digits_text, factor_text, power_text, signed_text

#: Room of a factor beside its product, and in a grid.
CHARACTERS, GRID_CHARACTERS = 7, 6
#: More columns than this, of all grids beside each other, are too narrow for numbers.
WRITTEN_COLUMNS = 6
#: What makes up for the digits that are not shown.
ROUNDING = "rounding"
DIGITS = 4
#: Digits, before and after the point, of numbers beside terms, and of those with all the width.
ROOM, WIDE_ROOM = 7, 9


def value_text(value: float) -> str:
    """Return a number that stands alone: ``+0.9022``, ``−0.00846``, ``+2.31e−4``."""
    if 0 < abs(value) < 0.001:
        return power_text(value, 2, signed=True)
    return signed_text(value, DIGITS + (0 < abs(value) < 0.01))


def full_text(value: float) -> str:
    """Return a number with all digits that a float32 has, for who points at it."""
    return digits_text(value, 8, signed=True)


def setting_text(value: float, digits: int = DIGITS) -> str:
    """Return a setting: without a sign, and without zeros that only fill up."""
    return digits_text(value, digits)


def read(text: str) -> Decimal:
    """Return the number that a text of this page says."""
    return Decimal(text.replace(MINUS, "-"))


class PageNumbers:
    """Writes the numbers of one page, in the order they are read.

    All parts of a sum have one last digit.  Where factors are shown, a product is that of the
    factors *as they are written*; what this leaves is a line of its own, `rounding`.  Numbers
    that a formula makes of others are marked ``≈`` where they are rounded.

    Parameters
    ----------
    page : Page
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self._is_sum = page.combination is Combination.SUM
        self._shown = 0  # sum of what was written so far, in last digits
        parts = [line.value for line in page.lines if line.adds]
        products = page.terms.products
        sizes = np.abs(products)
        if page.combination is Combination.MAXIMUM:  # padding is minus infinity
            sizes = sizes[np.isfinite(sizes)]
        largest = float(sizes.max()) if len(sizes) else 0.0
        self._is_finite = all(map(math.isfinite, (largest, page.total, *parts)))
        to_show = [page.total] if len(products) else [page.total, *parts]
        step = [line.value for line in page.lines if line.follows is Follows.STEP]
        room = ROOM if len(products) else WIDE_ROOM
        self._scale = NumberScale.of((largest, page.total, *parts), to_show + step, room)
        self._total = self._scale.units(page.total) if self._is_finite else 0
        self._last_lines: list[int] = []
        given = {*products.tolist()} if len(products) < DIGITS else set()
        self._given = given | {line.value for line in page.lines if line.name}

    def factors(self, position: int, characters: int = CHARACTERS) -> tuple[str, ...]:
        """Return the factors of a term; more than two only serve to compute it."""
        return tuple(
            factor_text(float(column.values[position]), characters, signed=not column.is_ink)
            for column in self._page.terms.columns[:2]
        )

    def product(self, position: int) -> str:
        """Return what a term comes to, with the factors that `factors` returns."""
        value = float(self._page.terms.products[position])
        if not (self._is_sum and self._is_finite):
            return value_text(value)
        units, is_zero = self._units(position, CHARACTERS)
        return self._add(units, is_zero=is_zero)

    def cells(self, positions: IntArray, shape: tuple[int, int]) -> tuple[tuple[str, ...], ...]:
        """Return the texts of grids, one tuple a column; none if the cells are too small."""
        columns = self._page.terms.columns
        if shape[1] * len(columns) > WRITTEN_COLUMNS:
            return ()
        return tuple(
            tuple(
                factor_text(value, GRID_CHARACTERS, signed=not column.is_ink)
                for value in column.values[positions].tolist()
            )
            for column in columns
        )

    def group(self, positions: IntArray, *, is_written: bool) -> str:
        """Return the sum of terms; of their factors as they are written, where they are."""
        products = self._page.terms.products[positions]
        if not (self._is_sum and self._is_finite):
            return value_text(float(products.sum()))
        if not is_written or self._page.terms.how:
            total = float(products.sum())
            return self._add(self._scale.units(total), is_zero=not products.any())
        whole = sum(
            (self._exactly(int(at), GRID_CHARACTERS) for at in positions), start=Decimal(0)
        )
        return self._add(self._scale.units_exactly(whole), is_zero=not whole)

    def rest(self, value: float) -> str:
        """Return the sum of the terms that are not shown."""
        if not (self._is_sum and self._is_finite):
            return value_text(value)
        return self._add(self._scale.units(value), is_zero=value == 0)

    def listed(self, values: FloatArray, total: float) -> list[str]:
        """Return a list without factors, of which `total` is the sum."""
        if not (self._is_finite and np.isfinite(values).all()):
            return [value_text(float(value)) for value in values]
        scale = self._scale
        units = scale.closing(values, scale.units(total))
        return [
            scale.text(number, is_zero=value == 0)
            for number, value in zip(units, values.tolist(), strict=True)
        ]

    def line(self, line: Line) -> str:
        """Return a number beside the terms."""
        if line.is_setting:
            return setting_text(line.value)
        if not self._is_finite:
            return value_text(line.value)
        scale = self._scale
        if line.follows is Follows.TERMS:
            units = self._shown if self._is_sum else scale.units(line.value)
            return scale.text(units, is_zero=line.value == 0)
        if line.adds and self._is_sum:
            return self._add(scale.units(line.value), is_zero=line.value == 0)
        if self._page.combination is Combination.MAXIMUM:
            return self._compared(line)
        if line.follows is Follows.STEP or (line.name == "w" and self._closes_a_step):
            before = scale.units(self._weight)
            units = before if line.name == "w" else self._total - before
            return scale.text(units, is_zero=line.value == 0)
        return self._made(line.value) if not line.name else value_text(line.value)

    def rounding(self) -> str:
        """Return what the digits that are not shown come to; empty if nothing."""
        if not (self._is_sum and self._is_finite) or self._shown == self._total:
            return ""
        return self._scale.text(self._total - self._shown, is_zero=False)

    def total(self) -> str:
        """Return the total."""
        if not self._is_finite:
            return value_text(self._page.total)
        if self._is_sum or self._closes_a_step or self._is_maximum:
            return self._alike(self._page.total)
        return self._made(self._page.total)

    def stored(self) -> str:
        """Return the stored number, which should be the total, with the same digits."""
        stored = self._page.stored if self._page.stored is not None else math.nan
        if not (self._is_finite and math.isfinite(stored)):
            return value_text(stored)
        if self._is_sum or self._closes_a_step or self._is_maximum:
            return self._alike(stored)
        return value_text(stored)

    @property
    def _is_maximum(self) -> bool:
        return self._page.combination is Combination.MAXIMUM

    @property
    def _closes_a_step(self) -> bool:
        lines = self._page.lines
        return bool(lines) and lines[-1].follows is Follows.STEP

    @property
    def _weight(self) -> float:
        return next(line.value for line in self._page.lines if line.name == "w")

    def _alike(self, value: float) -> str:
        """Return a number as the total is written; a tiny one on its own."""
        units = self._scale.units(value)
        if not units and value:
            return value_text(value)
        return self._scale.text(units, is_zero=value == 0)

    def _made(self, value: float) -> str:
        """Return what a formula makes of other numbers: marked where it is rounded."""
        text = value_text(value)
        if not math.isfinite(value) or value in self._given:
            return text
        return text if float(read(text)) == value else f"{ABOUT}{text}"

    def _compared(self, line: Line) -> str:
        scale = self._scale
        units = scale.units(line.value)
        if line.follows is Follows.LINES:
            units = self._last_lines[-2] - self._last_lines[-1]
        self._last_lines.append(units)
        return scale.text(units, is_zero=line.value == 0)

    def _add(self, units: int, *, is_zero: bool) -> str:
        self._shown += units
        return self._scale.text(units, is_zero=is_zero)

    def _units(self, position: int, characters: int) -> tuple[int, bool]:
        terms = self._page.terms
        if terms.how:
            value = float(terms.products[position])
            return self._scale.units(value), value == 0
        exact = self._exactly(position, characters)
        return self._scale.units_exactly(exact), not exact

    def _exactly(self, position: int, characters: int) -> Decimal:
        """Return the product of the factors of a term as they are written."""
        factors: Sequence[str] = self.factors(position, characters)
        if any("∞" in text or "N" in text for text in factors):
            return Decimal(float(self._page.terms.products[position]))
        return math.prod((read(text) for text in factors), start=Decimal(1))
