"""Reads numbers from the screen, as a person does: from their text alone."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

_NUMBER = re.compile(
    r"(?P<sign>[+−]?)(?P<digits>\d[\d,]*)(?:\.(?P<decimals>\d+))?(?:e(?P<power>−?\d+))?"
)


class ShownNumber(NamedTuple):
    """What a text says, and how fine it says it."""

    value: Fraction
    unit: Fraction  # worth of the last digit; 0 for an exact zero

    @property
    def low(self):
        return self.value - self.unit / 2

    @property
    def high(self):
        return self.value + self.unit / 2


def shown(text: str) -> ShownNumber:
    """Return what `text` says; a ``≈`` before it is passed over.

    Raises
    ------
    ValueError
        If it is not written as every number on the screen is.
    """
    text = text.removeprefix("≈ ")
    if text == "0":
        return ShownNumber(Fraction(0), Fraction(0))
    if text == "≈0":
        raise ValueError("how fine this is depends on its neighbours")
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise ValueError(f"not a number as the screen writes them: {text!r}")
    decimals, power = found["decimals"] or "", int((found["power"] or "0").replace("−", "-"))
    whole = int(found["digits"].replace(",", "") + decimals)
    unit = Fraction(10) ** (power - len(decimals))
    return ShownNumber((-whole if found["sign"] == "−" else whole) * unit, unit)


def read_number(text: str) -> float:
    """Return what a text says as a float; ``≈0`` is 0."""
    if text == "NaN":  # what a network that diverged makes
        return float("nan")
    return 0.0 if text == "≈0" else float(shown(text).value)


def on_screen(text: str) -> str:
    """Return `text` with numbers as the screen writes them: ``-2e-05`` becomes ``−2e−5``."""
    text = re.sub(r"(?<=\d)e([+-]\d+)", lambda found: f"e{int(found[1])}", text)
    return re.sub(r"-(?=\d)", "−", text)
