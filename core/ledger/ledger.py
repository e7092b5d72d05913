"""The two pages of every number."""

from __future__ import annotations

import math

import numpy as np

from core.anatomy.addresses import (
    INPUT_LAYER,
    Address,
    LossAddress,
    ParameterAddress,
    ValueAddress,
)
from core.anatomy.titles import title_in_code, title_of
from core.ledger.account import Account, Combination, Formula, Line, sum_account
from core.ledger.book_call import BookCall
from core.ledger.books import Books
from core.ledger.catalog import layer_entries, loss_entries
from core.ledger.code_place import CodePlace, Pass
from core.ledger.page import Page
from core.ledger.side import Side
from core.ledger.silenced import (
    NOT_PASSED_NOTE,
    REACHES_NOTHING_NOTE,
    silenced_made,
    with_note,
)
from core.ledger.terms import Terms

NO_LABEL = (
    "This sample has no label, so there is no loss and nothing to blame: choose a labelled "
    "sample."
)
NOT_FINITE = (
    "This is not a finite number, because training diverged: follow the terms to where it "
    "began, then restart with a smaller learning rate."
)
NOT_LEARNED = "This number is gathered in training, not learned: it has no gradient."


def how_it_was_made(address: Address, books: Books) -> Page:
    """Return the left page: the arithmetic that made a number.

    Parameters
    ----------
    address : Address
    books : Books

    Raises
    ------
    LedgerError
        If the network has no such number; the text says what to do.
    """
    books.check(address)
    with np.errstate(all="ignore"):  # a diverged network stays readable
        if isinstance(address, LossAddress):
            return _loss_made(address, books)
        if isinstance(address, ParameterAddress):
            return _parameter_made(address, books)
        stored = float(books.output(address.layer)[address.index])
        if address.layer == INPUT_LAYER:
            return _page(Side.MADE, address, books, _input_made(stored), stored, None)
        outline = books.outlines[address.layer]
        entries = layer_entries(outline.spec.KIND)
        account = entries.made(books, outline, address.index)
        if books.is_silenced(address.layer, address.index):
            return _page(Side.MADE, address, books, silenced_made(account), stored, None)
        code = CodePlace(outline.spec.KIND, Pass.FORWARD)
        book = entries.made_in_book(books, outline, address.index)
        return _page(Side.MADE, address, books, account, stored, code, book)


def what_it_was_blamed_for(address: Address, books: Books) -> Page:
    """Return the right page: d(loss)/d(number), consumer by consumer.

    Parameters
    ----------
    address : Address
    books : Books

    Raises
    ------
    LedgerError
        If the network has no such number; the text says what to do.
    """
    books.check(address)
    if books.trace.gradients is None or books.label is None:
        return _empty(Side.BLAMED, address, books, NO_LABEL)
    with np.errstate(all="ignore"):
        if isinstance(address, LossAddress):
            return _page(Side.BLAMED, address, books, _loss_blamed(), 1.0, None)
        if isinstance(address, ParameterAddress):
            return _parameter_blamed(address, books)
        return _value_blamed(address, books, books.label)


def _value_blamed(address: ValueAddress, books: Books, label: int) -> Page:
    stored = float(books.gradient(address.layer)[address.index])
    is_fused = books.is_fused and address.layer == books.last - 1
    if is_fused or address.layer == books.last:
        kind, unit = books.loss.KIND, address.index[0]
        of_loss = loss_entries(kind)
        account = (of_loss.fused if is_fused else of_loss.blamed)(books, label, unit)
        code = CodePlace(kind, Pass.FUSED if is_fused else Pass.INPUT_GRADIENT)
        book = of_loss.blamed_in_book(books, label, unit, of_scores=is_fused)
    else:
        consumer = books.outlines[address.layer + 1]
        entries = layer_entries(consumer.spec.KIND)
        account = entries.blamed(books, consumer, address.index)
        keeps = consumer.spec.KEEPS_PLACES
        if keeps and books.is_silenced(consumer.position, address.index):
            account = with_note(account, REACHES_NOTHING_NOTE)
        code = CodePlace(consumer.spec.KIND, Pass.INPUT_GRADIENT)
        book = entries.blamed_in_book(books, consumer, address.index)
    if books.is_silenced(address.layer, address.index):
        account = with_note(account, NOT_PASSED_NOTE)
    return _page(Side.BLAMED, address, books, account, stored, code, book)


def _parameter_blamed(address: ParameterAddress, books: Books) -> Page:
    gradient = books.trace.parameter_gradients.get(address.path)
    if gradient is None:
        return _empty(Side.BLAMED, address, books, NOT_LEARNED)
    outline = books.outlines[address.layer]
    entries = layer_entries(outline.spec.KIND)
    account = entries.parameter_blamed(books, outline, address.name, address.index)
    code = CodePlace(outline.spec.KIND, Pass.PARAMETER_GRADIENTS)
    book = entries.parameter_blamed_in_book(books, outline, address.name, address.index)
    stored = float(gradient[address.index])
    return _page(Side.BLAMED, address, books, account, stored, code, book)


def _loss_made(address: LossAddress, books: Books) -> Page:
    if books.label is None or books.trace.loss is None:
        return _empty(Side.MADE, address, books, NO_LABEL)
    kind = books.loss.KIND
    entries = loss_entries(kind)
    account = entries.made(books, books.label)
    code = CodePlace(kind, Pass.FUSED if books.is_fused else Pass.FORWARD)
    book = entries.made_in_book(books, books.label)
    return _page(Side.MADE, address, books, account, books.trace.loss, code, book)


def _parameter_made(address: ParameterAddress, books: Books) -> Page:
    now = float(books.values[address.path][address.index])
    of_run = now
    if books.unedited is not None:
        of_run = float(books.unedited[address.path][address.index])
    if books.initial is None or address.path not in books.initial:
        lines = [Line("value now", of_run, "value", adds=True)]
        formula = Formula("the stored value", r"w")
    else:
        first = float(books.initial[address.path][address.index])
        lines = [Line("drawn at step 0", first, "initial", adds=True)]
        if books.before is None:
            lines.append(Line("all steps since", of_run - first, "steps", adds=True))
        else:
            before = float(books.before[address.path][address.index])
            lines.append(Line("all earlier steps", before - first, "earlier", adds=True))
            lines.append(Line("the latest step", of_run - before, "latest", adds=True))
        formula = Formula("w = w₀ + all steps since", r"w = w_0 + \sum_t \Delta w_t")
    if of_run != now:
        lines.append(Line("changed by hand", now - of_run, "changed", adds=True))
    account = sum_account(formula, Terms.nothing(), lines)
    return _page(Side.MADE, address, books, account, now, None)


def _input_made(stored: float) -> Account:
    lines = [Line("given", stored, "x", adds=True)]
    notes = ["An input is given, not made: it is where every walk through the ledger ends."]
    byte = stored * 255
    if math.isfinite(byte) and abs(byte - round(byte)) < 1e-4:
        notes.append(f"As a byte of the image it is {round(byte)} of 255.")
    return sum_account(Formula("x", "x"), Terms.nothing(), lines, notes=notes)


def _loss_blamed() -> Account:
    lines = [Line("dL/dL", 1.0, "seed", adds=True)]
    notes = ["Blame starts here: if the loss grows by 1, the loss grows by 1."]
    formula = Formula("dL/dL = 1", r"\frac{dL}{dL} = 1")
    return sum_account(formula, Terms.nothing(), lines, notes=notes)


def _page(
    side: Side,
    address: Address,
    books: Books,
    account: Account,
    stored: float,
    code: CodePlace | None,
    book: BookCall | None = None,
) -> Page:
    is_finite = math.isfinite(account.total) and math.isfinite(stored)
    return Page(
        side=side,
        address=address,
        title=title_of(books.outlines, address),
        account=account,
        stored=stored,
        code=code,
        book=book,
        missing="" if is_finite else NOT_FINITE,
        title_in_code=title_in_code(books.outlines, address),
    )


def _empty(side: Side, address: Address, books: Books, missing: str) -> Page:
    account = Account(
        formula=Formula("", ""),
        combination=Combination.SUM,
        terms=Terms.nothing(),
        lines=(),
        total=math.nan,
        scale=0.0,
        snippet=(),
    )
    return Page(
        side, address, title_of(books.outlines, address), account, None, missing=missing
    )
