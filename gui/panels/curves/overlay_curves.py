"""The curves of other runs in a plot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QColor

from core.arrays import FloatArray
from gui.theme.run_colors import run_color, run_dashes
from gui.theme.theme import CurrentTheme
from gui.theme.zoom import plot_width

Points = tuple[FloatArray, FloatArray]
#: Share of the full colour: the shown run's own curves stay in front.
STRENGTH = 0.8
MAX_DOTS = 40
BEHIND = -10


@dataclass(frozen=True, slots=True, eq=False)
class OverlayPoints:
    """What a plot shows of another run: its main curve, and its validations as dots."""

    color_index: int
    main: Points
    validation: Points


class OverlayCurves:
    """Draws the curves of other runs into a plot; its items are made once and used again.

    Parameters
    ----------
    plot : pyqtgraph.PlotItem
    theme : CurrentTheme
    """

    def __init__(self, plot: pg.PlotItem, theme: CurrentTheme) -> None:
        self._plot = plot
        self._theme = theme
        self._items: list[tuple[pg.PlotCurveItem, pg.ScatterPlotItem]] = []
        self._shown: list[OverlayPoints] = []

    def show(self, runs: Sequence[OverlayPoints]) -> tuple[float, float, float] | None:
        """Draw `runs`, whose y may be NaN in gaps.

        Returns
        -------
        tuple (x_high, y_low, y_high) or None
            The room they take, if there is anything to see.
        """
        while len(self._items) < len(runs):
            self._items.append(self._make_items())
        for (line, dots), run in zip(self._items, runs, strict=False):
            line.setData(*_finite(run.main), connect="finite")
            every = max(1, -(-len(run.validation[0]) // MAX_DOTS))
            x, y = (axis[::-1][::every] for axis in run.validation)
            dots.setData(x[np.isfinite(y)], y[np.isfinite(y)])
        for place, items in enumerate(self._items):
            for item in items:
                item.setVisible(place < len(runs))
        self._shown = list(runs)
        self.restyle()
        return _extent(runs)

    def restyle(self) -> None:
        """Take the colours of the theme."""
        for (line, dots), run in zip(self._items, self._shown, strict=False):
            color = QColor(run_color(self._theme.theme, run.color_index))
            color.setAlphaF(STRENGTH)
            pen = pg.mkPen(color, width=plot_width(1))
            pen.setDashPattern(run_dashes(run.color_index))
            line.setPen(pen)
            dots.setBrush(pg.mkBrush(color))

    def _make_items(self) -> tuple[pg.PlotCurveItem, pg.ScatterPlotItem]:
        line = pg.PlotCurveItem(antialias=False)
        dots = pg.ScatterPlotItem(size=5, pen=None, symbol="d", useCache=False, antialias=True)
        for item in (line, dots):
            item.setZValue(BEHIND)
            self._plot.addItem(item, ignoreBounds=True)
        return line, dots


def _finite(points: Points) -> Points:
    """Return `points`, or none at all: pyqtgraph cannot find the bounds of nothing but NaN."""
    x, y = points
    return points if np.isfinite(y).any() else (x[:0], y[:0])


def _extent(runs: Sequence[OverlayPoints]) -> tuple[float, float, float] | None:
    parts = [part for run in runs for part in (run.main, run.validation)]
    finite = [(x[np.isfinite(y)], y[np.isfinite(y)]) for x, y in parts]
    finite = [(x, y) for x, y in finite if len(x)]
    if not finite:
        return None
    return (
        max(float(x.max()) for x, _ in finite),
        min(float(y.min()) for _, y in finite),
        max(float(y.max()) for _, y in finite),
    )
