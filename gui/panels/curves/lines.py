"""The lines and dots of one run in a plot."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt

from core.arrays import FloatArray
from gui.panels.curves.curve_set import NO_POINTS, Points
from gui.panels.curves.series import CurveSeries, line_color
from gui.theme.theme import Theme
from gui.theme.zoom import plot_width

MAIN_WIDTH = 2
MAX_DOTS = 40  # more points than this are a line to the eye


class CurveLines:
    """Draws every series of the shown run; its items are made once and used again.

    Parameters
    ----------
    plot : pyqtgraph.PlotItem

    Attributes
    ----------
    curves : dict of CurveSeries to pyqtgraph.PlotCurveItem
    dots : dict of CurveSeries to pyqtgraph.ScatterPlotItem
        Of those series that are drawn as dots while there are few points.
    """

    def __init__(self, plot: pg.PlotItem) -> None:
        self.curves = {
            series: pg.PlotCurveItem(antialias=series is not CurveSeries.RAW)
            for series in CurveSeries
        }
        # One thick antialiased path costs 5 times as much as its pieces drawn one by one.
        self.curves[CurveSeries.MAIN].setSegmentedLineMode("on")
        self.dots = {
            series: pg.ScatterPlotItem(size=5, pen=None, useCache=False, antialias=True)
            for series in (CurveSeries.MAIN, CurveSeries.VALIDATION)
        }
        self._drawn: dict[CurveSeries, Points] = {}
        for dots in self.dots.values():
            # an item without points takes as long to paint as one with a few
            dots.setVisible(False)
        for item in (*self.curves.values(), *self.dots.values()):
            plot.addItem(item, ignoreBounds=True)

    def draw(self, series: CurveSeries, x: FloatArray, y: FloatArray) -> None:
        """Draw the points of a series; NaN leaves a gap."""
        before = self._drawn.get(series, NO_POINTS)
        if np.array_equal(x, before[0]) and np.array_equal(y, before[1], equal_nan=True):
            return
        self._drawn[series] = (x, y)
        shown = np.isfinite(y)
        self.curves[series].setData(x, y, connect="all" if shown.all() else "finite")
        dots = self.dots.get(series)
        if dots is not None and (len(x) <= MAX_DOTS or len(dots.data)):
            if len(x) > MAX_DOTS:
                shown[:] = False
            dots.setData(x[shown], y[shown])
            dots.setVisible(bool(shown.any()))

    def main_at(self, x: float) -> float | None:
        """Return where the main curve is at `x`, if there is one."""
        xs, ys = self._drawn.get(CurveSeries.MAIN, NO_POINTS)
        return float(np.interp(x, xs, ys)) if len(xs) else None

    def restyle(self, theme: Theme) -> None:
        """Take the colours of the theme."""
        for series, curve in self.curves.items():
            width = plot_width(MAIN_WIDTH if series is CurveSeries.MAIN else 1)
            dashes = Qt.PenStyle.DashLine if series is CurveSeries.PARENT else None
            curve.setPen(pg.mkPen(line_color(theme, series), width=width, style=dashes))
        for series, dots in self.dots.items():
            dots.setBrush(pg.mkBrush(line_color(theme, series)))
