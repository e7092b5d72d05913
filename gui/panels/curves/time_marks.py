"""Lines that stand for steps: where one is, and where something happened."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QGraphicsRectItem

from gui.panels.curves.plot_window import PlotWindow
from gui.theme.theme import Theme
from gui.theme.zoom import plot_width

#: How much is left of the colours of what comes after the step one looks at.
FUTURE_STRENGTH = 0.38


class CurveTimeMarks:
    """The cursor of the time machine and the dotted lines under the flags of one plot.

    Parameters
    ----------
    item : pyqtgraph.PlotItem
        What they are drawn in.
    """

    def __init__(self, item: pg.PlotItem) -> None:
        self._cursor = pg.InfiniteLine(angle=90)
        self._cursor.setZValue(20)
        self._cursor.setVisible(False)
        self._flags = pg.PlotCurveItem(connect="pairs")
        self._flags.setZValue(-5)
        self._future = QGraphicsRectItem()
        self._future.setZValue(10)
        self._future.setPen(pg.mkPen(None))
        self._future.hide()
        self._flag_places: Sequence[float] = ()
        self._heights = (0.0, 1.0)
        for part in (self._cursor, self._flags, self._future):
            item.addItem(part, ignoreBounds=True)

    @property
    def cursor_place(self) -> float | None:
        """X of the cursor, if it is shown."""
        return float(self._cursor.value()) if self._cursor.isVisible() else None

    def show_cursor(self, x: float | None, shown: PlotWindow) -> None:
        """Put the cursor to `x`, and fade what comes after; None hides it."""
        self._future.setVisible(x is not None)
        if x is not None:
            self._cursor.setValue(x)
            width, height = max(shown.x_high - x, 0.0), shown.y_high - shown.y_low
            self._future.setRect(QRectF(x, shown.y_low, width, height))
        if self._cursor.isVisible() != (x is not None):
            self._cursor.setVisible(x is not None)

    def show_flags(self, places: Sequence[float], heights: tuple[float, float]) -> None:
        """Draw lines at `places` from the lower to the upper of `heights`."""
        if (list(places), heights) == (list(self._flag_places), self._heights):
            return
        self._flag_places, self._heights = tuple(places), heights
        if not places:
            self._flags.setData([], [])
            return
        self._flags.setData(np.repeat(places, 2), np.tile(heights, len(places)))

    def restyle(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._cursor.setPen(pg.mkPen(theme.past, width=plot_width(2)))
        veil = QColor(theme.background)
        veil.setAlphaF(1 - FUTURE_STRENGTH)
        self._future.setBrush(veil)
        self._flags.setPen(
            pg.mkPen(theme.muted, width=plot_width(1), style=Qt.PenStyle.DotLine)
        )
