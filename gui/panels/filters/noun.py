"""What one output of a layer is called here."""

from __future__ import annotations

from core.inspection.filter_bank import FilterBank


def noun_of(bank: FilterBank) -> str:
    """Return ``filter`` for what slides, ``unit`` for folded rows of a dense layer."""
    return "unit" if bank.is_folded else "filter"
