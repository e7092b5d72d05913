"""Lines that stand for steps: where one is, and where something happened."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt

from gui.theme.theme import Theme


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
        self._flag_places: Sequence[float] = ()
        self._heights = (0.0, 1.0)
        for part in (self._cursor, self._flags):
            item.addItem(part, ignoreBounds=True)

    @property
    def cursor_place(self) -> float | None:
        """X of the cursor, if it is shown."""
        return float(self._cursor.value()) if self._cursor.isVisible() else None

    def show_cursor(self, x: float | None) -> None:
        """Put the cursor to `x`; None hides it."""
        if x is not None:
            self._cursor.setValue(x)
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
        self._cursor.setPen(pg.mkPen(theme.text, width=1))
        self._flags.setPen(pg.mkPen(theme.muted, width=1, style=Qt.PenStyle.DotLine))
