"""Writes both pages of a number, ready to be drawn."""

from __future__ import annotations

from collections.abc import Callable

from core.anatomy.addresses import ParameterAddress
from core.anatomy.ledger_error import LedgerError
from core.inspection.moment import Moment
from core.ledger.books import Books
from core.ledger.ledger import how_it_was_made, what_it_was_blamed_for
from core.ledger.page import Page
from core.ledger.side import Side
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from gui.panels.ledger.batch_pages import BatchPages
from gui.panels.ledger.batch_rows import batch_rows
from gui.panels.ledger.code_lines import code_sheet
from gui.panels.ledger.composer import compose
from gui.panels.ledger.extras import loss_rows, share_rows
from gui.panels.ledger.request import LedgerRequest, LedgerSpread
from gui.panels.ledger.rows import LedgerRow, Sheet


def write_spread(
    request: LedgerRequest,
    batch_pages: BatchPages,
    *,
    may_compute: bool = True,
    cancelled: Callable[[], bool] = lambda: False,
) -> LedgerSpread:
    """Return both pages; a number that is gone is reported in `LedgerSpread.missing`.

    Parameters
    ----------
    request : LedgerRequest
    batch_pages : BatchPages
        Adds up the batch behind a weight.
    may_compute : bool
        Otherwise a batch that is not added up yet is only announced.
    cancelled : callable, optional
        Asked while the batch is added up.

    Raises
    ------
    Cancelled
        If `cancelled` says so.
    """
    moment, address = request.moment, request.address
    books = books_of(moment)
    try:
        made = how_it_was_made(address, books)
        blamed = what_it_was_blamed_for(address, books)
    except LedgerError as error:
        return LedgerSpread(request, missing=str(error))
    extras: list[LedgerRow] = share_rows(made, moment) + loss_rows(address, books)
    more: tuple[Page, ...] = ()
    if isinstance(address, ParameterAddress):
        extras, more = batch_rows(
            address, request, batch_pages, may_compute=may_compute, cancelled=cancelled
        )
    return LedgerSpread(
        request,
        title=made.title,
        pages=(made, blamed, *more),
        sheets=_sheets(request, (made, blamed), extras),
        code=_code(request, made, blamed, more),
    )


def _sheets(
    request: LedgerRequest, pages: tuple[Page, Page], extras: list[LedgerRow]
) -> tuple[Sheet, Sheet]:
    """Return the pages as they are drawn; `extras` go below the second."""
    made, blamed = (
        compose(
            page,
            request.moment.outlines,
            level=level,
            order=order,
            with_formula=request.with_formula,
            extras=below,
        )
        for page, level, order, below in zip(
            pages, request.levels[:2], request.orders, ((), extras), strict=True
        )
    )
    return made, blamed


def _code(
    request: LedgerRequest, made: Page, blamed: Page, more: tuple[Page, ...]
) -> tuple[Sheet, Sheet]:
    """Return our lines of code behind either page, if they are wanted."""
    if not request.with_code:
        return Sheet(), Sheet()
    # what made a weight what it is was the optimiser
    step = next((page for page in more if page.side is Side.STEP), made)
    return (
        code_sheet(step, request.moment, level=request.levels[2]),
        code_sheet(blamed, request.moment, level=request.levels[3]),
    )


def books_of(moment: Moment) -> Books:
    """Return what the ledger is written from."""
    experiment, record = moment.experiment, moment.snapshot.record
    loss = CategoricalCrossEntropy() if experiment is None else experiment.make_loss()
    return Books(
        outlines=moment.outlines,
        trace=moment.trace,
        values=moment.snapshot.values,
        label=moment.sample.label,
        loss=loss,
        initial=moment.initial,
        before=None if record is None else record.values,
    )
