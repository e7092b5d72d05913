"""One page of the ledger."""

from __future__ import annotations

import math
from dataclasses import dataclass

from core.anatomy.addresses import Address
from core.ledger.account import SMALLEST_SCALE, Account, Combination, Formula, Line
from core.ledger.book_call import BookCall
from core.ledger.code_place import CodePlace
from core.ledger.side import Side
from core.ledger.terms import Terms

#: Largest relative difference that float32 explains.
TOLERANCE = 1e-5


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """How one number was made, or what it was blamed for; plain data.

    Attributes
    ----------
    side : Side
    address : Address
        Whose page it is.
    title : str
        E.g. ``"Conv2D · filter 3 · pixel (17, 12)"``.
    account : Account
        The arithmetic; its parts are also attributes of the page.
    stored : float or None
        The number in the stored tensor; None if nothing is stored.
    code : CodePlace or None
    book : BookCall or None
        The same number, as the textbook computes it.
    title_in_code : str
        The title where it stands in code, which counts from 0; empty if that is the same.
    missing : str
        What is missing and what to do about it; empty if nothing is.
    """

    side: Side
    address: Address
    title: str
    account: Account
    stored: float | None
    code: CodePlace | None = None
    book: BookCall | None = None
    missing: str = ""
    title_in_code: str = ""

    @property
    def formula(self) -> Formula:
        """What is computed, in symbols."""
        return self.account.formula

    @property
    def combination(self) -> Combination:
        """How the terms become the total."""
        return self.account.combination

    @property
    def terms(self) -> Terms:
        """What is combined."""
        return self.account.terms

    @property
    def lines(self) -> tuple[Line, ...]:
        """Single numbers beside the terms."""
        return self.account.lines

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences about what is special here."""
        return self.account.notes

    @property
    def total(self) -> float:
        """What the arithmetic comes to, in float64."""
        return self.account.total

    @property
    def difference(self) -> float | None:
        """Total minus the stored number; None if nothing is stored."""
        return None if self.stored is None else self.total - self.stored

    @property
    def relative_difference(self) -> float | None:
        """Size of the difference over the size of the numbers that were combined."""
        if self.stored is None or self.difference is None:
            return None
        if self.total == self.stored:
            return 0.0
        scale = max(self.account.scale, abs(self.stored), SMALLEST_SCALE)
        return abs(self.difference) / scale

    @property
    def agrees(self) -> bool:
        """Whether total and stored number are the same but for float32 rounding."""
        relative = self.relative_difference
        return relative is not None and math.isfinite(relative) and relative <= TOLERANCE
