"""Paints the rows of a ledger page that are text."""

from __future__ import annotations

from functools import lru_cache
from math import ceil

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from gui.panels.ledger.canvas import (
    LEFT,
    RIGHT,
    Canvas,
    Face,
    face_font,
    face_metrics,
    text_width,
)
from gui.panels.ledger.code_row import CodeRow
from gui.panels.ledger.code_text import NUMBER_ROOM, code_parts, wrapped_code
from gui.panels.ledger.formula_layout import formula_font, lay_out_formula
from gui.panels.ledger.row_painter import RowPainter
from gui.panels.ledger.rows import (
    BadgeRow,
    CaptionRow,
    FormulaRow,
    GapRow,
    NoteRow,
    RuleRow,
    Tone,
)
from gui.panels.ledger.text_wrap import wrapped

BADGE_HEIGHT = 20
CODE_LINE = 16
CAPTION_LINE = 15
_WRAPS = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class BadgePainter(RowPainter[BadgeRow]):
    """Paints a name on a pill in its colour."""

    def height(self, row: BadgeRow, width: int) -> int:
        return BADGE_HEIGHT + 8

    def paint(self, row: BadgeRow, rect: QRect, canvas: Canvas) -> None:
        room = text_width(row.text, Face.SMALL_STRONG) + 20
        pill = QRectF(rect.left(), rect.top(), min(room, rect.width()), BADGE_HEIGHT)
        painter = canvas.painter
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(canvas.theme, f"{row.tone.value}_soft")))
        painter.drawRoundedRect(pill, BADGE_HEIGHT / 2, BADGE_HEIGHT / 2)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        inner = pill.toRect().adjusted(10, 0, -10, 0)
        canvas.write(inner, row.text, Face.SMALL_STRONG, canvas.color(row.tone))


class CaptionPainter(RowPainter[CaptionRow]):
    """Paints a few words, and a number at the right or, without room there, below."""

    def height(self, row: CaptionRow, width: int) -> int:
        words, numbers = _caption_lines(row, width)
        return CAPTION_LINE * (len(words) + len(numbers)) + 20 - CAPTION_LINE

    def paint(self, row: CaptionRow, rect: QRect, canvas: Canvas) -> None:
        words, numbers = _caption_lines(row, rect.width())
        line = QRect(rect.left(), rect.top(), rect.width(), 20)
        for text in words:
            canvas.write(line, text, _caption_face(row), canvas.color(row.tone))
            line.translate(0, CAPTION_LINE)
        if row.number and not numbers:
            line.translate(0, -CAPTION_LINE)
            numbers = (row.number,)
        for text in numbers:
            canvas.write(line, text, Face.NUMBER_SMALL, canvas.theme.muted, RIGHT)
            line.translate(0, CAPTION_LINE)


class NotePainter(RowPainter[NoteRow]):
    """Paints a sentence over as many lines as it needs."""

    def height(self, row: NoteRow, width: int) -> int:
        return _note_height(row.text, width) + 8

    def paint(self, row: NoteRow, rect: QRect, canvas: Canvas) -> None:
        canvas.painter.setFont(face_font(Face.LABEL))
        canvas.painter.setPen(QColor(canvas.color(row.tone)))
        canvas.painter.drawText(rect.adjusted(0, 4, 0, 0), int(_WRAPS), row.text)


class RulePainter(RowPainter[RuleRow]):
    """Paints the line over a total."""

    def height(self, row: RuleRow, width: int) -> int:
        return 7

    def paint(self, row: RuleRow, rect: QRect, canvas: Canvas) -> None:
        line = QRect(rect.left(), rect.top() + 3, rect.width(), 1)
        canvas.painter.fillRect(line, QColor(canvas.theme.line))


class GapPainter(RowPainter[GapRow]):
    """Leaves room."""

    def height(self, row: GapRow, width: int) -> int:
        return row.height

    def paint(self, row: GapRow, rect: QRect, canvas: Canvas) -> None:
        """Paint nothing."""


class FormulaPainter(RowPainter[FormulaRow]):
    """Paints a typeset formula."""

    def height(self, row: FormulaRow, width: int) -> int:
        return ceil(lay_out_formula(row.latex, width).height) + 12

    def paint(self, row: FormulaRow, rect: QRect, canvas: Canvas) -> None:
        box = lay_out_formula(row.latex, rect.width())
        painter = canvas.painter
        painter.save()
        painter.translate(rect.left(), rect.top() + 4)
        painter.setPen(QColor(canvas.theme.text))
        for part in box.letters:
            painter.setFont(formula_font(round(part.size, 2), slants=part.slants))
            painter.drawText(QPointF(part.x, part.y), part.text)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for stroke in box.strokes:
            painter.drawLine(QLineF(stroke.x, stroke.y, stroke.to_x, stroke.to_y))
        painter.restore()


class CodePainter(RowPainter[CodeRow]):
    """Paints a line of source; what computes stands out from what prepares."""

    def height(self, row: CodeRow, width: int) -> int:
        return CODE_LINE * len(_code_lines(row.text, width))

    def paint(self, row: CodeRow, rect: QRect, canvas: Canvas) -> None:
        theme = canvas.theme
        if row.is_arithmetic:
            canvas.painter.fillRect(rect.adjusted(-4, 0, 4, 0), QColor(theme.raised))
        number = QRect(rect.left(), rect.top(), NUMBER_ROOM - 8, CODE_LINE)
        if row.number:
            canvas.write(number, str(row.number), Face.CODE, theme.dim, RIGHT)
        letter = face_metrics(Face.CODE).horizontalAdvance("0")
        top, in_comment = rect.top(), False
        for line in _code_lines(row.text, rect.width()):
            for start, text, is_comment in code_parts(line, in_comment=in_comment):
                in_comment = is_comment
                left = rect.left() + NUMBER_ROOM + round(start * letter)
                color = theme.text if row.is_arithmetic else theme.muted
                place = QRect(left, top, rect.right() - left + 24, CODE_LINE)
                canvas.write(place, text, Face.CODE, theme.dim if is_comment else color, LEFT)
            top += CODE_LINE


def _caption_face(row: CaptionRow) -> Face:
    return Face.SMALL if row.tone is Tone.MUTED else Face.SMALL_STRONG


def _caption_lines(row: CaptionRow, width: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the lines of the words, and those of the number if it has to stand below."""
    face = _caption_face(row)
    taken = text_width(row.text, face) + 8 + text_width(row.number, Face.NUMBER_SMALL)
    if not row.number or taken <= width:
        return wrapped(row.text, face, width), ()
    return wrapped(row.text, face, width), wrapped(row.number, Face.NUMBER_SMALL, width)


@lru_cache(maxsize=1024)
def _note_height(text: str, width: int) -> int:
    room = QRectF(0, 0, width, 10_000)
    return ceil(face_metrics(Face.LABEL).boundingRect(room, int(_WRAPS), text).height())


@lru_cache(maxsize=1024)
def _code_lines(text: str, width: int) -> tuple[str, ...]:
    letter = face_metrics(Face.CODE).horizontalAdvance("0")
    return wrapped_code(text, max(20, int((width - NUMBER_ROOM) / letter)))
