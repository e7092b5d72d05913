"""What a number of the sample gives to the layer that reads it, as rows."""

from __future__ import annotations

from collections.abc import Sequence

from core.anatomy.titles import layer_title
from core.arrays import largest_first
from core.ledger.account import Formula, sum_account
from core.ledger.books import Books
from core.ledger.ledger import what_it_was_blamed_for
from core.ledger.page import Page
from core.ledger.page_numbers import PageNumbers, value_text
from core.ledger.passed_on import PassedOn
from core.ledger.side import Side
from core.network_spec import LayerOutline
from gui.panels.ledger.cell_texts import are_written, number_texts, product_texts
from gui.panels.ledger.composer import compose
from gui.panels.ledger.request import LedgerRequest
from gui.panels.ledger.rows import (
    CaptionRow,
    GapRow,
    Grid,
    GridRow,
    LedgerRow,
    MoreRow,
    NoteRow,
    Tone,
)
from gui.panels.ledger.term_rows import GROUPS_SHOWN, GROWTH, limit_of, term_rows

NOTHING = "No window holds this pixel, so it is multiplied by no weight."


def product_rows(given: PassedOn | None, request: LedgerRequest) -> list[LedgerRow]:
    """Return the products of an input: which weights multiply it, and what each one adds."""
    if given is None:
        return []
    outlines = request.moment.outlines
    title = layer_title(outlines, given.layer)
    rows: list[LedgerRow] = [
        GapRow(10),
        CaptionRow(f"What it gives to {title}: input × weight", tone=Tone.TEXT),
    ]
    if not len(given.terms):
        return [*rows, NoteRow(NOTHING)]
    if given.terms.grid is not None:
        return [*rows, *_grids(given, request.levels[0])]
    account = sum_account(Formula("", ""), given.terms)
    page = Page(Side.MADE, given.reads, title, account, None)
    return [*rows, *term_rows(page, outlines, request.levels[0], (), PageNumbers(page)).rows]


def blame_behind_rows(
    given: PassedOn | None, request: LedgerRequest, books: Books
) -> list[LedgerRow]:
    """Return the sum that makes dL/d(pixel) where the first layer only lays pixels out."""
    if given is None or given.reads == request.address or books.trace.gradients is None:
        return []
    page = what_it_was_blamed_for(given.reads, books)
    outlines: Sequence[LayerOutline] = request.moment.outlines
    laid_out = layer_title(outlines, given.reads.layer)
    title = layer_title(outlines, given.layer)
    head = CaptionRow(f"{laid_out} only lays it out; {title} makes it", tone=Tone.TEXT)
    sheet = compose(page, outlines, level=request.levels[1], with_formula=request.with_formula)
    return [GapRow(10), head, *sheet.rows[1:]]


def _grids(given: PassedOn, level: int) -> list[LedgerRow]:
    """Return weights and products window by window, for the filters that get the most."""
    terms = given.terms
    x, weight, adds = terms.columns
    sums = terms.group_sums()
    shape = terms.grid or (1, 1)
    shown = GROUPS_SHOWN * GROWTH**level
    rows: list[LedgerRow] = []
    limits = limit_of(weight.values), limit_of(adds.values)
    captions = "weight", "input × weight"
    for group in largest_first(sums)[:shown].tolist():
        rows.append(CaptionRow(terms.group_names[group], tone=Tone.TEXT))
        positions = terms.group_positions(group)
        texts = number_texts(weight.values[positions])
        pixel = float(x.values[positions[0]])  # the same in every window
        written = (texts, product_texts(pixel, texts)) if are_written(shape, 2) else ((), ())
        grids = tuple(
            Grid(
                caption=caption,
                tone=Tone.MUTED,
                column=column,
                positions=positions,
                shape=shape,
                limit=limit,
                is_ink=False,
                texts=inside,
            )
            for column, limit, caption, inside in zip(
                (weight, adds), limits, captions, written, strict=True
            )
        )
        rows.append(GridRow(grids, "", terms.products))
    if shown < len(sums):
        rows.append(MoreRow(f"show {len(sums) - shown:,} more filters", "", 1))
    if level:
        rows.append(MoreRow("show fewer", "", -1))
    largest = value_text(float(terms.products[terms.by_size()[0]]))
    text = f"Each product goes into another number; the largest is {largest}. Click one."
    return [*rows, NoteRow(text)]
