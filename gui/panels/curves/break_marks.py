"""Crosses where a curve broke off."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg

from core.arrays import FloatArray
from gui.panels.curves.plot_window import PlotWindow
from gui.theme.fonts import CAPTION, text_font
from gui.theme.theme import Theme
from gui.theme.zoom import plot_width


class BreakMarks:
    """Marks the points after which a number was not finite, and says so at the last one.

    Parameters
    ----------
    plot : pyqtgraph.PlotItem

    Attributes
    ----------
    crosses : pyqtgraph.ScatterPlotItem
    text : pyqtgraph.TextItem
    """

    def __init__(self, plot: pg.PlotItem) -> None:
        self.crosses = pg.ScatterPlotItem(symbol="x", size=9, useCache=False, antialias=True)
        self.text = pg.TextItem("not finite", anchor=(1.1, 0.5))
        self.text.setFont(text_font(CAPTION))
        for item in (self.crosses, self.text):
            # an item without points takes as long to paint as one with a few
            item.setVisible(False)
            plot.addItem(item, ignoreBounds=True)

    def show(self, xs: Sequence[float], y: FloatArray, shown: PlotWindow) -> None:
        """Mark the points at `xs`; those whose `y` is NaN in the middle of what is shown."""
        if not len(xs) and not len(self.crosses.data):
            return
        x = np.array(xs)
        y = np.where(np.isfinite(y), y, (shown.y_low + shown.y_high) / 2)
        self.crosses.setData(x, y)
        for item in (self.crosses, self.text):
            item.setVisible(len(x) > 0)
        if len(x):
            is_right = x[-1] > sum(shown.x) / 2
            self.text.setAnchor((1.0 if is_right else 0.0, 1.2))
            self.text.setPos(float(x[-1]), float(y[-1]))

    def restyle(self, theme: Theme) -> None:
        """Take the colours of the theme."""
        self.crosses.setPen(pg.mkPen(theme.error, width=plot_width(2)))
        self.text.setColor(theme.error)
