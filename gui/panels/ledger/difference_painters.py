"""Paints the rows of a page that asks why one class and not another."""

from __future__ import annotations

from functools import partial

import numpy as np
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from core.arrays import FloatArray
from core.ledger.page_numbers import value_text
from core.number_text import short_text
from gui.panels.ledger.canvas import CENTER, LEFT, RIGHT, Canvas, Face, Spot, text_width
from gui.panels.ledger.difference_row import ChannelPartRow, ClassChoiceRow, PartsRow
from gui.panels.ledger.line_painter import paint_pointed
from gui.panels.ledger.row_painter import RowPainter
from gui.panels.ledger.term_painter import PRODUCT_WIDTH
from gui.panels.ledger.text_wrap import wrapped
from gui.panels.ledger.wishes import CompareWith
from gui.theme.tensor_colors import ColorCode, color_bar, color_indices, color_table
from gui.theme.theme import Theme

LINE = 20
BUTTON_HEIGHT, LEAST_BUTTON, BUTTON_GAP = 22, 21, 2
#: Room for the words beside the picture; with less they stand below it.
LEAST_WORDS = 116
GAP = 12
LARGEST_CELL = 6
SWATCH = 10
BAR_HEIGHT = 6
PART_HEIGHT = 29
THUMBNAIL = 26


class ClassChoicePainter(RowPainter[ClassChoiceRow]):
    """Paints the question, and a button a class below it."""

    def height(self, row: ClassChoiceRow, width: int) -> int:
        rects = _button_rects(row, QRect(0, 0, width, 0))
        return rects[-1].bottom() + 9 if rects else LINE

    def paint(self, row: ClassChoiceRow, rect: QRect, canvas: Canvas) -> None:
        theme, painter = canvas.theme, canvas.painter
        rest = "…?" if row.chosen is None else f"{row.name_of(row.chosen)}?"
        line = QRect(rect.left(), rect.top(), rect.width(), LINE)
        canvas.write(
            line, f"Why {row.name_of(row.first)} and not {rest}", Face.STRONG, theme.text
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for label, place in zip(row.others, _button_rects(row, rect), strict=True):
            is_chosen = label == row.chosen
            is_framed = is_chosen or canvas.is_pointed(place)
            painter.setPen(QPen(QColor(theme.selection if is_framed else theme.line), 1))
            painter.setBrush(QColor(theme.line if is_chosen else theme.raised))
            box = QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(box, 4, 4)
            color = theme.truth if label == row.truth else theme.text
            face = Face.NUMBER_STRONG if is_chosen or label == row.said else Face.NUMBER
            canvas.write(place, row.name_of(label), face, color, CENTER)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def spots(self, row: ClassChoiceRow, rect: QRect) -> list[Spot]:
        places = zip(row.others, _button_rects(row, rect), strict=True)
        return [
            Spot(place, None, partial(_choice_hint, row, label), wish=CompareWith(label))
            for label, place in places
        ]


class PartsPainter(RowPainter[PartsRow]):
    """Paints the parts as a picture, with what its colours mean."""

    def height(self, row: PartsRow, width: int) -> int:
        picture, words = _parts_places(row, QRect(0, 0, width, 0))
        bottom = words.top() + _words_height(row, words.width())
        return max(picture.bottom() + 1, bottom) + 10

    def paint(self, row: PartsRow, rect: QRect, canvas: Canvas) -> None:
        theme, painter = canvas.theme, canvas.painter
        picture, words = _parts_places(row, rect)
        limit = _limit(row.parts)
        painter.drawImage(picture, _image(row.parts, limit, theme))
        painter.setPen(QColor(theme.line))
        painter.drawRect(picture.adjusted(-1, -1, 0, 0))
        line = QRect(words.left(), words.top(), words.width(), LINE)
        for text in wrapped("Where on the sample", Face.SMALL_STRONG, words.width()):
            canvas.write(line, text, Face.SMALL_STRONG, theme.text)
            line.translate(0, LINE - 4)
        for text in wrapped(row.text, Face.SMALL, words.width()):
            canvas.write(line, text, Face.SMALL, theme.muted)
            line.translate(0, LINE - 4)
        for label, color in ((row.first, theme.positive), (row.second, theme.negative)):
            square = QRect(line.left(), line.top() + 5, SWATCH, SWATCH)
            painter.fillRect(square, QColor(color))
            beside = line.adjusted(SWATCH + 6, 0, 0, 0)
            canvas.write(beside, f"speaks for {label}", Face.SMALL, theme.text)
            line.translate(0, LINE - 2)
        bar = QRect(line.left(), line.top() + 5, min(words.width() - 1, 112), BAR_HEIGHT)
        painter.drawImage(bar, color_bar(theme, ColorCode.SIGN))
        painter.setPen(QColor(theme.line))
        painter.drawRect(bar)
        below = QRect(bar.left(), bar.bottom() + 2, words.width(), LINE - 4)
        canvas.write(below, f"±{short_text(limit)}", Face.NUMBER_SMALL, theme.muted)

    def spots(self, row: PartsRow, rect: QRect) -> list[Spot]:
        return [Spot(_parts_places(row, rect)[0], None, lambda: row.text)]


class ChannelPartPainter(RowPainter[ChannelPartRow]):
    """Paints the map's parts small, a bar to either side of nothing, and their sum."""

    def height(self, row: ChannelPartRow, width: int) -> int:
        return PART_HEIGHT

    def paint(self, row: ChannelPartRow, rect: QRect, canvas: Canvas) -> None:
        theme, painter = canvas.theme, canvas.painter
        if canvas.is_pointed(rect):
            paint_pointed(canvas, rect.adjusted(0, 0, 0, -1))
        picture = QRect(rect.left(), rect.top() + 1, THUMBNAIL, THUMBNAIL)
        painter.drawImage(picture, _image(row.parts, row.limit, theme))
        painter.setPen(QColor(theme.line))
        painter.drawRect(picture.adjusted(-1, -1, 0, 0))
        left = picture.right() + 9
        name = text_width(row.label, Face.LABEL)
        line = rect.adjusted(0, 0, 0, -2)
        canvas.write(QRect(left, line.top(), name, line.height()), row.label, Face.LABEL,
                     theme.text, LEFT)  # fmt: skip
        room = QRect(left + name + 8, line.top() + 8, 0, line.height() - 16)
        room.setRight(rect.right() - PRODUCT_WIDTH - 4)
        half = max(room.width() // 2, 0)
        length = round(half * row.share)
        if length:
            start = room.left() + half - (length if row.value < 0 else 0)
            color = QColor(theme.positive if row.value > 0 else theme.negative)
            painter.fillRect(QRect(start, room.top(), length, room.height()), color)
        painter.fillRect(QRect(room.left() + half, line.top() + 4, 1, line.height() - 8),
                         QColor(theme.line))  # fmt: skip
        canvas.write(line, value_text(row.value), Face.NUMBER, theme.text, RIGHT)

    def spots(self, row: ChannelPartRow, rect: QRect) -> list[Spot]:
        return [Spot(rect, row.address, partial(str, row.hint))]


def _button_rects(row: ClassChoiceRow, rect: QRect) -> list[QRect]:
    """Return the places of the buttons, as many in a line as there is room for."""
    widest = max(
        (text_width(row.name_of(label), Face.NUMBER_STRONG) for label in row.others), default=0
    )
    width = max(LEAST_BUTTON, widest + 10)
    columns = max(1, (rect.width() + BUTTON_GAP) // (width + BUTTON_GAP))
    places = []
    for at in range(len(row.others)):
        line, column = divmod(at, columns)
        left = rect.left() + column * (width + BUTTON_GAP)
        top = rect.top() + LINE + 2 + line * (BUTTON_HEIGHT + BUTTON_GAP)
        places.append(QRect(left, top, width, BUTTON_HEIGHT))
    return places


def _choice_hint(row: ClassChoiceRow, label: int) -> str:
    if label == row.chosen:
        return "Back to how the score was made."
    known = [
        text
        for text, is_so in (
            ("what the network says", label == row.said),
            ("the true class", label == row.truth),
        )
        if is_so
    ]
    aside = f" ({' and '.join(known)})" if known else ""
    first, other = row.name_of(row.first), row.name_of(label)
    return f"Compare class {first} with class {other}{aside}, term by term."


def _parts_places(row: PartsRow, rect: QRect) -> tuple[QRect, QRect]:
    """Return where the picture is, and where the words begin: beside it or below it."""
    rows, columns = row.parts.shape
    largest = max(rows, columns)
    beside = rect.width() - GAP - LEAST_WORDS - 2  # the frame
    cell = max(1, min(LARGEST_CELL, beside // largest))
    if cell * largest < 4 * 28 and beside < 4 * 28:
        cell = max(1, min(LARGEST_CELL, rect.width() // largest))
    picture = QRect(rect.left() + 1, rect.top() + 3, columns * cell, rows * cell)
    left = picture.right() + 1 + GAP
    if rect.right() + 1 - left >= LEAST_WORDS:
        return picture, QRect(left, rect.top(), rect.right() + 1 - left, 0)
    return picture, QRect(rect.left(), picture.bottom() + 4, rect.width(), 0)


def _words_height(row: PartsRow, width: int) -> int:
    lines = wrapped("Where on the sample", Face.SMALL_STRONG, width)
    lines += wrapped(row.text, Face.SMALL, width)
    return len(lines) * (LINE - 4) + 2 * (LINE - 2) + 5 + BAR_HEIGHT + LINE


def _limit(parts: FloatArray) -> float:
    sizes = np.abs(parts[np.isfinite(parts)])
    return float(sizes.max()) if sizes.size else 0.0


def _image(parts: FloatArray, limit: float, theme: Theme) -> QImage:
    indices = color_indices(parts, limit)
    colors = np.ascontiguousarray(color_table(theme, ColorCode.SIGN)[indices], np.uint32)
    height, width = colors.shape
    picture = QImage(colors.data, width, height, 4 * width, QImage.Format.Format_RGB32)
    return picture.copy()  # the numbers go when this returns
