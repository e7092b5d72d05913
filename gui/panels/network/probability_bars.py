"""Probabilities of the classes."""

from __future__ import annotations

import math

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from core.arrays import FloatArray
from gui.panels.network.unit_rows import UnitRows
from gui.theme.fonts import CAPTION, number_writer
from gui.theme.text_writer import RIGHT

LABEL_WIDTH = 20
PERCENT_WIDTH = 46
LEAST_WIDTH = LABEL_WIDTH + PERCENT_WIDTH + 34
BAR_HEIGHT = 14


class ProbabilityBars(UnitRows):
    """Shows each class with its probability; the predicted one is bold, the true one marked.

    The true class has an outline around its bar and a mark beside its label, so that it is
    known without its colour too.
    """

    _true_class: int | None = None

    @property
    def true_class(self) -> int | None:
        """The class that is marked as the true one."""
        return self._true_class

    @property
    def predicted(self) -> int | None:
        """The class that is written bold: the first of the most probable."""
        return int(self._values.argmax()) if len(self._values) else None

    def set_values(self, values: FloatArray, true_class: int | None) -> None:
        """Show `values` of shape (n,), not copied, each from 0 to 1."""
        self._values, self._true_class = values, true_class
        self.update()

    def _paint_row(self, painter: QPainter, unit: int, row: QRect) -> None:
        theme = self._theme.theme
        value = float(self._values[unit])
        is_predicted, is_true = unit == self.predicted, unit == self._true_class
        writer = number_writer(CAPTION, bold=is_predicted)
        painter.setPen(QColor(theme.text if is_predicted else theme.muted))
        label = QRect(row.x(), row.y(), LABEL_WIDTH - 6, row.height())
        writer.write(painter, label, str(unit), RIGHT)
        percent = f"{100 * value:.1f} %" if math.isfinite(value) else str(value)
        writer.write(painter, row.adjusted(0, 0, -1, 0), percent, RIGHT)
        height = min(BAR_HEIGHT, row.height() - 4)
        track = QRectF(
            row.x() + LABEL_WIDTH,
            row.y() + (row.height() - height) // 2,
            row.width() - LABEL_WIDTH - PERCENT_WIDTH - 4,
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
            self._paint_mark(painter, row)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_mark(self, painter: QPainter, row: QRect) -> None:
        """Draw a small dot left of the label."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.theme.truth))
        painter.drawEllipse(QRectF(row.x(), row.center().y() - 1.5, 4, 4))
