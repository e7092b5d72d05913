"""The terms of a page as rows and as grids."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from core.anatomy.titles import layer_title
from core.arrays import FloatArray, IntArray, largest_first
from core.ledger.account import Combination
from core.ledger.column import Column, Quantity
from core.ledger.page import Page
from core.ledger.page_numbers import PageNumbers, full_text
from core.ledger.terms import Terms
from core.network_spec import LayerOutline
from core.number_text import ABOUT
from gui.panels.ledger.rows import (
    CaptionRow,
    Grid,
    GridRow,
    LedgerRow,
    MoreRow,
    NumberCell,
    TermHeadRow,
    TermRow,
    Tone,
)

#: What is shown at first; each level shows `GROWTH` times as much.
ROWS_SHOWN = 12
GROUPS_SHOWN = 3
ROWS_BELOW_MAP = 6
#: So few terms are shown in order even if most of them come to nothing.
ALWAYS_SHOWN = 4
GROWTH = 4
#: Terms that lie beside each other are drawn as a grid from so many on.
SMALLEST_GRID = 4
#: A grid of more cells shows where the terms are; the largest are listed below it.
LARGEST_LEGIBLE = 150
#: The core's word for the place of a window; a row needs the room for its numbers.
_PLACE = "position"


class TermRows(NamedTuple):
    """Rows, and the order their terms are in."""

    rows: list[LedgerRow]
    order: tuple[int, ...]


def term_rows(
    page: Page,
    outlines: Sequence[LayerOutline],
    level: int,
    order: tuple[int, ...],
    numbers: PageNumbers,
) -> TermRows:
    """Return the terms of a page: never more than can be read.

    Parameters
    ----------
    page : Page
    outlines : sequence of LayerOutline
    level : int
        How often more was asked for.
    order : tuple of int
        The order to keep, if it still fits.
    numbers : PageNumbers
        Writes the page's numbers.
    """
    terms = page.terms
    if not len(terms):
        return TermRows([], ())
    cells = 0 if terms.grid is None else terms.grid[0] * terms.grid[1]
    if cells > LARGEST_LEGIBLE:
        picture = _grid_row(page, outlines, np.arange(len(terms)))
        listed = _rows(page, outlines, ROWS_BELOW_MAP * GROWTH**level, level, order, numbers)
        return TermRows([picture, *listed.rows], listed.order)
    if cells >= SMALLEST_GRID or (cells and page.combination is Combination.MAXIMUM):
        return _groups(page, outlines, level, order, numbers)
    return _rows(page, outlines, ROWS_SHOWN * GROWTH**level, level, order, numbers)


def column_caption(column: Column, outlines: Sequence[LayerOutline]) -> str:
    """Return whose numbers a column holds: ``Input``, ``kernel``, ``δ of ReLU``."""
    if column.source is None:
        return column.role
    if isinstance(column.source, str):
        return "kernel" if ".conv2d.weight" in column.source else column.role
    title = layer_title(outlines, column.source)
    return f"δ of {title}" if column.quantity is Quantity.GRADIENT else title


def column_tone(column: Column) -> Tone:
    """Return the colour of a column's caption."""
    return Tone.BACKWARD if column.quantity is Quantity.GRADIENT else Tone.MUTED


def is_ink(column: Column) -> bool:
    """Return whether a column holds pixels of the image."""
    return column.is_ink


def limit_of(values: FloatArray) -> float:
    """Return the size that gets the full colour."""
    sizes = np.abs(values[np.isfinite(values)])
    return float(sizes.max()) if sizes.size else 0.0


def _groups(
    page: Page,
    outlines: Sequence[LayerOutline],
    level: int,
    kept: tuple[int, ...],
    numbers: PageNumbers,
) -> TermRows:
    """Return a grid per input channel or filter: those that matter most."""
    terms = page.terms
    sums = terms.group_sums()
    count, shown = len(sums), GROUPS_SHOWN * GROWTH**level
    is_cut = count > shown
    order = _order(sums, kept, shown) if is_cut else np.arange(count)
    rows: list[LedgerRow] = []
    for group in order:
        positions = terms.group_positions(int(group))
        texts = numbers.cells(positions, terms.grid or (1, len(positions)))
        total = numbers.group(positions, is_written=bool(texts))
        if count > 1:
            rows.append(CaptionRow(terms.group_names[group], total, Tone.TEXT))
        rows.append(_grid_row(page, outlines, positions, texts))
    if is_cut:
        rest = float(sums.sum() - sums[order].sum())
        noun = terms.group_names[0].rstrip("0123456789 ")
        rows.append(_more(count - len(order), f"{noun}s", numbers.rest(rest)))
    if level:
        rows.append(MoreRow("show fewer", "", -1))
    return TermRows(rows, tuple(order.tolist()))


def _grid_row(
    page: Page,
    outlines: Sequence[LayerOutline],
    positions: IntArray,
    texts: tuple[tuple[str, ...], ...] = (),
) -> GridRow:
    terms = page.terms
    shape = terms.grid or (1, len(positions))
    framed = None
    if page.combination is Combination.MAXIMUM and terms.marks is not None:
        won = [terms.mark_names[mark] == "winner" for mark in terms.marks[positions]]
        framed = won.index(True) if True in won else None
    grids = tuple(
        Grid(
            caption=column_caption(column, outlines),
            tone=column_tone(column),
            column=column,
            positions=positions,
            shape=shape,
            limit=limit_of(column.values),
            is_ink=is_ink(column),
            framed=framed,
            texts=texts[at] if texts else (),
        )
        for at, column in enumerate(terms.columns)
    )
    return GridRow(grids, "" if terms.how else "×", terms.products)


def _rows(
    page: Page,
    outlines: Sequence[LayerOutline],
    shown: int,
    level: int,
    kept: tuple[int, ...],
    numbers: PageNumbers,
) -> TermRows:
    terms = page.terms
    informative = int(np.count_nonzero(terms.products))
    is_short = len(terms) <= min(shown, ROWS_SHOWN) and (
        len(terms) <= ALWAYS_SHOWN or informative > len(terms) // 2
    )
    order = (
        np.arange(len(terms))
        if is_short
        else _order(terms.products, kept, min(shown, max(informative, 1)))
    )
    limits = [limit_of(column.values) for column in terms.columns]
    largest = limit_of(terms.products)
    listed = [
        _term_row(page, position, limits, largest, numbers) for position in order.tolist()
    ]
    head = TermHeadRow(
        label=_head(terms, outlines) if is_short else f"largest of {len(terms):,}",
        factors=tuple(_short_caption(column) for column in terms.columns[:2]),
        result=_result(page),
    )
    rows: list[LedgerRow] = [head, *listed]
    if len(order) < len(terms):
        rest = float(terms.products.sum() - terms.products[order].sum())
        can_grow = informative > len(order)
        text = numbers.rest(rest)
        rows.append(_more(len(terms) - len(order), "", text, can_grow=can_grow))
    if level:
        rows.append(MoreRow("show fewer", "", -1))
    return TermRows(rows, tuple(order.tolist()))


def _term_row(
    page: Page,
    position: int,
    limits: Sequence[float],
    largest: float,
    numbers: PageNumbers,
) -> TermRow:
    terms = page.terms
    label, said = terms.short_label(position), terms.label(position)
    if terms.noun == _PLACE:
        label = label.removeprefix(f"{_PLACE} ")
    mark = ""
    if terms.marks is not None:
        mark = terms.mark_names[int(terms.marks[position])]
    if terms.groups is not None and len(terms.group_names) > 1:
        mark = label  # the group says more
        label = terms.group_names[int(terms.groups[position])]
    product = float(terms.products[position])
    columns = terms.columns[:2]  # more is there only so that the number can be recomputed
    texts = numbers.factors(position)
    cells = tuple(
        NumberCell(
            text=text,
            value=float(column.values[position]),
            limit=limit,
            is_ink=is_ink(column),
            address=column.address(position),
            hint=f"{column.role} {full_text(float(column.values[position]))}",
        )
        for text, column, limit in zip(texts, columns, limits[:2], strict=True)
    )
    address = terms.columns[terms.leads_to].address(position)
    return TermRow(
        label=label,
        address=address,
        cells=cells,
        between="" if terms.how else "×",
        product=product,
        number=numbers.product(position),
        share=min(1.0, abs(product) / largest) if largest > 0 else 0.0,
        mark="" if mark == label else mark,
        is_own=_is_own(page, position),
        hint=f"{said}: {full_text(product)}",
    )


def _is_own(page: Page, position: int) -> bool:
    """Whether a term of a softmax is that of the page's own class."""
    index = getattr(page.address, "index", ())
    return (
        page.combination is Combination.FORMULA
        and len(page.terms) > 1
        and (index == (position,))
    )


def _head(terms: Terms, outlines: Sequence[LayerOutline]) -> str:
    source = terms.columns[terms.leads_to].source
    return layer_title(outlines, source) if isinstance(source, int) else ""


def _short_caption(column: Column) -> str:
    return "δ" if column.quantity is Quantity.GRADIENT else column.role


def _result(page: Page) -> str:
    if page.terms.how:
        return f"{ABOUT}{page.terms.how}"
    if len(page.terms.columns) > 1:
        return "product"
    return "" if page.combination is Combination.FORMULA else "adds"


def _more(count: int, noun: str, rest: str, *, can_grow: bool = True) -> MoreRow:
    text = f"and {count:,} more{' ' if noun else ''}{noun}: sum"
    return MoreRow(text, rest, 1 if can_grow else 0)


def _order(sizes: FloatArray, kept: tuple[int, ...], shown: int) -> IntArray:
    """Return the positions of the largest sizes, NaN first, or the kept ones if they fit."""
    if len(kept) == shown and max(kept) < len(sizes):
        return np.array(kept, np.intp)
    return largest_first(sizes)[:shown]
