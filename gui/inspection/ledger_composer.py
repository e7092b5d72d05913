"""Lays the pages of the core out in rows."""

from __future__ import annotations

import math
from collections.abc import Sequence

from core.ledger.account import Line
from core.ledger.page import Page
from core.ledger.side import Side
from core.network_spec import LayerOutline
from gui.inspection.ledger_number_text import difference_text, full_text, value_text
from gui.inspection.ledger_rows import (
    BadgeRow,
    FormulaRow,
    GapRow,
    LedgerRow,
    LineRow,
    NoteRow,
    RuleRow,
    Sheet,
    Tone,
)
from gui.inspection.ledger_term_rows import term_rows


def compose(
    page: Page,
    outlines: Sequence[LayerOutline],
    *,
    level: int = 0,
    order: tuple[int, ...] = (),
    with_formula: bool = True,
    extras: Sequence[LedgerRow] = (),
) -> Sheet:
    """Return a page as rows, from its name to its total.

    Parameters
    ----------
    page : Page
    outlines : sequence of LayerOutline
    level : int
        How often somebody asked for more terms.
    order : tuple of int
        The order in which the terms were shown so far.
    with_formula : bool
    extras : sequence of LedgerRow
        What stands below the total.
    """
    tone = Tone.FORWARD if page.side is Side.MADE else Tone.BACKWARD
    rows: list[LedgerRow] = [BadgeRow(page.side.value, tone)]
    if page.stored is None and page.missing:
        return Sheet((*rows, NoteRow(page.missing)))
    if page.missing:
        rows += [NoteRow(page.missing, Tone.ERROR)]
    if with_formula and page.formula.latex:
        rows.append(FormulaRow(page.formula.latex))
    terms = term_rows(page, outlines, level, order)
    rows += terms.rows
    if terms.rows and page.lines:
        rows.append(GapRow(4))
    rows += [_line_row(line) for line in page.lines]
    rows.append(RuleRow())
    rows += _total_rows(page)
    rows += [NoteRow(note) for note in page.notes]
    return Sheet((*rows, *extras), terms.order)


def _line_row(line: Line) -> LineRow:
    hint = f"{line.label}: {full_text(line.value)}"
    return LineRow(line.label, value_text(line.value), line.address, hint)


def _verdict(total: float, stored: float, *, agrees: bool) -> str:
    if math.isnan(total) and math.isnan(stored):
        return "both are NaN"
    difference = 0.0 if total == stored else total - stored
    return f"{'✓' if agrees else '✗'} {difference_text(difference)}"


def _total_rows(page: Page) -> list[LedgerRow]:
    rows: list[LedgerRow] = [
        LineRow(
            "total",
            value_text(page.total),
            hint=f"total, computed anew: {full_text(page.total)}",
            is_strong=True,
        )
    ]
    if page.stored is not None and page.difference is not None:
        rows.append(
            LineRow(
                "stored",
                value_text(page.stored),
                hint=f"stored: {full_text(page.stored)}, difference {page.difference:.1e}",
                verdict=_verdict(page.total, page.stored, agrees=page.agrees),
                verdict_tone=Tone.OK if page.agrees else Tone.ERROR,
            )
        )
    return rows
