"""Lays the pages of the core out in rows."""

from __future__ import annotations

import math
from collections.abc import Sequence

from core.ledger.account import Line
from core.ledger.page import Page
from core.ledger.page_numbers import ROUNDING, PageNumbers, full_text, setting_text
from core.ledger.side import Side
from core.network_spec import LayerOutline
from core.number_text import difference_text
from gui.panels.ledger.rows import (
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
from gui.panels.ledger.term_rows import TermRows, term_rows

#: What the total of a page is called where that says more.
TOTALS = {Side.BATCH: "gradient of the batch", Side.STEP: "value now"}
ROUNDING_SAYS = "The sum of the digits that are not shown above."


def compose(
    page: Page,
    outlines: Sequence[LayerOutline],
    *,
    level: int = 0,
    order: tuple[int, ...] = (),
    with_formula: bool = True,
    extras: Sequence[LedgerRow] = (),
    listed: Sequence[LedgerRow] | None = None,
) -> Sheet:
    """Return a page as rows, from its name to its total.

    Parameters
    ----------
    page : Page
    outlines : sequence of LayerOutline
    level : int
        How often more terms were asked for.
    order : tuple of int
        The order in which the terms were shown so far.
    with_formula : bool
    extras : sequence of LedgerRow
        What stands below the total.
    listed : sequence of LedgerRow, optional
        What stands in place of the terms.
    """
    tone = Tone.FORWARD if page.side is Side.MADE else Tone.BACKWARD
    rows: list[LedgerRow] = [BadgeRow(page.side.value, tone)]
    if page.stored is None and page.missing:
        return Sheet((*rows, NoteRow(page.missing), *extras))
    if page.missing:
        rows += [NoteRow(page.missing, Tone.ERROR)]
    if with_formula and page.formula.latex:
        rows.append(FormulaRow(page.formula.latex))
    numbers = PageNumbers(page)
    if listed is None:
        terms = term_rows(page, outlines, level, order, numbers)
    else:
        terms = TermRows(list(listed), ())
        numbers.rest(page.terms.total())
    rows += terms.rows
    if terms.rows and page.lines:
        rows.append(GapRow(4))
    rows += [_line_row(line, numbers) for line in page.lines]
    if rounding := numbers.rounding():
        rows.append(LineRow(ROUNDING, rounding, hint=ROUNDING_SAYS))
    rows.append(RuleRow())
    rows += _total_rows(page, numbers)
    rows += [NoteRow(note) for note in page.notes]
    return Sheet((*rows, *extras), terms.order)


def _line_row(line: Line, numbers: PageNumbers) -> LineRow:
    number = numbers.line(line)
    full = setting_text(line.value, 8) if line.is_setting else full_text(line.value)
    hint = f"{line.label}: {full}"
    if line.says:
        hint = f"{hint}. {line.says}"
    return LineRow(line.label, number, line.address, hint)


def _verdict(total: float, stored: float, *, agrees: bool) -> str:
    if math.isnan(total) and math.isnan(stored):
        return "both are NaN"
    difference = 0.0 if total == stored else total - stored
    return f"{'✓' if agrees else '✗'} {difference_text(difference)}"


def _total_rows(page: Page, numbers: PageNumbers) -> list[LedgerRow]:
    rows: list[LedgerRow] = [
        LineRow(
            TOTALS.get(page.side, "total"),
            numbers.total(),
            hint=f"total, computed anew: {full_text(page.total)}",
            is_strong=True,
        )
    ]
    if page.stored is not None and page.difference is not None:
        apart = difference_text(page.difference)
        rows.append(
            LineRow(
                "stored",
                numbers.stored(),
                hint=f"stored: {full_text(page.stored)}, difference {apart}",
                verdict=_verdict(page.total, page.stored, agrees=page.agrees),
                verdict_tone=Tone.OK if page.agrees else Tone.ERROR,
            )
        )
    return rows
