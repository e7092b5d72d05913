"""What one output of a layer is called here."""

from __future__ import annotations

from core.index_words import index_words, unit_words
from core.inspection.filter_bank import FilterBank


def noun_of(bank: FilterBank) -> str:
    """Return ``filter`` for what slides, ``unit`` for folded rows of a dense layer."""
    return "unit" if bank.is_folded else "filter"


def weight_words(bank: FilterBank, row: int, column: int, channel: int, output: int) -> str:
    """Return in words which weight a number of the folded weights is."""
    unit = bank.unit_of(row, column, output)
    if bank.is_matrix:
        given = column if bank.units_are_rows else row
        return f"{unit_words('unit', unit)} · {unit_words('input', given)}"
    where = f" · input channel {index_words(channel)}" if bank.shape[2] > 1 else ""
    at = f"row {index_words(row)}, column {index_words(column)}"
    return f"{unit_words(noun_of(bank), unit)}{where} · {at}"
