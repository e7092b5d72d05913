"""Writes both pages of a number, ready to be drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from core.anatomy.addresses import ParameterAddress
from core.anatomy.ledger_error import LedgerError
from core.inspection.moment import Moment
from core.inspection.network_copy import NetworkCopy
from core.ledger.books import Books
from core.ledger.ledger import how_it_was_made, what_it_was_blamed_for
from core.ledger.page import Page
from core.ledger.passed_on import PassedOn, passed_on
from core.ledger.side import Side
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from gui.panels.ledger.batch_pages import BatchPages
from gui.panels.ledger.batch_rows import batch_rows
from gui.panels.ledger.book_sheets import book_sheet
from gui.panels.ledger.code_lines import code_sheet
from gui.panels.ledger.composer import compose
from gui.panels.ledger.difference_rows import class_choice, difference
from gui.panels.ledger.extras import loss_rows, share_rows
from gui.panels.ledger.pixel_rows import blame_behind_rows, product_rows
from gui.panels.ledger.request import LedgerRequest, LedgerSpread
from gui.panels.ledger.rows import LedgerRow, Sheet
from gui.panels.ledger.welcome import TITLE, welcome_sheet


def write_spread(
    request: LedgerRequest,
    batch_pages: BatchPages,
    network: NetworkCopy,
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
    network : NetworkCopy
        Of float64: shares the difference of two scores out.
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
    if address is None:
        return LedgerSpread(request, title=TITLE, sheets=(welcome_sheet(moment), Sheet()))
    books = books_of(moment)
    try:
        made = _named(how_it_was_made(address, books), books)
        blamed = _named(what_it_was_blamed_for(address, books), books)
    except LedgerError as error:
        return LedgerSpread(request, missing=str(error))
    given = passed_on(address, books)
    extras = [*share_rows(made, moment), *loss_rows(address, books)]
    extras += blame_behind_rows(given, request, books)
    more: tuple[Page, ...] = ()
    if isinstance(address, ParameterAddress):
        extras, more = batch_rows(
            address, request, batch_pages, may_compute=may_compute, cancelled=cancelled
        )
    compared = difference(request, books, network)
    if compared.page is not None:
        more = (*more, compared.page)
    sheets = _sheets(request, (made, blamed), (product_rows(given, request), extras))
    return LedgerSpread(
        request,
        title=made.title if compared.page is None else compared.page.title,
        pages=(made, blamed, *more),
        sheets=(_with_choice(request, compared.sheet, sheets[0]), sheets[1]),
        code=_code(request, _computed(made, given, books), blamed, more),
        parts=compared.parts,
    )


def _named(page: Page, books: Books) -> Page:
    """Return a page whose terms are called by the names of their classes."""
    terms = replace(page.terms, class_names=books.class_names)
    return replace(page, account=replace(page.account, terms=terms))


def _with_choice(request: LedgerRequest, compared: Sheet, made: Sheet) -> Sheet:
    """Return how a number was made or, asked for, why its class: the choice above either."""
    choice = class_choice(request)
    if not choice:
        return made
    shown = compared if compared.rows else made
    return Sheet((*choice, *shown.rows), shown.order)


def _computed(made: Page, given: PassedOn | None, books: Books) -> Page:
    """Return the page whose code is shown: of an input, that of what is made of it first."""
    largest = None if given is None else given.largest
    return made if largest is None else how_it_was_made(largest, books)


def _sheets(
    request: LedgerRequest,
    pages: tuple[Page, Page],
    extras: tuple[Sequence[LedgerRow], Sequence[LedgerRow]],
) -> tuple[Sheet, Sheet]:
    """Return the pages as they are drawn; `extras` go below either."""
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
            pages, request.levels[:2], request.orders, extras, strict=True
        )
    )
    return made, blamed


def _code(
    request: LedgerRequest, made: Page, blamed: Page, more: tuple[Page, ...]
) -> tuple[Sheet, Sheet]:
    """Return the lines of code behind either page, if they are wanted."""
    if not request.with_code:
        return Sheet(), Sheet()
    # what made a weight what it is was the optimiser
    step = next((page for page in more if page.side is Side.STEP), made)
    lines_of = book_sheet if request.in_book else code_sheet
    return (
        lines_of(step, request.moment, level=request.levels[2]),
        lines_of(blamed, request.moment, level=request.levels[3]),
    )


def books_of(moment: Moment) -> Books:
    """Return what the ledger is written from."""
    experiment, record = moment.experiment, moment.snapshot.record
    loss = CategoricalCrossEntropy() if experiment is None else experiment.make_loss()
    return Books(
        outlines=moment.outlines,
        trace=moment.trace,
        values=moment.snapshot.values,
        label=moment.target,
        loss=loss,
        initial=moment.initial,
        before=None if record is None else record.values,
        unedited=None if moment.unedited is None else moment.unedited.values,
        class_names=tuple(moment.sample.class_names),
    )
