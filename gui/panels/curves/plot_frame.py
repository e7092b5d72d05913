"""The axes of a plot, what is in sight of it, and the mouse over it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from gui.panels.curves.axis import CurveAxis
from gui.panels.curves.plot_range import PlotRange
from gui.panels.curves.plot_window import PlotWindow, Span
from gui.panels.curves.plot_zoom import AxisName, PlotZoom
from gui.theme.fonts import CAPTION, number_font, text_font
from gui.widgets.grid_walk import ENTER

MARGIN = 5  # pixels between what is drawn and the edge
MOST_DETAIL = 8  # times as many points as without a zoom
WHEEL_NOTCH = 120
PAGE = 50  # measured points of a Page key
FAR = 1_000_000_000  # more points than any run has
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_PageUp: -PAGE,
    Qt.Key.Key_PageDown: PAGE,
    Qt.Key.Key_Home: -FAR,
    Qt.Key.Key_End: FAR,
}


class PlotFrame(pg.PlotWidget):  # type: ignore[misc]
    """A plot without curves: its axes, its stretch of the plane, and how that is chosen.

    What the left button does within the plot is up to the owner; over an axis it chooses a
    stretch of that axis, the wheel zooms, and a double click shows all again.

    Parameters
    ----------
    name : str
        ``objectName``.
    text : callable
        Makes the text of a tick of y.
    shown : PlotRange
        What there is to see at first.

    Signals
    -------
    hovered(float or None)
        x under the mouse.
    pressed(float)
        x where the left button was pressed, or went while it was held.
    released()
    resized()
        The plot has another size, or another stretch of x or y.
    zoomed(tuple or None)
        Another stretch of x was chosen, or all of it.
    """

    hovered = Signal(object)
    pressed = Signal(float)
    released = Signal()
    resized = Signal()
    zoomed = Signal(object)

    def __init__(
        self,
        *,
        name: str,
        text: Callable[[float], str],
        shown: PlotRange,
        parent: QWidget | None = None,
    ) -> None:
        axes = {
            "left": CurveAxis("left", text),
            "bottom": CurveAxis("bottom", lambda x: f"{round(x):,}", whole=True),
        }
        super().__init__(parent, axisItems=axes, enableMenu=False)
        self._axes = axes
        self.setObjectName(name)
        self._range = shown
        self._followed: Span | None = None
        self._window = self._everything()
        self._is_pressed = False
        self._pointed_at: float | None = None  # where the crosshair is
        self._prepare_item()
        self.zoom = PlotZoom(self.getPlotItem(), self._everything, lambda: self._window)
        self.getViewBox().sigResized.connect(self._on_box_resized)

    @property
    def shown_range(self) -> PlotRange:
        """What the curves need; y in powers of ten while the scale is logarithmic."""
        return self._range

    @property
    def window(self) -> PlotWindow:
        """What is in sight, with its margins."""
        return self._window

    def column_count(self) -> int:
        """Return how many stretches of points can be told apart at this width."""
        columns = int(np.clip(self.getViewBox().width(), 100, 800))
        if self.zoom.x is None:
            return columns
        low, high = self.zoom.x
        return round(columns * min(self._range.x_high / (high - low), MOST_DETAIL))

    def zoom_x(self, span: Span | None) -> None:
        """Show another stretch of x; None shows all."""
        if span != self.zoom.x:
            self.zoom.x = span
            self._apply_range()

    def set_unit(self, unit: str) -> None:
        """Name what x counts: ``step`` or ``epoch``."""
        self._unit.setText(unit)

    def render(self, *arguments: object) -> None:
        """Draw into a picture, with the axes as letters and not as their cached pixels."""
        for axis in self._axes.values():
            axis.setCacheMode(axis.CacheMode.NoCache)
        super().render(*arguments)
        for axis in self._axes.values():
            axis.setCacheMode(axis.CacheMode.DeviceCoordinateCache)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the crosshair along the curve; Enter goes there, Escape takes it away."""
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif key in _STEPS:
            at = self._window.x[1] if self._pointed_at is None else self._pointed_at
            self.hovered.emit(at + _STEPS[key])
        elif key in ENTER and self._pointed_at is not None:
            self.pressed.emit(self._pointed_at)
            self.released.emit()
        elif key == Qt.Key.Key_Escape:
            self.hovered.emit(None)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        x = self._x_at(event.position().toPoint())
        if x is not None and event.button() == Qt.MouseButton.LeftButton:
            self._is_pressed = True
            self.pressed.emit(x)
        elif event.button() == Qt.MouseButton.LeftButton:
            self.zoom.begin_drag(self.mapToScene(event.position().toPoint()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom x, or y over its numbers."""
        place = self.mapToScene(event.position().toPoint())
        notches = event.angleDelta().y() / WHEEL_NOTCH
        self._on_zoomed(self.zoom.turn(place, notches) if notches else None)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show all again."""
        self.zoom.forget()
        self._apply_range()
        self.zoomed.emit(None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self.zoom.drag_to(self.mapToScene(event.position().toPoint()))
        x = self._x_at(event.position().toPoint())
        self.hovered.emit(x)
        if self._is_pressed and x is not None:
            self.pressed.emit(x)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._is_pressed and event.button() == Qt.MouseButton.LeftButton:
            self._is_pressed = False
            self.released.emit()
        elif event.button() == Qt.MouseButton.LeftButton:
            self._on_zoomed(self.zoom.end_drag(self.mapToScene(event.position().toPoint())))

    def span(self) -> tuple[float, float]:
        """Return where x begins and ends, in pixels of this widget."""
        box = self.getViewBox().sceneBoundingRect()
        return float(box.left()), float(box.right())

    def _on_box_resized(self, _box: object) -> None:
        self._apply_range()

    def _on_zoomed(self, axis: AxisName | None) -> None:
        if axis is not None:
            self._apply_range()
        if axis is AxisName.X:
            self.zoomed.emit(self.zoom.x)

    def _everything(self) -> PlotWindow:
        shown = self._range
        return PlotWindow(0.0, shown.x_high, shown.y_low, shown.y_high or 1.0)

    def _x_at(self, point: QPoint) -> float | None:
        box = self.getViewBox()
        scene_point = self.mapToScene(point)
        if not box.sceneBoundingRect().contains(scene_point):
            return None
        return float(box.mapSceneToView(scene_point).x())

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered.emit(None)
        super().leaveEvent(event)

    def _prepare_item(self) -> None:
        item = self.getPlotItem()
        # no one can open it, and as it has no parent it would outlive the plot
        item.ctrlMenu = None
        item.hideButtons()
        item.setMouseEnabled(x=False, y=False)
        item.setContentsMargins(0, 2, 2, 0)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFrameShape(self.Shape.NoFrame)
        for axis in self._axes.values():
            axis.setTickFont(number_font(CAPTION - 1))
            axis.setCacheMode(axis.CacheMode.DeviceCoordinateCache)
        self._axes["left"].setWidth(42)
        self._axes["bottom"].setHeight(18)
        self._unit = pg.LabelItem("step", justify="right")
        self._unit.item.setFont(text_font(CAPTION - 1))
        item.layout.addItem(self._unit, 3, 0)

    def _apply_range(self) -> None:
        box = self.getViewBox()
        zoom, everything = self.zoom, self._everything()
        self._window = everything.zoomed(zoom.x, zoom.y or self._followed).padded(
            (box.width(), box.height()), MARGIN
        )
        box.setRange(
            xRange=self._window.x, yRange=self._window.y, padding=0, disableAutoRange=True
        )
        self.resized.emit()
