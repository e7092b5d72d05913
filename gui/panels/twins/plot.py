"""Curves of runs over their steps; a click goes to a step."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.arrays import FloatArray, IntArray
from core.curves.smoothing import ExponentialSmoother
from core.figures.ticks import round_ticks
from core.number_text import digits_text, short_text
from gui.judging.picture import EvaluationPicture
from gui.judging.series_color import series_color
from gui.panels.twins.curve_pen import curve_pen
from gui.theme.fonts import CONTROL, number_writer
from gui.theme.text_writer import LEFT, RIGHT
from gui.theme.theme import CurrentTheme

LEAST = QSize(210, 96)
LEFT_EDGE, BELOW, ABOVE, RIGHT_EDGE = 56, 20, 6, 20
#: Points that keyboard and pen know.
POINTS = 400
#: Lines across the plot, at most.
LINES = 4
LETTER = 14
#: Points that are drawn as dots of that size, too.
FEW, DOT = 30, 5.0
#: How much of a noisy curve is seen, and how much the one in front of it remembers.
FAINT, MEMORY = 0.3, 0.9
#: At the upper edge, if a curve leaps beyond it.
CUT = "↑"
NO_STEPS: IntArray = np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class TwinSeries:
    """One curve.

    Attributes
    ----------
    name : str
        Stands at its end, if it is one letter.
    steps : ndarray of int, shape (n,)
        Rising.
    values : ndarray of float, shape (n,)
        What is not finite leaves a gap.
    place : int
        Of the run: 0 for A.
    smooth : ndarray of float, shape (n,), or None
        The values without their noise; None where that is not shown.
    """

    name: str
    steps: IntArray
    values: FloatArray
    place: int = 0
    smooth: FloatArray | None = None

    def at(self, step: int) -> float:
        """Return the number at a step, or at the last one before it; NaN before the first."""
        before = int(np.searchsorted(self.steps, step, side="right"))
        return float(self.values[before - 1]) if before else math.nan


class TwinPlot(EvaluationPicture):
    """Curves over steps; lines mark the shown step, and that of the first disagreement.

    Parameters
    ----------
    theme, name, title
        As those of `EvaluationPicture`.
    is_noisy : bool
        Whether a curve of many points is painted faintly, and without its noise in front.

    Signals
    -------
    step_wanted(int)
    """

    step_wanted = Signal(int)

    def __init__(
        self,
        theme: CurrentTheme,
        name: str,
        title: str,
        parent: QWidget | None = None,
        *,
        is_noisy: bool = False,
    ) -> None:
        super().__init__(theme, name, title, parent)
        self._is_noisy = is_noisy
        self._steps = NO_STEPS
        self._series: tuple[TwinSeries, ...] = ()
        self._high = 1.0
        self._is_cut = False
        self.shown_step: int | None = None
        self.marked_step: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_series(self, series: Sequence[TwinSeries], within: float = 1.0) -> None:
        """Show other curves, from 0 to the largest finite number.

        Parameters
        ----------
        series : sequence of TwinSeries
        within : float
            The share of each curve's numbers that must lie within the plot: below 1, rare
            leaps of one curve do not press the others together.
        """
        self._series = tuple(_smoothed(one) if self._is_noisy else one for one in series)
        self._steps = max((one.steps for one in series), key=len, default=NO_STEPS)
        finite = [one.values[np.isfinite(one.values)] for one in series]
        tops = [float(np.quantile(one, within)) for one in finite if one.size]
        self._high = max(tops, default=0.0) or 1.0
        self._is_cut = any(one.max() > self._high for one in finite if one.size)
        self.update()

    def show_marks(self, shown: int | None, marked: int | None) -> None:
        """Mark the shown step, and the first at which they disagree."""
        if (shown, marked) != (self.shown_step, self.marked_step):
            self.shown_step, self.marked_step = shown, marked
            self.update()

    def x_of(self, step: float) -> float:
        """Return where a step is."""
        plot = self._plot()
        return plot.left() + plot.width() * step / max(1, self._last())

    def y_of(self, value: float) -> float:
        """Return where a number is."""
        plot = self._plot()
        return plot.top() + plot.height() * (1 - min(1.0, max(0.0, value / self._high)))

    def ticks(self) -> tuple[float, ...]:
        """Return the round numbers that are written at the left, from 0 upwards."""
        return round_ticks(0.0, self._high, LINES)

    def spoken_value(self) -> str:
        """Return the numbers at the place of the keyboard, or at the end."""
        if not len(self._steps):
            return "no steps yet"
        at = self._clamped()[1] if self.walked_to is not None else len(self._steps) - 1
        step = int(self._steps[at])
        parts = [f"{one.name} {short_text(one.at(step))}" for one in self._series]
        return f"step {step:,}: {', '.join(parts)}"

    def sizeHint(self) -> QSize:
        return QSize(360, 160)

    def minimumSizeHint(self) -> QSize:
        return LEAST

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and len(self._steps):
            plot = self._plot()
            share = (event.position().x() - plot.left()) / plot.width()
            self.step_wanted.emit(round(min(1.0, max(0.0, share)) * self._last()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, plot = self._painter(), self.colors, self._plot()
        painter.fillRect(plot, QColor(theme.background))
        painter.setPen(QColor(theme.line))
        for value in self.ticks():
            y = round(self.y_of(value))
            painter.drawLine(plot.left(), y, plot.right(), y)
        for step, color in ((self.marked_step, theme.error), (self.shown_step, theme.muted)):
            if step is not None and len(self._steps):
                painter.setPen(QPen(QColor(color), 1.5))
                x = self.x_of(step)
                painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
        for one in self._series:
            if one.smooth is not None:
                self._paint_curve(painter, one, one.values, FAINT)
        for one in self._series:
            self._paint_curve(painter, one, one.values if one.smooth is None else one.smooth)
        self._paint_numbers(painter)
        self._paint_names(painter)
        painter.end()

    def _paint_curve(
        self, painter: QPainter, series: TwinSeries, values: FloatArray, opacity: float = 1.0
    ) -> None:
        is_faint = opacity < 1
        color = QColor(series_color(self.colors, series.place))
        color.setAlphaF(opacity)
        painter.setPen(QPen(color, 1.0) if is_faint else curve_pen(self.colors, series.place))
        stretch: list[QPointF] = []
        for step, value in zip(series.steps.tolist(), values.tolist(), strict=True):
            if np.isfinite(value):
                stretch.append(QPointF(self.x_of(step), self.y_of(value)))
            else:
                self._paint_stretch(painter, stretch)
                stretch = []
        self._paint_stretch(painter, stretch)

    def _paint_stretch(self, painter: QPainter, points: list[QPointF]) -> None:
        """Join points by lines; few of them are dots besides: what is between is not known."""
        painter.drawPolyline(QPolygonF(points))
        if len(points) <= FEW:
            pen = painter.pen()
            painter.setPen(
                QPen(pen.color(), DOT, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
            )
            painter.drawPoints(QPolygonF(points))
            painter.setPen(pen)

    def _paint_names(self, painter: QPainter) -> None:
        """Write at the end of each curve whose it is, below each other where ends are near."""
        ends = []
        for one in self._series:
            finite = np.flatnonzero(np.isfinite(one.values))
            if len(finite) and len(one.name) == 1:
                last = (one.values if one.smooth is None else one.smooth)[finite[-1]]
                ends.append((self.y_of(float(last)), one))
        plot, lowest = self._plot(), -math.inf
        ends.sort(key=lambda end: end[0])
        for left, (y, one) in zip(range(len(ends) - 1, -1, -1), ends, strict=True):
            y = max(min(y, plot.bottom() - LETTER * (left + 0.5)), lowest + LETTER)
            painter.setPen(QColor(series_color(self.colors, one.place)))
            place = QRect(plot.right() + 3, round(y) - LETTER // 2, RIGHT_EDGE - 4, LETTER)
            number_writer(CONTROL, bold=True).write(painter, place, one.name, LEFT)
            lowest = y

    def _paint_numbers(self, painter: QPainter) -> None:
        plot, writer = self._plot(), number_writer(CONTROL)
        painter.setPen(QColor(self.colors.muted))
        for value in self.ticks():
            middle = min(max(round(self.y_of(value)), plot.top() + 6), plot.bottom() - 6)
            place = QRect(0, middle - 8, LEFT_EDGE - 6, 16)
            writer.write(painter, place, digits_text(value, 2), RIGHT)
        if self._is_cut:
            above = QRect(0, plot.top() - 4, LEFT_EDGE - 6, 16)
            writer.write(painter, above, CUT, LEFT)
        below = QRect(plot.left(), plot.bottom() + 3, plot.width(), BELOW - 4)
        writer.write(painter, below, "step 0", LEFT)
        if len(self._steps):
            writer.write(painter, below, f"{self._last():,}", RIGHT)

    def _plot(self) -> QRect:
        wide = max(1, self.width() - LEFT_EDGE - RIGHT_EDGE)
        return QRect(LEFT_EDGE, ABOVE, wide, max(1, self.height() - ABOVE - BELOW))

    def _last(self) -> int:
        return int(self._steps[-1]) if len(self._steps) else 0

    def _grid(self) -> tuple[int, int]:
        return min(1, len(self._series)), len(self._steps)

    def _open(self, row: int, column: int) -> None:
        self.step_wanted.emit(int(self._steps[column]))


def _smoothed(series: TwinSeries) -> TwinSeries:
    """Return the same with a curve without its noise, if there are many points."""
    if len(series.steps) <= FEW:
        return series
    smoother = ExponentialSmoother(MEMORY)
    smooth = np.array([smoother.add(value) for value in series.values.tolist()])
    return replace(series, smooth=smooth)
