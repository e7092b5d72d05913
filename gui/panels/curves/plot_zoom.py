"""What the wheel and the mouse on the axes do to a plot."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QGraphicsRectItem

from gui.panels.curves.plot_window import PlotWindow, Span, within, zoomed_span
from gui.theme.theme import Theme

#: A drag over fewer pixels is a click.
SHORTEST_DRAG = 4
BAND_STRENGTH = 0.25
ABOVE_ALL = 30


class AxisName(StrEnum):
    """The two axes of a plot."""

    X = "x"
    Y = "y"


class PlotZoom:
    """Which stretches of x and y are chosen, and the band one drags over an axis.

    Parameters
    ----------
    item : pyqtgraph.PlotItem
    everything : callable
        Returns all there is to see now.
    shown : callable
        Returns what is in sight now.

    Attributes
    ----------
    x, y : (low, high) or None
        None shows all.
    """

    def __init__(
        self,
        item: pg.PlotItem,
        everything: Callable[[], PlotWindow],
        shown: Callable[[], PlotWindow],
    ) -> None:
        self.x: Span | None = None
        self.y: Span | None = None
        self._box = item.getViewBox()
        self._everything, self._shown = everything, shown
        self._dragged: tuple[AxisName, QPointF] | None = None
        self._band = QGraphicsRectItem()
        self._band.setZValue(ABOVE_ALL)
        self._band.setPen(pg.mkPen(None))
        self._band.hide()
        item.addItem(self._band, ignoreBounds=True)

    @property
    def is_dragging(self) -> bool:
        """Whether the mouse is being dragged over an axis."""
        return self._dragged is not None

    def forget(self) -> None:
        """Show all again."""
        self.x = self.y = None
        self._dragged = None
        self._band.hide()

    def axis_at(self, place: QPointF) -> AxisName | None:
        """Return the axis at a place of the scene; None within the plot or beyond it."""
        box = self._box.sceneBoundingRect()
        if box.left() <= place.x() <= box.right() and place.y() > box.bottom():
            return AxisName.X
        if place.x() < box.left() and box.top() <= place.y() <= box.bottom():
            return AxisName.Y
        return None

    def turn(self, place: QPointF, notches: float) -> AxisName | None:
        """Zoom at a place of the scene, over the plot that of x; return which axis, if any."""
        inside = self._box.sceneBoundingRect().contains(place)
        axis = AxisName.X if inside else self.axis_at(place)
        if axis is None:
            return None
        at, everything, shown = self._plane(place), self._everything(), self._shown()
        if axis is AxisName.X:
            self.x = zoomed_span(shown.x, everything.x, at.x(), notches)
        else:
            self.y = zoomed_span(shown.y, everything.y, at.y(), notches)
        return axis

    def begin_drag(self, place: QPointF) -> bool:
        """Begin to choose a stretch of the axis at a place; return whether there is one."""
        axis = self.axis_at(place)
        self._dragged = None if axis is None else (axis, place)
        return axis is not None

    def drag_to(self, place: QPointF) -> None:
        """Show the stretch that is chosen."""
        if self._dragged is None:
            return
        axis, start = self._dragged
        shown, (low, high) = self._shown(), self._stretch(axis, start, place)
        if axis is AxisName.X:
            self._band.setRect(QRectF(low, shown.y_low, high - low, shown.y_high - shown.y_low))
        else:
            self._band.setRect(QRectF(shown.x_low, low, shown.x_high - shown.x_low, high - low))
        self._band.show()

    def end_drag(self, place: QPointF) -> AxisName | None:
        """Zoom to the stretch that was chosen; return of which axis, if it is one."""
        if self._dragged is None:
            return None
        (axis, start), self._dragged = self._dragged, None
        self._band.hide()
        if (place - start).manhattanLength() < SHORTEST_DRAG:
            return None
        low, high = self._stretch(axis, start, place)
        everything = self._everything()
        if axis is AxisName.X:
            self.x = within(low, high, everything.x)
        else:
            self.y = within(low, high, everything.y)
        return axis

    def restyle(self, theme: Theme) -> None:
        """Take the colours of the theme."""
        color = QColor(theme.muted)
        color.setAlphaF(BAND_STRENGTH)
        self._band.setBrush(color)

    def _plane(self, place: QPointF) -> QPointF:
        found: QPointF = self._box.mapSceneToView(place)
        return found

    def _stretch(self, axis: AxisName, start: QPointF, place: QPointF) -> Span:
        shown = self._shown()
        one, other = self._plane(start), self._plane(place)
        if axis is AxisName.X:
            ends, edges = sorted((one.x(), other.x())), shown.x
        else:
            ends, edges = sorted((one.y(), other.y())), shown.y
        return max(ends[0], edges[0]), min(ends[1], edges[1])
