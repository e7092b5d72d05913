"""Curves with axes, as a drawing."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from core.curves.curve_stretches import decimate_ends
from core.figures.figure import Curve, CurveLook, Mark, Plot
from core.figures.inks import Inks
from core.figures.svg import Svg, short
from core.figures.ticks import round_ticks
from core.number_text import digits_text, percent_text, power_text

#: Points a curve is drawn with; more cannot be told apart.
POINTS = 600
#: Height of a plot, as a share of its width.
SHAPE = 0.36
_WIDTHS = {CurveLook.RAW: 1.0, CurveLook.TRAIN: 1.6, CurveLook.VALIDATION: 2.0}
#: Curves of so few points show each of them.
FEW = 40
#: How curves of one colour are told apart, in units of a letter's height / 10.
DASHES = ("", "7 3", "2 3", "9 3 2 3", "4 2", "1 2")
#: From here on numbers are powers of ten: they have no room beside the axis.
LONG = 1e5
#: Letters of a name in the legend, and heights of a letter between its lines.
MOST_LETTERS, LEGEND_LINE = 14, 1.3


def draw_plot(svg: Svg, plot: Plot, top: float) -> float:
    """Draw a plot over the whole width; return where it ends.

    Parameters
    ----------
    svg : Svg
    plot : Plot
    top : float
    """
    return _PlotDrawing(svg, plot, top).draw()


def curve_ink(inks: Inks, look: CurveLook) -> str:
    """Return the colour of a curve."""
    return {
        CurveLook.RAW: inks.raw,
        CurveLook.TRAIN: inks.train,
        CurveLook.VALIDATION: inks.validation,
        CurveLook.OTHER: inks.other,
    }[look]


class _PlotDrawing:
    def __init__(self, svg: Svg, plot: Plot, top: float) -> None:
        self._svg, self._plot = svg, plot
        self._inks, self._size = svg.look.inks, svg.look.size
        self._x_low, self._x_high = _x_range(plot)
        self._y_low, self._y_high = y_range(plot)
        self._left, self._right = 5.2 * self._size, svg.look.width - 1.2 * self._size
        self._dashes = _dashes(plot.curves)
        self._title = top + 1.2 * self._size
        self._legend = self._legend_lines()
        more_lines = max(0, len(self._legend) - 1)
        self._top = top + (3.4 + LEGEND_LINE * more_lines) * self._size
        self._bottom = self._top + SHAPE * (self._right - self._left)

    def draw(self) -> float:
        size, plot = self._size, self._plot
        self._svg.text(self._left, self._title, plot.title, scale=1.1, is_bold=True)
        self._draw_legend()
        self._draw_axes()
        for mark in plot.marks:
            if mark.y is None and self._x_low <= mark.x <= self._x_high:
                self._draw_line_mark(mark)
        for curve in plot.curves:
            self._draw_curve(curve)
        for mark in plot.marks:
            if mark.y is not None and math.isfinite(mark.y):
                self._draw_point(mark, mark.y)
        return self._bottom + 3.4 * size

    def _legend_lines(self) -> list[list[tuple[str, Curve]]]:
        """Return the names of the legend with a curve each, in lines that have room."""
        size, lines, x = self._size, list[list[tuple[str, Curve]]](), math.inf
        for called, curve in {one.called: one for one in self._plot.curves}.items():
            name = self._svg.look.fitting(called, MOST_LETTERS * size, 0.95)
            width = self._svg.look.text_width(name, 0.95)
            if x + 2.4 * size + width > self._right:
                x = self._left
                lines.append([])
            lines[-1].append((name, curve))
            x += 3.6 * size + width
        return lines

    def _draw_legend(self) -> None:
        size, svg = self._size, self._svg
        for line, names in enumerate(self._legend):
            x, y = self._left, self._title + (1.45 + LEGEND_LINE * line) * size
            for name, curve in names:
                ink, middle = curve_ink(self._inks, curve.look), y - 0.32 * size
                style = f"stroke-width:{short(0.2 * size)}"
                if dashes := self._dashes[curve.called]:
                    style += f";stroke-dasharray:{dashes}"
                svg.line(x, middle, x + 1.8 * size, middle, ink, style)
                svg.text(x + 2.1 * size, y, name, ink=self._inks.muted, scale=0.95)
                x += 3.6 * size + svg.look.text_width(name, 0.95)

    def _draw_axes(self) -> None:
        svg, size, inks = self._svg, self._size, self._inks
        for value in self._y_ticks():
            y = self._y(value)
            svg.line(self._left, y, self._right, y, inks.line)
            svg.text(
                self._left - 0.5 * size, y + 0.35 * size, self._y_text(value),
                ink=inks.muted, anchor="end", scale=0.95,
            )  # fmt: skip
        for value in round_ticks(self._x_low, self._x_high, 7):
            x = self._x(value)
            svg.line(x, self._bottom, x, self._bottom + 0.35 * size, inks.muted)
            svg.text(
                x, self._bottom + 1.4 * size, _place_text(value),
                ink=inks.muted, anchor="middle", scale=0.95,
            )  # fmt: skip
        svg.line(self._left, self._bottom, self._right, self._bottom, inks.muted)
        middle = (self._left + self._right) / 2
        svg.text(middle, self._bottom + 2.7 * size, self._plot.x_label, anchor="middle")
        middle = (self._top + self._bottom) / 2
        svg.text(size, middle, self._plot.y_label, anchor="middle", is_upright=True)

    def _draw_curve(self, curve: Curve) -> None:
        x, y = decimate_ends(curve.x, curve.y, POINTS)
        ink, stretches, points = curve_ink(self._inks, curve.look), [], []
        for at, value in zip(x.tolist(), y.tolist(), strict=True):
            if math.isfinite(value):
                points.append((self._x(at), self._y(value)))
            elif points:
                stretches.append(points)
                points = []
        stretches.append(points)
        lines = [" ".join(f"{short(a)},{short(b)}" for a, b in one) for one in stretches]
        width = _WIDTHS.get(curve.look, 1.6)
        dashes = self._dashes[curve.called]
        self._svg.path([line for line in lines if " " in line], ink, width, dashes)
        # a single point is no line
        is_few = curve.look is CurveLook.VALIDATION and len(x) <= FEW
        for stretch in stretches:
            if is_few or len(stretch) == 1:
                for a, b in stretch:
                    self._svg.dot(a, b, 0.22 * self._size, ink)

    def _draw_line_mark(self, mark: Mark) -> None:
        x, inks = self._x(mark.x), self._inks
        ink = inks.wrong if mark.is_trouble else inks.muted
        self._svg.line(x, self._top, x, self._bottom, ink, "stroke-dasharray:4 3")
        is_left = x > (self._left + self._right) / 2
        self._svg.text(
            x + (-0.4 if is_left else 0.4) * self._size, self._top + 1.1 * self._size,
            mark.text, ink=ink, anchor="end" if is_left else "start", scale=0.95,
        )  # fmt: skip

    def _draw_point(self, mark: Mark, value: float) -> None:
        x, y, size = self._x(mark.x), self._y(value), self._size
        self._svg.dot(x, y, 0.42 * size, self._inks.text)
        is_left = x > (self._left + self._right) / 2
        is_high = y < self._top + 2.4 * size
        self._svg.text(
            x + (-0.7 if is_left else 0.7) * size, y + (1.7 if is_high else -0.8) * size,
            mark.text, anchor="end" if is_left else "start", scale=0.95, is_bold=True,
        )  # fmt: skip

    def _y_ticks(self) -> list[float]:
        if not self._plot.is_log:
            return list(round_ticks(self._y_low, self._y_high, 6))
        first, last = math.ceil(math.log10(self._y_low)), math.floor(math.log10(self._y_high))
        return [10.0**power for power in range(first, last + 1)]

    def _y_text(self, value: float) -> str:
        if not self._plot.is_share:
            if self._plot.is_log:  # a power of ten
                return f"{round(value):,}" if 1 <= value < LONG else power_text(value, 0)
            return digits_text(value, 4)
        is_whole = abs(100 * value - round(100 * value)) < 1e-6
        return percent_text(round(value, 6), 0 if is_whole else 1)

    def _x(self, value: float) -> float:
        share = (value - self._x_low) / (self._x_high - self._x_low)
        return self._left + share * (self._right - self._left)

    def _y(self, value: float) -> float:
        low, high = self._y_low, self._y_high
        if self._plot.is_log:
            low, high, value = (math.log10(one) for one in (low, high, max(value, low)))
        share = (value - low) / (high - low)
        return self._bottom - min(max(share, 0.0), 1.0) * (self._bottom - self._top)


def _dashes(curves: Sequence[Curve]) -> dict[str, str]:
    """Return the dashes of each name of the legend: no two of one colour have the same."""
    found: dict[str, str] = {}
    seen: dict[CurveLook, int] = {}
    for curve in curves:
        if curve.called not in found:
            at = seen.get(curve.look, 0)
            found[curve.called] = DASHES[at % len(DASHES)]
            seen[curve.look] = at + 1
    return found


def _x_range(plot: Plot) -> tuple[float, float]:
    ends = [float(end) for one in plot.curves if len(one.x) for end in (one.x[0], one.x[-1])]
    low, high = min([0.0, *ends]), max([0.0, *ends])
    return (low, high) if high > low else (low, low + 1)


def y_range(plot: Plot) -> tuple[float, float]:
    """Return where the y axis begins and ends.

    What is noisy counts only if there is nothing else, and then without its worst outliers.
    """
    drawn = [one for one in plot.curves if one.look is not CurveLook.RAW] or plot.curves
    values = np.concatenate([one.y[np.isfinite(one.y)] for one in drawn] or [np.zeros(0)])
    if not len(values):
        return 0.0, 1.0
    low, high = float(values.min()), float(values.max())
    if plot.is_log:
        low = float(values[values > 0].min()) if (values > 0).any() else 1.0
        return 10.0 ** math.floor(math.log10(low)), max(high, 10 * low)
    if plot.is_share:
        return max(0.0, low - 0.05 * (1 - low)) if low < 1 else 0.9, 1.0
    if len(values) > 100:  # the first steps are often far above the rest
        high = min(high, 4 * float(np.quantile(values, 0.95)))
    low = min(0.0, low)
    return low, high if high > low else low + 1


def _place_text(value: float) -> str:
    """Return where a tick of the x axis stands: a step, or a share such as ``0.2``."""
    is_whole = math.isclose(value, round(value), abs_tol=1e-9)
    return f"{round(value):,}" if is_whole else digits_text(value, 6)
