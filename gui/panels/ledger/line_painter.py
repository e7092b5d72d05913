"""Paints a number with a name."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor

from gui.panels.ledger.canvas import RIGHT, Canvas, Face, Spot, text_width
from gui.panels.ledger.row_painter import RowPainter
from gui.panels.ledger.rows import LineRow, LinkRow, MoreRow
from gui.panels.ledger.text_wrap import wrapped
from gui.panels.ledger.wishes import MoreSamples, OpenBook

LINE_HEIGHT = 22
MORE_LINE = 16
NUMBER_GAP = 10
#: A label in less room than this stands above its number.
LEAST_LABEL = 90


def paint_pointed(canvas: Canvas, rect: QRect) -> None:
    """Tint a row that is pointed at and can be clicked."""
    canvas.painter.fillRect(rect.adjusted(-4, 0, 4, 0), QColor(canvas.theme.line))


def lines_height(count: int) -> int:
    """Return the height of a row of some lines of words."""
    return LINE_HEIGHT + (count - 1) * MORE_LINE


def write_lines(
    canvas: Canvas, rect: QRect, lines: tuple[str, ...], face: Face, color: str
) -> None:
    """Write words over the lines of a row; the number beside them is on the last one."""
    line = QRect(rect.left(), rect.top(), rect.width(), LINE_HEIGHT)
    for text in lines:
        canvas.write(line, text, face, color)
        line.translate(0, MORE_LINE)


class LinePainter(RowPainter[LineRow]):
    """Paints the label at the left, the number at the right, the verdict before it."""

    def height(self, row: LineRow, width: int) -> int:
        return lines_height(len(_label(row, width)))

    def paint(self, row: LineRow, rect: QRect, canvas: Canvas) -> None:
        theme = canvas.theme
        leads = row.address is not None
        is_pointed = leads and canvas.is_pointed(rect)
        if is_pointed:
            paint_pointed(canvas, rect)
        last = rect.adjusted(0, rect.height() - LINE_HEIGHT, 0, 0)
        face = Face.NUMBER_STRONG if row.is_strong else Face.NUMBER
        canvas.write(last, row.number, face, theme.text, RIGHT)
        if row.verdict:
            right = text_width(row.number, face) + NUMBER_GAP
            room = last.adjusted(0, 0, -right, 0)
            color = canvas.color(row.verdict_tone)
            canvas.write(room, row.verdict, Face.NUMBER_SMALL, color, RIGHT)
        color = theme.text if row.is_strong or is_pointed else theme.muted
        label = Face.STRONG if row.is_strong else Face.LABEL
        write_lines(canvas, rect, _label(row, rect.width()), label, color)

    def spots(self, row: LineRow, rect: QRect) -> list[Spot]:
        if row.address is None and not row.hint:
            return []
        return [Spot(rect, row.address, lambda: row.hint)]


class MorePainter(RowPainter[MoreRow]):
    """Paints what is left over, and that a click shows more of it."""

    def height(self, row: MoreRow, width: int) -> int:
        return lines_height(len(_more(row, width)))

    def paint(self, row: MoreRow, rect: QRect, canvas: Canvas) -> None:
        theme = canvas.theme
        levels = _levels(row)
        is_pointed = levels != 0 and canvas.is_pointed(rect)
        if is_pointed:
            paint_pointed(canvas, rect)
        last = rect.adjusted(0, rect.height() - LINE_HEIGHT, 0, 0)
        canvas.write(last, row.number, Face.NUMBER, theme.muted, RIGHT)
        color = theme.text if is_pointed else theme.muted
        face = Face.LINK if levels else Face.LABEL
        write_lines(canvas, rect, _more(row, rect.width()), face, color)

    def spots(self, row: MoreRow, rect: QRect) -> list[Spot]:
        levels = _levels(row)
        if not levels:
            return []
        what = "Show more of them." if levels > 0 else "Show only the largest again."
        if isinstance(row.wish, OpenBook):
            what = "One screen of code that trains a network from the first step to the last."
        return [Spot(rect, None, lambda: what, row.levels, row.wish)]


class LinkPainter(RowPainter[LinkRow]):
    """Paints words that lead somewhere: underlined, and never in a colour that means a sign."""

    def height(self, row: LinkRow, width: int) -> int:
        return lines_height(len(wrapped(row.text, Face.LINK, width))) + 4

    def paint(self, row: LinkRow, rect: QRect, canvas: Canvas) -> None:
        is_pointed = canvas.is_pointed(rect)
        if is_pointed:
            paint_pointed(canvas, rect)
        lines = wrapped(row.text, Face.LINK, rect.width())
        color = canvas.theme.text if is_pointed else canvas.theme.muted
        write_lines(canvas, rect.adjusted(0, 2, 0, -2), lines, Face.LINK, color)

    def spots(self, row: LinkRow, rect: QRect) -> list[Spot]:
        return [Spot(rect, row.address, lambda: row.hint, wish=row.wish)]


def _levels(row: MoreRow) -> int:
    """Return whether a click shows more (1) or less (-1) of something; 0 if neither."""
    return row.wish.levels if isinstance(row.wish, MoreSamples) else row.levels


def _label(row: LineRow, width: int) -> tuple[str, ...]:
    """Return the lines of a label: beside its number, or above it where that is too narrow."""
    face = Face.NUMBER_STRONG if row.is_strong else Face.NUMBER
    taken = text_width(row.number, face) + NUMBER_GAP if row.number else 0
    if row.verdict:
        taken += text_width(row.verdict, Face.NUMBER_SMALL) + NUMBER_GAP
    return _beside(row.label, Face.STRONG if row.is_strong else Face.LABEL, width, taken)


def _more(row: MoreRow, width: int) -> tuple[str, ...]:
    levels = _levels(row)
    mark = "▾" if levels > 0 else "▴"
    text = f"{row.text}\N{NO-BREAK SPACE}{mark}" if levels else row.text  # no mark alone
    taken = text_width(row.number, Face.NUMBER) + NUMBER_GAP if row.number else 0
    return _beside(text, Face.LABEL, width, taken)


def _beside(text: str, face: Face, width: int, taken: int) -> tuple[str, ...]:
    free = width - taken
    if free >= LEAST_LABEL or text_width(text, face) <= free:
        return wrapped(text, face, free)
    return (*wrapped(text, face, width), "")
