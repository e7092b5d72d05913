"""A few signed numbers of a flat layer as bars from zero."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter

from core.arrays import FloatArray
from core.index_words import index_words
from core.number_text import signed_text
from gui.panels.network.unit_rows import LABEL_WIDTH, UnitRows
from gui.theme.fonts import CONTROL, number_writer
from gui.theme.tensor_colors import (
    ColorCode,
    color_indices,
    color_table,
    text_on,
)
from gui.theme.text_writer import RIGHT
from gui.widgets.thin_frame import paint_frame

NUMBER_WIDTH = 54
ROOM_FOR_BARS = 112  # narrower than this, the number stands in a coloured cell instead
LEAST_WIDTH = LABEL_WIDTH + NUMBER_WIDTH


class UnitBars(UnitRows):
    """Shows each number as a bar to the left or right of zero, with its value."""

    _limit = 0.0
    _are_classes = True
    _true_class: int | None = None
    _said_class: int | None = None
    _color_indices: Sequence[int] = ()

    def set_values(self, values: FloatArray, limit: float, *, are_classes: bool = True) -> None:
        """Show `values` of shape (n,), not copied; a bar of `limit` has full length.

        Parameters
        ----------
        values : ndarray
        limit : float
        are_classes : bool
            Whether the units are the classes, which are called by their own numbers.
        """
        self._values, self._limit, self._are_classes = values, limit, are_classes
        self._color_indices = color_indices(values, limit).tolist()
        self.update()

    def set_classes(self, true: int | None, said: int | None) -> None:
        """Write the true class in its colour, and what the network says bold."""
        if (true, said) != (self._true_class, self._said_class):
            self._true_class, self._said_class = true, said
            self.update()

    def _framed(self, row: QRect) -> QRect:
        return super()._framed(row).adjusted(self._label_width - 2, 0, 0, 0)

    def _paint_row(self, painter: QPainter, unit: int, row: QRect) -> None:
        theme = self._theme.theme
        value = float(self._values[unit])
        is_true, is_said = unit == self._true_class, unit == self._said_class
        color = theme.truth if is_true else theme.text if is_said else theme.muted
        painter.setPen(QColor(color))
        namer = number_writer(CONTROL, bold=is_said or is_true)
        number = str(unit) if self._are_classes else index_words(unit)
        self._write_label(painter, unit, row, namer, number)
        writer = number_writer(CONTROL)
        text = signed_text(value, 2)
        gap = 1 if row.height() < 20 else 3
        room = row.adjusted(self._label_width, gap, -1, -gap)
        if room.width() + LABEL_WIDTH < ROOM_FOR_BARS or not math.isfinite(value):
            cell = int(color_table(theme, ColorCode.SIGN)[self._color_indices[unit]])
            painter.fillRect(room, QColor(cell))
            paint_frame(painter, room, theme.line)
            painter.setPen(QColor(text_on(cell)))
            writer.write(painter, room, text)
            return
        track = room.adjusted(0, 0, -NUMBER_WIDTH, 0)
        painter.fillRect(track, QColor(theme.raised))
        zero = track.center().x()
        share = 0.0 if self._limit <= 0 else max(-1.0, min(1.0, value / self._limit))
        length = round(abs(share) * (track.width() // 2))
        left = zero if share >= 0 else zero - length
        sign = theme.positive if share >= 0 else theme.negative
        painter.fillRect(QRect(left, track.y(), length, track.height()), QColor(sign))
        painter.setPen(QColor(theme.dim))
        painter.drawLine(zero, track.top(), zero, track.bottom())
        painter.setPen(QColor(theme.text))
        writer.write(painter, room, text, RIGHT)
