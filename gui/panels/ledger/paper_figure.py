"""The pages of a number, as a figure."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from core.figures.figure import Figure
from core.figures.text_table import Cell, TextTable

if TYPE_CHECKING:  # the ledger is not loaded with the window
    from core.ledger.page import Page
    from gui.panels.ledger.request import LedgerSpread


def ledger_figure(spread: LedgerSpread | None) -> Figure | None:
    """Return every page with all its terms, in their order; None if there is none."""
    pages = () if spread is None else spread.pages
    parts = tuple(table for page in pages if (table := _page(page)).rows)
    return None if spread is None or not parts else Figure(spread.title, parts)


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
