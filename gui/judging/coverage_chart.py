"""How accuracy rises where fewer images are answered; the threshold is dragged."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.evaluation.answered import CoverageCurve
from core.evaluation.sureness import Sureness
from core.number_text import percent_text
from gui.judging.picture import EvaluationPicture
from gui.judging.series_color import series_color
from gui.theme.fonts import CONTROL, number_writer
from gui.theme.text_writer import LEFT, RIGHT
from gui.theme.theme import CurrentTheme

HEIGHT = 150
LEFT_EDGE, BELOW, ABOVE, RIGHT_EDGE = 52, 20, 6, 8
LEAST_WIDTH = 210
MOST_POINTS = 400
#: Keyboard steps of the threshold.
STEPS = 100
#: Least span of both axes.
LEAST_SPAN = 0.02


class NamedSureness(NamedTuple):
    """How sure one network is; two are told apart by their names."""

    name: str
    sureness: Sureness


class CoverageChart(EvaluationPicture):
    """Share that is answered against share of the answers that are right.

    Signals
    -------
    threshold_wanted(float)
        Dragged, or by keyboard.
    """

    threshold_wanted = Signal(float)

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, "Accuracy, over the share that is answered", parent)
        self._curves: tuple[CoverageCurve, ...] = ()
        self._series: tuple[NamedSureness, ...] = ()
        self._threshold = 0.0
        self._low, self._floor = 0.0, 0.0  # where the axes begin
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(self.sizeHint().height())
        self.setCursor(Qt.CursorShape.SizeHorCursor)

    def show_series(self, series: tuple[NamedSureness, ...]) -> None:
        """Show other curves; the axes begin where the surest half of a percent would."""
        self._series = series
        self._curves = tuple(one.sureness.curve for one in series)
        ends = [float(one.accuracy[-1]) for one in self._curves if len(one.accuracy)]
        sure = [one.sureness.answered(0.99).coverage for one in series]
        self._floor = _rounded(min([*ends, 1 - LEAST_SPAN]), 100)
        self._low = _rounded(min([*sure, 1 - 10 * LEAST_SPAN]), 10)
        self.update()

    def show_threshold(self, threshold: float) -> None:
        """Move the line."""
        self._threshold = threshold
        self.update()

    def x_of(self, coverage: float) -> float:
        """Return where a share of answered images is."""
        plot = self._plot()
        share = (coverage - self._low) / (1 - self._low)
        return plot.left() + plot.width() * min(1.0, max(0.0, share))

    def spoken_value(self) -> str:
        """Return the threshold, and what is answered."""
        if not self._series:
            return "nothing judged yet"
        parts = []
        for one in self._series:
            found = one.sureness.answered(self._threshold)
            right = "–" if found.accuracy is None else percent_text(found.accuracy, 2)
            who = f"{one.name} " if len(self._series) > 1 else ""
            parts.append(f"{who}{percent_text(found.coverage)} answered, {right} of them right")
        return f"below {percent_text(self._threshold)}: {'; '.join(parts)}"

    def sizeHint(self) -> QSize:
        return QSize(300, ABOVE + HEIGHT + BELOW)

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_WIDTH, ABOVE + HEIGHT + BELOW)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._drag_to(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._drag_to(event.position().x())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, plot = self._painter(), self.colors, self._plot()
        painter.fillRect(plot, QColor(theme.background))
        painter.setPen(QColor(theme.line))
        ticks = self._ticks()
        for share in ticks:
            y = round(self._y(share))
            painter.drawLine(plot.left(), y, plot.right(), y)
        for at, curve in enumerate(self._curves):
            self._paint_curve(painter, at, curve)
        if self._series:
            self._paint_threshold(painter)
        painter.setPen(QColor(theme.muted))
        writer = number_writer(CONTROL)
        for share in ticks:
            middle = min(max(round(self._y(share)), ABOVE + 5), ABOVE + HEIGHT - 6)
            place = QRect(0, middle - 8, LEFT_EDGE - 6, 16)
            writer.write(painter, place, percent_text(share, 0), RIGHT)
        below = QRect(plot.left(), plot.bottom() + 3, plot.width(), BELOW - 4)
        writer.write(painter, below, percent_text(self._low, 0), LEFT)
        writer.write(painter, below, "answered")
        writer.write(painter, below, "100 %", RIGHT)
        painter.end()

    def _paint_curve(self, painter: QPainter, at: int, curve: CoverageCurve) -> None:
        count = len(curve.coverage)
        if not count:
            return
        some = np.unique(np.linspace(0, count - 1, min(count, MOST_POINTS)).astype(int))
        points = QPolygonF(
            [
                QPointF(self.x_of(float(curve.coverage[k])), self._y(float(curve.accuracy[k])))
                for k in some
                if curve.coverage[k] >= self._low
            ]
        )
        pen = QPen(QColor(series_color(self.colors, at)), 2.0)
        if at:
            pen.setDashPattern([4.0, 2.0])
        painter.setPen(pen)
        painter.drawPolyline(points)

    def _paint_threshold(self, painter: QPainter) -> None:
        theme, plot = self.colors, self._plot()
        for at, one in enumerate(self._series):
            found = one.sureness.answered(self._threshold)
            x = self.x_of(found.coverage)
            pen = QPen(QColor(theme.text if not at else theme.muted), 1.5)
            painter.setPen(pen)
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
            if found.accuracy is not None and found.coverage >= self._low:
                painter.setPen(QPen(QColor(theme.background), 1.5))
                painter.setBrush(QColor(series_color(theme, at)))
                painter.drawEllipse(QPointF(x, self._y(found.accuracy)), 4.5, 4.5)

    def _ticks(self) -> list[float]:
        percents = 100 * (1 - self._floor)
        step = next(one for one in (1, 2, 5, 10, 20, 50) if percents / one <= 4 or one == 50)
        return [1 - step * k / 100 for k in range(int(percents / step + 0.5) + 1)]

    def _plot(self) -> QRect:
        return QRect(LEFT_EDGE, ABOVE, max(1, self.width() - LEFT_EDGE - RIGHT_EDGE), HEIGHT)

    def _y(self, accuracy: float) -> float:
        share = (accuracy - self._floor) / (1 - self._floor)
        return ABOVE + HEIGHT * (1 - min(1.0, max(0.0, share)))

    def _drag_to(self, x: float) -> None:
        """Ask for the threshold at which so many images are answered."""
        if not self._curves or not len(self._curves[0].coverage):
            return
        plot, curve = self._plot(), self._curves[0]
        share = min(1.0, max(0.0, (x - plot.left()) / plot.width()))
        coverage = self._low + share * (1 - self._low)
        at = min(int(np.searchsorted(curve.coverage, coverage)), len(curve.coverage) - 1)
        self.threshold_wanted.emit(0.0 if coverage >= 1 else float(curve.threshold[at]))

    def _grid(self) -> tuple[int, int]:
        return min(1, len(self._series)), STEPS

    def _point_at(self, place: tuple[int, int] | None) -> None:
        if place is not None:
            self.threshold_wanted.emit(place[1] / STEPS)

    def _open(self, row: int, column: int) -> None:
        self.threshold_wanted.emit(column / STEPS)


def _rounded(share: float, parts: int) -> float:
    """Return a share rounded down to so many parts of 1, at least 0."""
    return max(0.0, math.floor(share * parts) / parts)
