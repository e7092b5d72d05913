"""Paints a number with a name."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor

from gui.panels.ledger.canvas import RIGHT, Canvas, Face, Spot, text_width
from gui.panels.ledger.row_painter import RowPainter
from gui.panels.ledger.rows import LineRow, MoreRow
from gui.panels.ledger.wishes import MoreSamples, OpenBook

LINE_HEIGHT = 22
NUMBER_GAP = 10


def paint_pointed(canvas: Canvas, rect: QRect) -> None:
    """Tint a row that is pointed at and can be clicked."""
    canvas.painter.fillRect(rect.adjusted(-4, 0, 4, 0), QColor(canvas.theme.line))


class LinePainter(RowPainter[LineRow]):
    """Paints the label at the left, the number at the right, the verdict before it."""

    def height(self, row: LineRow, width: int) -> int:
        return LINE_HEIGHT

    def paint(self, row: LineRow, rect: QRect, canvas: Canvas) -> None:
        theme = canvas.theme
        leads = row.address is not None
        is_pointed = leads and canvas.is_pointed(rect)
        if is_pointed:
            paint_pointed(canvas, rect)
        face = Face.NUMBER_STRONG if row.is_strong else Face.NUMBER
        canvas.write(rect, row.number, face, theme.text, RIGHT)
        right = text_width(row.number, face) + NUMBER_GAP
        if row.verdict:
            room = rect.adjusted(0, 0, -right, 0)
            color = canvas.color(row.verdict_tone)
            canvas.write(room, row.verdict, Face.NUMBER_SMALL, color, RIGHT)
            right += text_width(row.verdict, Face.NUMBER_SMALL) + NUMBER_GAP
        color = theme.text if row.is_strong or is_pointed else theme.muted
        label = Face.STRONG if row.is_strong else Face.LABEL
        canvas.write(rect.adjusted(0, 0, -right, 0), row.label, label, color)

    def spots(self, row: LineRow, rect: QRect) -> list[Spot]:
        if row.address is None and not row.hint:
            return []
        return [Spot(rect, row.address, lambda: row.hint)]


class MorePainter(RowPainter[MoreRow]):
    """Paints what is left over, and that a click shows more of it."""

    def height(self, row: MoreRow, width: int) -> int:
        return LINE_HEIGHT

    def paint(self, row: MoreRow, rect: QRect, canvas: Canvas) -> None:
        theme = canvas.theme
        levels = _levels(row)
        if levels and canvas.is_pointed(rect):
            paint_pointed(canvas, rect)
        canvas.write(rect, row.number, Face.NUMBER, theme.muted, RIGHT)
        right = text_width(row.number, Face.NUMBER) + NUMBER_GAP if row.number else 0
        text = f"{row.text}  {'▾' if levels > 0 else '▴'}" if levels else row.text
        color = theme.accent if levels else theme.muted
        canvas.write(rect.adjusted(0, 0, -right, 0), text, Face.LABEL, color)

    def spots(self, row: MoreRow, rect: QRect) -> list[Spot]:
        levels = _levels(row)
        if not levels:
            return []
        what = "Show more of them." if levels > 0 else "Show only the largest again."
        if isinstance(row.wish, OpenBook):
            what = "One screen of code that trains a network from the first step to the last."
        return [Spot(rect, None, lambda: what, row.levels, row.wish)]


def _levels(row: MoreRow) -> int:
    """Return whether a click shows more (1) or less (-1) of something; 0 if neither."""
    return row.wish.levels if isinstance(row.wish, MoreSamples) else row.levels
