"""Curves that grow while a network learns."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from core.arrays import FloatArray
from gui.panels.curves.axis import CurveAxis
from gui.panels.curves.break_marks import BreakMarks
from gui.panels.curves.crosshair import CurveCrosshair
from gui.panels.curves.curve_set import NO_POINTS, CurveSet
from gui.panels.curves.lines import CurveLines
from gui.panels.curves.overlay_curves import OverlayCurves, OverlayPoints
from gui.panels.curves.plot_range import PlotRange
from gui.panels.curves.series import CurveSeries
from gui.panels.curves.time_marks import CurveTimeMarks
from gui.theme.fonts import CAPTION, number_font, text_font
from gui.theme.theme import CurrentTheme

HUGE = 1e30  # beyond it the mapping to pixels breaks down


class CurvePlot(pg.PlotWidget):  # type: ignore[misc]
    """One plot: raw, main and validation curve, divergence marks and a crosshair.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
        ``objectName``.
    text : callable
        Makes the text of a tick of y.
    y_range : (float, float)
        What y shows at least while it is linear.

    Signals
    -------
    hovered(float or None)
        x under the mouse.
    pressed(float)
        x where the left button was pressed, or went while it was held.
    released()
    resized()
        The plot has another size, or another stretch of x.
    """

    hovered = Signal(object)
    pressed = Signal(float)
    released = Signal()
    resized = Signal()

    def __init__(
        self,
        theme: CurrentTheme,
        *,
        name: str,
        text: Callable[[float], str],
        y_range: tuple[float, float],
        parent: QWidget | None = None,
    ) -> None:
        axes = {
            "left": CurveAxis("left", text),
            "bottom": CurveAxis("bottom", lambda x: f"{x:,.0f}", whole=True),
        }
        super().__init__(parent, axisItems=axes, enableMenu=False)
        self.setObjectName(name)
        self._theme = theme
        self._y_range = y_range
        self._is_log = False
        self._axes = axes
        self._x_start = 1.0
        self._range = PlotRange(1.0, *y_range)
        self._curve_set = CurveSet({})
        self._is_pressed = False
        self._prepare_item()
        self._lines = CurveLines(self.getPlotItem())
        self._breaks = BreakMarks(self.getPlotItem())
        self._crosshair = CurveCrosshair(self.getPlotItem())
        self._overlays = OverlayCurves(self.getPlotItem(), theme)
        self._overlay_points: Sequence[OverlayPoints] = ()
        self.time_marks = CurveTimeMarks(self.getPlotItem())
        self.getViewBox().sigResized.connect(self._on_box_resized)
        self.reset_range(50)
        theme.changed.connect(self.restyle)
        self.restyle()

    @property
    def shown_range(self) -> PlotRange:
        """The visible part of the plane; y in powers of ten while the scale is logarithmic."""
        return self._range

    @property
    def is_log(self) -> bool:
        """Whether y is drawn by its logarithm."""
        return self._is_log

    def column_count(self) -> int:
        """Return how many stretches of points can be told apart at this width."""
        return int(np.clip(self.getViewBox().width(), 100, 800))

    def set_log(self, *, is_log: bool) -> None:
        """Draw y by its logarithm, or as it is."""
        if is_log != self._is_log:
            self._is_log = is_log
            self._axes["left"].setLogMode(x=None, y=is_log)
            self.reset_range(self._x_start)
            self.show_curves(self._curve_set)
            self.show_overlays(self._overlay_points)

    def reset_range(self, x_high: float) -> None:
        """Start over with x from 0 to `x_high`, and forget how wide y was."""
        self._x_start = x_high
        low, high = (0.0, 0.0) if self._is_log else self._y_range
        self._range = PlotRange(x_high, low, high, is_log=self._is_log)
        self._apply_range()

    def set_unit(self, unit: str) -> None:
        """Name what x counts: ``step`` or ``epoch``."""
        self._unit.setText(unit)

    def show_curves(self, curve_set: CurveSet) -> None:
        """Draw other points."""
        self._curve_set = curve_set
        x_high, y_low, y_high = 0.0, np.inf, -np.inf
        for series in CurveSeries:
            x, y = curve_set.points.get(series, NO_POINTS)
            y = self._to_plane(y)
            finite = y[np.isfinite(y)]
            if not len(finite):  # pyqtgraph cannot find the bounds of nothing but NaN
                self._lines.draw(series, *NO_POINTS)
                continue
            self._lines.draw(series, x, y)
            x_high = max(x_high, float(x[-1]))
            y_low, y_high = min(y_low, finite.min()), max(y_high, finite.max())
        if x_high and self._range.cover(x_high, float(y_low), float(y_high)):
            self._apply_range()
        places = curve_set.broken_at
        heights = self._to_plane(np.array([place[1] for place in places], float))  # None: NaN
        self._breaks.show([place[0] for place in places], heights, self._range)

    def show_overlays(self, runs: Sequence[OverlayPoints]) -> None:
        """Draw the curves of other runs behind this run's."""
        self._overlay_points = runs
        extent = self._overlays.show(
            [
                OverlayPoints(
                    run.color_index,
                    (run.main[0], self._to_plane(run.main[1])),
                    (run.validation[0], self._to_plane(run.validation[1])),
                )
                for run in runs
            ]
        )
        if extent is not None and self._range.cover(*extent):
            self._apply_range()

    def show_crosshair(self, x: float | None, text: str = "") -> None:
        """Draw a vertical line at `x`, with `text` where the curve is not; None hides it."""
        if x is None:
            self._crosshair.hide()
            return
        curve_at = self._lines.main_at(x)
        middle = (self._range.y_low + self._range.y_high) / 2
        is_low = curve_at is not None and curve_at > middle
        self._crosshair.show(x, text, self._range, is_low=is_low)

    def restyle(self) -> None:
        """Take the colours of the theme."""
        theme = self._theme.theme
        self.setBackground(theme.surface)
        self.getViewBox().setBackgroundColor(theme.background)
        for axis in self._axes.values():
            axis.setPen(pg.mkPen(theme.line))
            axis.setTextPen(pg.mkPen(theme.muted))
        self._unit.setText(self._unit.text, color=theme.muted)
        self._lines.restyle(theme)
        self._overlays.restyle()
        self._breaks.restyle(theme)
        self._crosshair.restyle(theme)
        self.time_marks.restyle(theme)

    def render(self, *arguments: object) -> None:
        """Draw into a picture, with the axes as letters and not as their cached pixels."""
        for axis in self._axes.values():
            axis.setCacheMode(axis.CacheMode.NoCache)
        super().render(*arguments)
        for axis in self._axes.values():
            axis.setCacheMode(axis.CacheMode.DeviceCoordinateCache)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        x = self._x_at(event.position().toPoint())
        if x is not None and event.button() == Qt.MouseButton.LeftButton:
            self._is_pressed = True
            self.pressed.emit(x)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        x = self._x_at(event.position().toPoint())
        self.hovered.emit(x)
        if self._is_pressed and x is not None:
            self.pressed.emit(x)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._is_pressed and event.button() == Qt.MouseButton.LeftButton:
            self._is_pressed = False
            self.released.emit()

    def span(self) -> tuple[float, float]:
        """Return where x begins and ends, in pixels of this widget."""
        box = self.getViewBox().sceneBoundingRect()
        return float(box.left()), float(box.right())

    def _on_box_resized(self, _box: object) -> None:
        self.resized.emit()

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
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(self.Shape.NoFrame)
        for axis in self._axes.values():
            axis.setTickFont(number_font(CAPTION - 1))
            axis.setCacheMode(axis.CacheMode.DeviceCoordinateCache)
        self._axes["left"].setWidth(42)
        self._axes["bottom"].setHeight(18)
        self._unit = pg.LabelItem("step", justify="right")
        self._unit.item.setFont(text_font(CAPTION - 1))
        item.layout.addItem(self._unit, 3, 0)

    def _to_plane(self, y: FloatArray) -> FloatArray:
        """Return what is drawn for `y`; NaN where nothing can be."""
        drawable = np.abs(y) < HUGE
        if self._is_log:
            drawable &= y > 0
            return np.log10(y, out=np.full(len(y), np.nan), where=drawable)
        return np.where(drawable, y, np.nan)

    def _apply_range(self) -> None:
        shown = self._range
        self.getViewBox().setRange(
            xRange=(0, shown.x_high),
            yRange=(shown.y_low, shown.y_high or 1.0),
            padding=0,
            disableAutoRange=True,
        )
        self.resized.emit()
