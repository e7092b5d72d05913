"""The textbook's lines behind a page, as rows."""

from __future__ import annotations

from functools import lru_cache
from types import ModuleType

from core.anatomy.addresses import LossAddress
from core.anatomy.ledger_error import LedgerError
from core.inspection.moment import Moment
from core.ledger.book_lines import book_lines, title_of_page, whole_pages
from core.ledger.page import Page
from core.ledger.side import Side
from core.ledger.source_lines import SourceExcerpt
from core.textbook.catalog import OTHER_PAGES
from gui.panels.ledger.code_lines import code_tone, heading, operand_rows
from gui.panels.ledger.code_row import CodeRow
from gui.panels.ledger.rows import GapRow, LedgerRow, MoreRow, NoteRow, Sheet, Tone

NOT_IN_BOOK = "The book has no page for this kind yet."


def book_sheet(page: Page, moment: Moment, *, level: int = 0) -> Sheet:
    """Return how the book computes a page's number, with the shapes and the number.

    Behind what the loss is blamed for, where all blame begins, stands the training loop.

    Parameters
    ----------
    page : Page
    moment : Moment
    level : int
        At 0 only the function that computes the number is shown, from 1 on its whole page.
    """
    if isinstance(page.address, LossAddress) and page.side is Side.BLAMED:
        return _sheet(OTHER_PAGES["training_loop"], "train_step", [], code_tone(page), level)
    if page.code is None or (page.missing and page.stored is None):
        return Sheet()
    if page.book is None:
        return Sheet((NoteRow(NOT_IN_BOOK),))
    operands = operand_rows(page, moment)
    return _sheet(page.book.page, page.book.function, operands, code_tone(page), level)


def _sheet(
    page: ModuleType, function: str, operands: list[LedgerRow], tone: Tone, level: int
) -> Sheet:
    try:
        excerpts = whole_pages(page) if level else book_lines(page, function)
    except LedgerError as error:
        return Sheet((NoteRow(str(error), Tone.WARNING),))
    rows: list[LedgerRow] = []
    for excerpt in excerpts:
        rows += [*([GapRow(8)] if rows else []), *heading(excerpt, tone)]
        if excerpt is excerpts[0]:
            rows += [*([] if level else [NoteRow(title_of_page(page))]), *operands]
        rows += _lines(excerpt)
    if level:
        rows.append(MoreRow("show only the function that computes", "", -1))
    else:
        rows.append(MoreRow("show the whole page", "", 1))
    return Sheet(tuple(rows))


@lru_cache(maxsize=64)
def _lines(excerpt: SourceExcerpt) -> tuple[CodeRow, ...]:
    return tuple(
        CodeRow(number, text, number in excerpt.marked)
        for number, text in zip(excerpt.numbers, excerpt.lines, strict=True)
    )
