"""Probabilities of the classes."""

from __future__ import annotations

import math

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from core.arrays import FloatArray
from core.number_text import probability_text
from gui.panels.network.unit_rows import LABEL_WIDTH, UnitRows
from gui.theme.fonts import CONTROL, number_writer
from gui.theme.text_writer import RIGHT

AIR = 5  # between a number and the outline around its row
PERCENT_WIDTH = 58
LEAST_BAR = 28
LEAST_WIDTH = LABEL_WIDTH + PERCENT_WIDTH + LEAST_BAR
BAR_HEIGHT = 10


class ProbabilityBars(UnitRows):
    """Shows each class with its probability; the predicted one is bold, the true one marked.

    The true class has an outline around its bar, so that it is known without its colour too.
    Beside scores, which name the classes, the bars have no names.
    """

    _true_class: int | None = None
    _has_names = True

    @property
    def true_class(self) -> int | None:
        """The class that is marked as the true one."""
        return self._true_class

    @property
    def predicted(self) -> int | None:
        """The class that is written bold: the first of the most probable."""
        return int(self._values.argmax()) if len(self._values) else None

    def show_names(self, *, has_names: bool) -> None:
        """Name the classes, or not."""
        if has_names != self._has_names:
            self._has_names = has_names
            self.update()

    def set_values(self, values: FloatArray, true_class: int | None) -> None:
        """Show `values` of shape (n,), not copied, each from 0 to 1."""
        self._values, self._true_class = values, true_class
        self.update()

    def _paint_row(self, painter: QPainter, unit: int, row: QRect) -> None:
        theme = self._theme.theme
        value = float(self._values[unit])
        is_predicted, is_true = unit == self.predicted, unit == self._true_class
        writer = number_writer(CONTROL, bold=is_predicted)
        name_width = self._label_width if self._has_names else 2
        if self._has_names:
            said = theme.text if is_predicted else theme.muted
            painter.setPen(QColor(theme.truth if is_true else said))
            self._write_label(painter, unit, row, writer, str(unit))
        painter.setPen(QColor(theme.text if is_predicted else theme.muted))
        writer.write(painter, row.adjusted(0, 0, -AIR, 0), probability_text(value), RIGHT)
        height = min(BAR_HEIGHT, row.height() - 4)
        track = QRectF(
            row.x() + name_width,
            row.y() + (row.height() - height) // 2,
            row.width() - name_width - PERCENT_WIDTH,
            height,
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.raised))
        painter.drawRoundedRect(track, 3, 3)
        if math.isfinite(value) and value > 0:
            filled = QRectF(track)
            filled.setWidth(max(2.0, min(1.0, value) * track.width()))
            painter.setBrush(QColor(theme.positive))
            painter.drawRoundedRect(filled, min(3.0, filled.width() / 2), 3)
        if is_true:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.truth), 1.5))
            painter.drawRoundedRect(track.adjusted(-1.5, -1.5, 1.5, 1.5), 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
