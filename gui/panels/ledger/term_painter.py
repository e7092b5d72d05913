"""Paints terms as rows: label, factors, product, and a bar as long as the product is large."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor

from core.ledger.page_numbers import CHARACTERS
from gui.panels.ledger.canvas import CENTER, LEFT, RIGHT, Canvas, Face, Spot, text_width
from gui.panels.ledger.cell import cell_color, number_width, paint_cell
from gui.panels.ledger.line_painter import paint_pointed
from gui.panels.ledger.row_painter import RowPainter
from gui.panels.ledger.rows import TermHeadRow, TermRow
from gui.panels.ledger.text_wrap import is_whole, wrapped

ROW_HEIGHT = 24
MARK_HEIGHT = 13
HEAD_LINE = 13
LABEL_LINE = 15
CELL_HEIGHT = 19
BAR_STRENGTH = 0.34
PRODUCT_WIDTH = 70
SIGN_WIDTH = 13
LEAST_LABEL = 70
#: In less room than this, products and signs get less of it.
NARROW, NARROW_PRODUCT_WIDTH, NARROW_SIGN_WIDTH = 236, 68, 12
WIDEST_CELL = 62
AIR = 2
BELOW_LABEL = CELL_HEIGHT - LABEL_LINE + 1  # so that the bar of the label ends over the numbers


class _Term(NamedTuple):
    """Where the parts of a term stand, and the lines of its label."""

    lines: tuple[str, ...]
    label: QRect
    cells: list[QRect]
    product: QRect


def _face(row: TermRow) -> Face:
    return Face.STRONG if row.is_own else Face.LABEL


def _term(row: TermRow, rect: QRect) -> _Term:
    label, cells, product = _columns(rect, len(row.cells))
    face = _face(row)
    if not cells or is_whole(row.label, face, label.width()):  # else it has lines of its own
        return _Term(wrapped(row.label, face, label.width()), label, cells, product)
    lines = wrapped(row.label, face, rect.width())
    down = len(lines) * LABEL_LINE + BELOW_LABEL
    label = QRect(rect.left(), label.top(), rect.width(), CELL_HEIGHT)
    return _Term(
        lines,
        label,
        [cell.translated(0, down) for cell in cells],
        product.translated(0, down),
    )


def _head(row: TermHeadRow, rect: QRect) -> list[tuple[QRect, tuple[str, ...]]]:
    """Return where each word of the head stands, and its lines."""
    label, cells, product = _columns(rect, len(row.factors))
    places = [*(cell.adjusted(-5, 0, 5, 0) for cell in cells)]
    places.append(product.adjusted(-8 if cells else -40, 0, 0, 0))
    others = [
        (place, wrapped(text, Face.SMALL, place.width()))
        for place, text in zip(places, (*row.factors, row.result), strict=True)
    ]
    lines = wrapped(row.label, Face.SMALL, label.width())
    if cells and not is_whole(row.label, Face.SMALL, label.width()):
        label.setWidth(rect.width())
        below = max(len(one) for _, one in others)
        lines = (*wrapped(row.label, Face.SMALL, label.width()), *("",) * below)
    return [(label, lines), *others]


def _columns(rect: QRect, count: int) -> tuple[QRect, list[QRect], QRect]:
    """Return the places of label, factors and product; all rows of a page agree."""
    is_narrow = rect.width() < NARROW
    product_width = NARROW_PRODUCT_WIDTH if is_narrow else PRODUCT_WIDTH
    between = NARROW_SIGN_WIDTH if is_narrow else SIGN_WIDTH
    free = rect.width() - product_width - LEAST_LABEL - between * count
    width = max(number_width(CHARACTERS) + AIR, min(WIDEST_CELL, free // max(count, 1)))
    top = rect.top() + 2
    right = rect.right() + 1 - product_width
    cells: list[QRect] = []
    for _ in range(count):
        right -= width
        cells.insert(0, QRect(right, top, width, CELL_HEIGHT))
        right -= between
    label = QRect(rect.left(), top, right + between - 4 - rect.left(), CELL_HEIGHT)
    product = QRect(rect.right() + 1 - product_width, top, product_width, CELL_HEIGHT)
    return label, cells, product


class TermHeadPainter(RowPainter[TermHeadRow]):
    """Paints what stands in the columns below, in as many lines as the longest needs."""

    def height(self, row: TermHeadRow, width: int) -> int:
        rect = QRect(0, 0, width, 0)
        return 20 + (max(len(lines) for _, lines in _head(row, rect)) - 1) * HEAD_LINE

    def paint(self, row: TermHeadRow, rect: QRect, canvas: Canvas) -> None:
        theme = canvas.theme
        for at, (place, lines) in enumerate(_head(row, rect)):
            color = theme.backward if lines == ("δ",) else theme.muted
            alignment = LEFT if at == 0 else CENTER if at <= len(row.factors) else RIGHT
            line = QRect(place.left(), rect.bottom() + 1 - 18, place.width(), CELL_HEIGHT)
            line.translate(0, -HEAD_LINE * (len(lines) - 1))
            for text in lines:
                canvas.write(line, text, Face.SMALL, color, alignment)
                line.translate(0, HEAD_LINE)


class TermPainter(RowPainter[TermRow]):
    """Paints one term."""

    def height(self, row: TermRow, width: int) -> int:
        term = _term(row, QRect(0, 0, width, 0))
        down = term.product.top() - term.label.top()  # a label of its own lines is above
        lines = 0 if down else (len(term.lines) - 1) * LABEL_LINE
        marks = len(wrapped(row.mark, Face.SMALL, width)) if row.mark else 0
        return ROW_HEIGHT + down + lines + marks * MARK_HEIGHT

    def paint(self, row: TermRow, rect: QRect, canvas: Canvas) -> None:
        theme = canvas.theme
        lines, label, cells, product = _term(row, rect)
        is_pointed = row.address is not None and (
            canvas.is_pointed(label) or canvas.is_pointed(product)
        )
        if is_pointed:
            paint_pointed(canvas, rect.adjusted(0, 0, 0, -1))
        length = round(label.width() * row.share)
        if length:
            bar = QColor(theme.positive if row.product > 0 else theme.negative)
            bar.setAlphaF(BAR_STRENGTH)
            canvas.painter.fillRect(label.adjusted(-4, 0, length - label.width(), 0), bar)
        line = QRect(label)
        for text in lines:
            canvas.write(line, text, _face(row), theme.text)
            line.translate(0, LABEL_LINE)
        for at, (place, cell) in enumerate(zip(cells, row.cells, strict=True)):
            color = cell_color(theme, cell.value, cell.limit, is_ink=cell.is_ink)
            paint_cell(canvas, place, cell.text, color, is_framed=False)
            if at and row.between:
                left = cells[at - 1].right() + 1
                sign = QRect(left, place.top(), place.left() - left, CELL_HEIGHT)
                canvas.write(sign, row.between, Face.LABEL, theme.muted, CENTER)
        face = Face.NUMBER_STRONG if row.is_own else Face.NUMBER
        if text_width(row.number, face) > product.width():
            face = Face.NUMBER_SMALL
        canvas.write(product, row.number, face, theme.text, RIGHT)
        if row.mark:
            top = max(line.bottom() + 2 - LABEL_LINE, product.bottom() + 2)
            line = QRect(rect.left(), top, rect.width(), MARK_HEIGHT)
            for text in wrapped(row.mark, Face.SMALL, rect.width()):
                canvas.write(line, text, Face.SMALL, theme.muted)
                line.translate(0, MARK_HEIGHT)

    def spots(self, row: TermRow, rect: QRect) -> list[Spot]:
        _, label, cells, product = _term(row, rect)
        spots = [Spot(label, row.address, partial(str, row.hint))]
        for place, cell in zip(cells, row.cells, strict=True):
            spots.append(Spot(place, cell.address, partial(str, f"{row.label}: {cell.hint}")))
        spots.append(Spot(product, row.address, partial(str, row.hint)))
        return spots

    def keyboard_spots(self, row: TermRow, rect: QRect) -> list[Spot]:
        # the product leads where the label leads
        return [spot for spot in self.spots(row, rect)[:-1] if spot.is_clickable]
