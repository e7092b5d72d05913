"""The pages of a number, as a figure."""

from __future__ import annotations

import math
from collections.abc import Sequence

from core.figures.figure import Figure
from core.figures.text_table import Cell, TextTable
from core.ledger.page import Page


def ledger_figure(title: str, pages: Sequence[Page]) -> Figure | None:
    """Return every page with all its terms, in their order; None if there is none."""
    parts = tuple(table for page in pages if (table := _page(page)).rows)
    return Figure(title, parts) if parts else None


def _page(page: Page) -> TextTable:
    terms, columns = page.terms, page.terms.columns
    empty: tuple[Cell, ...] = (None,) * len(columns)
    rows: list[tuple[Cell, ...]] = []
    if not math.isnan(page.total):
        rows.append(("total", *empty, float(page.total)))
    if page.stored is not None:
        rows.append(("stored", *empty, float(page.stored)))
    rows += [(line.label, *empty, float(line.value)) for line in page.lines]
    rows += [
        (
            terms.label(at),
            *(float(column.values[at]) for column in columns),
            float(terms.products[at]),
        )
        for at in range(len(terms))
    ]
    return TextTable(
        f"{page.title}: {page.side.value}",
        ("term", *(column.role for column in columns), "value"),
        tuple(rows),
        page.formula.text,
    )
