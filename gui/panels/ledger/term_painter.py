"""Paints terms as rows: label, factors, product, and a bar as long as the product is large."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor

from core.ledger.page_numbers import CHARACTERS
from gui.panels.ledger.canvas import CENTER, RIGHT, Canvas, Face, Spot
from gui.panels.ledger.cell import cell_color, number_width, paint_cell
from gui.panels.ledger.line_painter import paint_pointed
from gui.panels.ledger.row_painter import RowPainter
from gui.panels.ledger.rows import TermHeadRow, TermRow

ROW_HEIGHT = 24
MARK_HEIGHT = 13
CELL_HEIGHT = 19
BAR_STRENGTH = 0.34
PRODUCT_WIDTH = 70
SIGN_WIDTH = 13
LEAST_LABEL = 70
#: In less room than this, products are set in small figures.
NARROW, NARROW_PRODUCT_WIDTH, NARROW_SIGN_WIDTH = 236, 60, 10
WIDEST_CELL = 62
AIR = 2


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
    """Paints what stands in the columns below."""

    def height(self, row: TermHeadRow, width: int) -> int:
        return 20

    def paint(self, row: TermHeadRow, rect: QRect, canvas: Canvas) -> None:
        label, cells, product = _columns(rect, len(row.factors))
        theme = canvas.theme
        canvas.write(label.adjusted(0, 0, 12, 0), row.label, Face.SMALL, theme.muted)
        for place, name in zip(cells, row.factors, strict=True):
            wider = place.adjusted(-6, 0, 6, 0)
            color = theme.backward if name == "δ" else theme.muted
            canvas.write(wider, name, Face.SMALL, color, CENTER)
        wider = product.adjusted(-12, 0, 0, 0)
        canvas.write(wider, row.result, Face.SMALL, theme.muted, RIGHT)


class TermPainter(RowPainter[TermRow]):
    """Paints one term."""

    def height(self, row: TermRow, width: int) -> int:
        return ROW_HEIGHT + (MARK_HEIGHT if row.mark else 0)

    def paint(self, row: TermRow, rect: QRect, canvas: Canvas) -> None:
        theme = canvas.theme
        label, cells, product = _columns(rect, len(row.cells))
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
        face = Face.STRONG if row.is_own else Face.LABEL
        canvas.write(label, row.label, face, theme.text)
        for at, (place, cell) in enumerate(zip(cells, row.cells, strict=True)):
            color = cell_color(theme, cell.value, cell.limit, is_ink=cell.is_ink)
            paint_cell(canvas, place, cell.text, color, is_framed=False)
            if at and row.between:
                left = cells[at - 1].right() + 1
                sign = QRect(left, place.top(), place.left() - left, CELL_HEIGHT)
                canvas.write(sign, row.between, Face.LABEL, theme.muted, CENTER)
        face = Face.NUMBER_STRONG if row.is_own else Face.NUMBER
        if product.width() < PRODUCT_WIDTH:
            face = Face.NUMBER_SMALL
        canvas.write(product, row.number, face, theme.text, RIGHT)
        if row.mark:
            place = QRect(rect.left(), label.bottom() + 2, rect.width(), MARK_HEIGHT)
            canvas.write(place, row.mark, Face.SMALL, theme.muted)

    def spots(self, row: TermRow, rect: QRect) -> list[Spot]:
        label, cells, product = _columns(rect, len(row.cells))
        spots = [Spot(label, row.address, partial(str, row.hint))]
        for place, cell in zip(cells, row.cells, strict=True):
            spots.append(Spot(place, cell.address, partial(str, f"{row.label}: {cell.hint}")))
        spots.append(Spot(product, row.address, partial(str, row.hint)))
        return spots

    def keyboard_spots(self, row: TermRow, rect: QRect) -> list[Spot]:
        # the product leads where the label leads
        return [spot for spot in self.spots(row, rect)[:-1] if spot.is_clickable]
