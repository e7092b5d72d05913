"""A vertical line with a text, under the mouse."""

from __future__ import annotations

import pyqtgraph as pg

from gui.panels.curves.plot_window import PlotWindow
from gui.theme.fonts import CAPTION, number_font
from gui.theme.theme import Theme
from gui.theme.zoom import plot_width


class CurveCrosshair:
    """The line at the x one points at, and what is there in words.

    Parameters
    ----------
    plot : pyqtgraph.PlotItem

    Attributes
    ----------
    line : pyqtgraph.InfiniteLine
    text : pyqtgraph.TextItem
    """

    def __init__(self, plot: pg.PlotItem) -> None:
        self.line = pg.InfiniteLine(angle=90)
        self.text = pg.TextItem()
        self.text.setFont(number_font(CAPTION))
        for item in (self.line, self.text):
            item.setVisible(False)
            plot.addItem(item, ignoreBounds=True)

    def hide(self) -> None:
        """Show nothing."""
        for item in (self.line, self.text):
            item.setVisible(False)

    def show(self, x: float, text: str, shown: PlotWindow, *, is_low: bool) -> None:
        """Draw the line at `x`, with `text` low or high, in the half that has more room."""
        for item in (self.line, self.text):
            item.setVisible(True)
        self.line.setValue(x)
        self.text.setText(text)
        self.text.setAnchor((float(x > sum(shown.x) / 2), float(is_low)))
        self.text.setPos(x, shown.y_low if is_low else shown.y_high)

    def restyle(self, theme: Theme) -> None:
        """Take the colours of the theme."""
        self.line.setPen(pg.mkPen(theme.muted, width=plot_width(1)))
        self.text.setColor(theme.text)
        self.text.fill = pg.mkBrush(theme.raised)
        self.text.border = pg.mkPen(theme.line, width=plot_width(1))
