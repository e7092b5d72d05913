"""Our own lines behind a page, as rows."""

from __future__ import annotations

import re
from functools import lru_cache

from core.anatomy.addresses import ParameterAddress, ValueAddress
from core.anatomy.ledger_error import LedgerError
from core.arrays import shape_text
from core.inspection.moment import Moment
from core.ledger.code_place import CodePlace, Pass
from core.ledger.page import Page
from core.ledger.page_numbers import value_text
from core.ledger.side import Side
from core.ledger.source_lines import SourceExcerpt, source_of
from gui.panels.ledger.code_row import CodeRow
from gui.panels.ledger.rows import (
    CaptionRow,
    GapRow,
    LedgerRow,
    LineRow,
    MoreRow,
    NoteRow,
    Sheet,
    Tone,
)

_RETURN = re.compile(r" *return ")
#: Hands over what was computed before.
_BARE_RETURN = re.compile(r" *return [\w.]+ *(#|$)")


@lru_cache(maxsize=64)
def excerpts_of(place: CodePlace) -> tuple[SourceExcerpt, ...]:
    """Return the functions behind a page; read from the source once."""
    return source_of(place)


def code_sheet(page: Page, moment: Moment, *, level: int = 0) -> Sheet:
    """Return the code behind a page, with the shapes and the number it is about.

    Parameters
    ----------
    page : Page
    moment : Moment
    level : int
        At 0 only the lines that compute are shown, from 1 on all of every function.
    """
    if page.code is None or (page.missing and page.stored is None):
        return Sheet()
    try:
        excerpts = excerpts_of(page.code)
    except LedgerError as error:
        return Sheet((NoteRow(str(error), Tone.WARNING),))
    tone = code_tone(page)
    rows: list[LedgerRow] = []
    for excerpt in excerpts:
        rows += [*([GapRow(8)] if rows else []), *heading(excerpt, tone)]
        if excerpt is excerpts[0]:
            rows += operand_rows(page, moment)
        rows += _lines(excerpt) if level else _informative_lines(excerpt)
    if level:
        rows.append(MoreRow("show only the lines that compute", "", -1))
    else:
        rows.append(MoreRow("show all lines", "", 1))
    return Sheet(tuple(rows))


def code_tone(page: Page) -> Tone:
    """Return the colour of the code behind a page."""
    return Tone.FORWARD if page.side in (Side.MADE, Side.STEP) else Tone.BACKWARD


def heading(excerpt: SourceExcerpt, tone: Tone) -> list[LedgerRow]:
    """Return what a function is called and where it is."""
    return [CaptionRow(excerpt.name, f"{excerpt.file}:{excerpt.first_line}", tone)]


@lru_cache(maxsize=64)
def _lines(excerpt: SourceExcerpt) -> tuple[CodeRow, ...]:
    return tuple(
        CodeRow(number, text, number in excerpt.marked and not _BARE_RETURN.match(text))
        for number, text in zip(excerpt.numbers, excerpt.lines, strict=True)
    )


@lru_cache(maxsize=64)
def _informative_lines(excerpt: SourceExcerpt) -> tuple[CodeRow, ...]:
    """Return the definition and what computes or returns; dots for what is between."""
    shown: list[CodeRow] = []
    for at, row in enumerate(_lines(excerpt)):
        is_informative = at == 0 or row.number in excerpt.marked or _RETURN.match(row.text)
        if is_informative:
            shown.append(row)
        elif shown[-1].number:
            indent = " " * (len(row.text) - len(row.text.lstrip()))
            shown.append(CodeRow(0, f"{indent}…", is_arithmetic=False))
    return tuple(shown)


def operand_rows(page: Page, moment: Moment) -> list[LedgerRow]:
    """Return name and shape of what goes in and comes out, with the page's number."""
    if page.code is None:
        return []
    rows: list[LedgerRow] = []
    value = value_text(page.total)
    layer = _computing_layer(page, moment)
    if layer is None or page.code.done_in in (Pass.FUSED, Pass.UPDATE):
        return [LineRow("result", value)]
    values = moment.trace.values
    read, written = shape_text(values[layer].shape), shape_text(values[layer + 1].shape)
    is_forward = page.code.done_in is Pass.FORWARD
    prefix = f"{layer}."
    parameters = [
        (path.rsplit(".", 1)[1], shape_text(array.shape))
        for path, array in moment.snapshot.values.items()
        if path.startswith(prefix)
    ]
    if is_forward:
        operands = [("x", read), *parameters]
        result = "y", written
    elif page.code.done_in is Pass.INPUT_GRADIENT:
        operands = [("grad_y", written), *parameters]
        result = "grad_x", read
    else:
        operands = [("x", read), ("grad_y", written)]
        name = page.address.name if isinstance(page.address, ParameterAddress) else "weight"
        result = f"{name}.gradient", dict(parameters).get(name, "")
    rows.append(CaptionRow(" · ".join(f"{name} {shape}" for name, shape in operands)))
    index = getattr(page.address, "index", ())
    place = ", ".join(map(str, index))
    rows.append(LineRow(f"{result[0]}[{place}]  of {result[1]}", value, is_strong=True))
    return rows


def _computing_layer(page: Page, moment: Moment) -> int | None:
    """Return whose pass the code is; None for a loss."""
    address = page.address
    if isinstance(address, ParameterAddress):
        return address.layer
    if not isinstance(address, ValueAddress):
        return None
    layer = address.layer if page.side is Side.MADE else address.layer + 1
    return layer if 0 <= layer < len(moment.outlines) else None
