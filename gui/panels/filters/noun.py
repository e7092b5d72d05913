"""What one output of a layer is called here."""

from __future__ import annotations

from core.inspection.filter_bank import FilterBank


def noun_of(bank: FilterBank) -> str:
    """Return ``filter`` for what slides, ``unit`` for folded rows of a dense layer."""
    return "unit" if bank.is_folded else "filter"


def weight_words(bank: FilterBank, row: int, column: int, channel: int, output: int) -> str:
    """Return in words which weight a number of the folded weights is."""
    unit = bank.unit_of(row, column, output)
    if bank.is_matrix:
        given = column if bank.units_are_rows else row
        return f"unit {unit + 1} · input {given + 1}"
    where = f" · input channel {channel + 1}" if bank.shape[2] > 1 else ""
    return f"{noun_of(bank)} {unit + 1}{where} · row {row}, column {column}"
