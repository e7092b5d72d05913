"""Paints what one sample of a batch, or one class, adds: a thumbnail, a bar, a number."""

from __future__ import annotations

from functools import partial

import numpy as np
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage

from core.arrays import ByteArray
from gui.panels.ledger.canvas import RIGHT, Canvas, Face, Spot, text_width
from gui.panels.ledger.line_painter import paint_pointed
from gui.panels.ledger.row_painter import RowPainter
from gui.panels.ledger.share_row import ShareRow
from gui.panels.ledger.term_painter import BAR_STRENGTH, PRODUCT_WIDTH
from gui.theme.tensor_colors import ColorCode, color_indices, color_table
from gui.theme.theme import Theme
from gui.widgets.thin_frame import paint_frame

ROW_HEIGHT = 27
THUMBNAIL = 24
GAP = 8
INDENT = 18


class SharePainter(RowPainter[ShareRow]):
    """Paints the sample at the left, who it is on a bar, and its share at the right."""

    def height(self, row: ShareRow, width: int) -> int:
        return ROW_HEIGHT

    def paint(self, row: ShareRow, rect: QRect, canvas: Canvas) -> None:
        theme, painter = canvas.theme, canvas.painter
        if canvas.is_pointed(rect):
            paint_pointed(canvas, rect.adjusted(0, 0, 0, -1))
        inner = rect.adjusted(0, 1, 0, -2)
        left = inner.left() + INDENT * row.is_inside
        if row.image is not None:
            place = QRect(left, inner.top(), THUMBNAIL, THUMBNAIL)
            painter.drawImage(place, _thumbnail(row.image, theme))
            paint_frame(painter, place, theme.selection if row.is_strong else theme.line)
            left += THUMBNAIL + GAP
        elif row.is_open is not None:
            mark = QRect(left, inner.top(), INDENT, inner.height())
            canvas.write(mark, "▾" if row.is_open else "▸", Face.LABEL, theme.muted)
            left += INDENT
        middle = QRect(left, inner.top(), inner.right() - PRODUCT_WIDTH - left, inner.height())
        length = round(middle.width() * row.share)
        if length:
            bar = QColor(theme.positive if row.value > 0 else theme.negative)
            bar.setAlphaF(BAR_STRENGTH)
            painter.fillRect(middle.adjusted(-4, 1, length - middle.width(), -1), bar)
        face = Face.STRONG if row.is_strong else Face.LABEL
        canvas.write(middle, row.label, face, theme.text)
        beside = middle.adjusted(text_width(row.label, face) + 7, 0, -4, 0)
        canvas.write(beside, row.aside, Face.SMALL, theme.muted)
        face = Face.NUMBER_STRONG if row.is_strong else Face.NUMBER
        canvas.write(inner, row.number, face, theme.text, RIGHT)

    def spots(self, row: ShareRow, rect: QRect) -> list[Spot]:
        return [Spot(rect, None, partial(str, row.hint), wish=row.wish)]


def _thumbnail(image: ByteArray, theme: Theme) -> QImage:
    indices = color_indices(image.astype(np.float32) / 255, 1.0)
    colors = np.ascontiguousarray(color_table(theme, ColorCode.INK)[indices], np.uint32)
    height, width = colors.shape
    picture = QImage(colors.data, width, height, 4 * width, QImage.Format.Format_RGB32)
    return picture.copy()  # the numbers go when this returns
