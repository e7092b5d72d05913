"""Our own lines behind a page, as rows."""

from __future__ import annotations

import re
from functools import lru_cache

from core.anatomy.addresses import ParameterAddress, ValueAddress
from core.anatomy.ledger_error import LedgerError
from core.arrays import shape_text
from core.inspection.moment import Moment
from core.ledger.page import CodePlace, Page, Pass
from core.ledger.side import Side
from core.ledger.source_lines import SourceExcerpt, source_of
from gui.panels.ledger.number_text import value_text
from gui.panels.ledger.rows import (
    CaptionRow,
    CodeRow,
    GapRow,
    LedgerRow,
    LineRow,
    MoreRow,
    NoteRow,
    Sheet,
    Tone,
)

_COMPUTES = re.compile(
    r" @ |[-+*/@]= |\*\*|np\.(exp|log|maximum|matmul|dot|add|multiply|subtract|divide|sqrt|tanh"
    r"|power|negative|copyto|where|equal)\(|\.(sum|max|mean)\(|\blargest_of\(|\bdeal_out\("
)
#: A function with one of these does the work; the others prepare it or put it away.
_DOES_THE_WORK = re.compile(
    r"np\.(exp|log|maximum|matmul|multiply|divide|sqrt|tanh)\(|\blargest_of\(|\bdeal_out\("
)


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
    tone = Tone.FORWARD if page.side in (Side.MADE, Side.STEP) else Tone.BACKWARD
    first = next((excerpt for excerpt in excerpts if _works(excerpt)), excerpts[0])
    rows = [*_heading(first, tone), *_operands(page, moment)]
    if not level:
        rows += _informative_lines(first)
        rows.append(MoreRow(f"show all lines{_and_others(len(excerpts) - 1)}", "", 1))
        return Sheet(tuple(rows))
    rows += _lines(first)
    for excerpt in excerpts:
        if excerpt is not first:
            rows += [GapRow(8), *_heading(excerpt, tone), *_lines(excerpt)]
    return Sheet((*rows, MoreRow("show only the lines that compute", "", -1)))


def _and_others(count: int) -> str:
    if not count:
        return ""
    return f", and {count} function{'s' * (count > 1)} around it"


def _works(excerpt: SourceExcerpt) -> bool:
    return any(_DOES_THE_WORK.search(_without_comment(line)) for line in excerpt.lines)


def _heading(excerpt: SourceExcerpt, tone: Tone) -> list[LedgerRow]:
    return [CaptionRow(excerpt.name, f"{excerpt.file}:{excerpt.first_line}", tone)]


@lru_cache(maxsize=64)
def _lines(excerpt: SourceExcerpt) -> tuple[CodeRow, ...]:
    return tuple(
        CodeRow(number, text, bool(_COMPUTES.search(_without_comment(text))))
        for number, text in zip(excerpt.numbers, excerpt.lines, strict=True)
    )


@lru_cache(maxsize=64)
def _informative_lines(excerpt: SourceExcerpt) -> tuple[CodeRow, ...]:
    """Return the definition and what computes or returns; dots for what is between."""
    shown: list[CodeRow] = []
    for at, row in enumerate(_lines(excerpt)):
        is_informative = at == 0 or row.is_arithmetic or row.text.lstrip().startswith("return ")
        if is_informative:
            shown.append(row)
        elif shown[-1].number:
            indent = " " * (len(row.text) - len(row.text.lstrip()))
            shown.append(CodeRow(0, f"{indent}…", is_arithmetic=False))
    return tuple(shown)


def _without_comment(text: str) -> str:
    return text.partition("#")[0]


def _operands(page: Page, moment: Moment) -> list[LedgerRow]:
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
