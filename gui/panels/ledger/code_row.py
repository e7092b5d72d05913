"""A line of code on a page of the ledger."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A line of our own source.

    Attributes
    ----------
    number : int
        In the file; 0 for dots that stand for some lines.
    text : str
    is_arithmetic : bool
        Whether it computes, rather than prepares.
    """

    number: int
    text: str
    is_arithmetic: bool
