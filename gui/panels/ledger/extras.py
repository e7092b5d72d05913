"""What stands on a page besides its own arithmetic: shares of gradients, the way on."""

from __future__ import annotations

import numpy as np

from core.anatomy.addresses import Address, LossAddress, ValueAddress
from core.inspection.moment import Moment
from core.inspection.unknown_gradients import gradients_are_known
from core.ledger.books import Books
from core.ledger.column import Column, Quantity
from core.ledger.page import Page
from core.ledger.page_numbers import full_text, value_text
from gui.panels.ledger.cell_texts import are_written, number_texts, product_texts
from gui.panels.ledger.rows import (
    CaptionRow,
    GapRow,
    Grid,
    GridRow,
    LedgerRow,
    LineRow,
    MoreRow,
    Tone,
)
from gui.panels.ledger.term_rows import LARGEST_LEGIBLE, limit_of
from gui.panels.ledger.wishes import OpenBook

TRAINING_LOOP = "the training loop, as in the book"


def share_rows(made: Page, moment: Moment) -> list[LedgerRow]:
    """Return what a pixel of a convolution asks of its kernel, and what the batch asked.

    Nothing for any other number, or without gradients.
    """
    address, terms = made.address, made.terms
    if moment.trace.gradients is None or not isinstance(address, ValueAddress):
        return []
    if address.layer < 0 or not moment.outlines[address.layer].spec.SLIDES_FILTERS:
        return []
    if terms.grid is None or terms.grid[0] * terms.grid[1] > LARGEST_LEGIBLE:
        return []
    x, weight = terms.columns
    if not isinstance(weight.source, str) or weight.places is None:
        return []
    delta = float(moment.trace.gradients[address.layer + 1][address.index])
    batch = moment.snapshot.gradients[weight.source][tuple(weight.places.T)].astype(np.float64)
    group = int(np.abs(terms.group_sums()).argmax())
    positions = terms.group_positions(group)
    name = terms.group_names[group] if len(terms.group_names) > 1 else ""
    patch = number_texts(x.values[positions], signed=not x.is_ink)
    kinds = [("this pixel: δ × patch", delta * x.values, product_texts(delta, patch))]
    if moment.snapshot.step > 0 and gradients_are_known(moment.snapshot):
        kinds.append(("the whole batch", batch, number_texts(batch[positions])))
    has_room = are_written(terms.grid, len(kinds))
    grids = []
    for caption, values, texts in kinds:
        column = Column(
            caption, "g", values, weight.source, weight.places, quantity=Quantity.GRADIENT
        )
        grid = Grid(
            caption=caption,
            tone=Tone.BACKWARD,
            column=column,
            positions=positions,
            shape=terms.grid,
            limit=limit_of(values[positions]),
            is_ink=False,
            texts=texts if has_room else (),
        )
        grids.append(grid)
    heading = "dL/dw, cell by cell"
    return [
        GapRow(10),
        CaptionRow(f"{heading} · {name}" if name else heading, tone=Tone.TEXT),
        GridRow(tuple(grids), "", delta * x.values),
    ]


def loss_rows(address: Address, books: Books) -> list[LedgerRow]:
    """Return the way on to the loss from the numbers it is made from, and on from there."""
    if isinstance(address, LossAddress):
        return [GapRow(6), MoreRow(TRAINING_LOOP, "", 1, OpenBook())]
    first = books.last - 1 if books.is_fused else books.last
    loss = books.trace.loss
    if not isinstance(address, ValueAddress) or address.layer < first or loss is None:
        return []
    hint = f"the loss of this sample: {full_text(loss)}"
    return [
        GapRow(6),
        LineRow("goes into the loss\N{NO-BREAK SPACE}›", value_text(loss), LossAddress(), hint),
    ]
