"""Curves that grow while a network learns."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtWidgets import QWidget

from core.arrays import FloatArray
from gui.panels.curves.break_marks import BreakMarks
from gui.panels.curves.crosshair import CurveCrosshair
from gui.panels.curves.curve_set import NO_POINTS, CurveSet
from gui.panels.curves.lines import CurveLines
from gui.panels.curves.overlay_curves import OverlayCurves, OverlayPoints
from gui.panels.curves.plot_frame import PlotFrame
from gui.panels.curves.plot_range import PlotRange
from gui.panels.curves.series import CurveSeries
from gui.panels.curves.time_marks import CurveTimeMarks
from gui.theme.theme import CurrentTheme
from gui.theme.zoom import plot_width
from gui.widgets.accessible_picture import announce

HUGE = 1e30  # beyond it the mapping to pixels breaks down


class CurvePlot(PlotFrame):
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
    follow : callable, optional
        Returns what y shows instead, from the values of the main and the validation curve.
    """

    def __init__(
        self,
        theme: CurrentTheme,
        *,
        name: str,
        text: Callable[[float], str],
        y_range: tuple[float, float],
        follow: Callable[[FloatArray], tuple[float, float]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        shown = PlotRange(1.0, *y_range)
        super().__init__(name=name, text=text, shown=shown, parent=parent)
        self._theme = theme
        self._y_range = y_range
        self._numbers: Callable[[], str] = str
        self._is_log = False
        self._x_start = 1.0
        self._follow = follow
        self._curve_set = CurveSet({})
        self._lines = CurveLines(self.getPlotItem())
        self._breaks = BreakMarks(self.getPlotItem())
        self._crosshair = CurveCrosshair(self.getPlotItem())
        self._overlays = OverlayCurves(self.getPlotItem(), theme)
        self._overlay_points: Sequence[OverlayPoints] = ()
        self.time_marks = CurveTimeMarks(self.getPlotItem())
        self.reset_range(50)
        theme.changed.connect(self.restyle)
        self.restyle()

    @property
    def is_log(self) -> bool:
        """Whether y is drawn by its logarithm."""
        return self._is_log

    def speak_with(self, name: str, numbers: Callable[[], str]) -> None:
        """Let screen readers hear what the plot is of, and the numbers it stands at."""
        self.setAccessibleName(name)
        self._numbers = numbers

    def spoken_value(self) -> str:
        """Return every curve with its newest number, or with that at the crosshair."""
        return self._numbers()

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
        self._followed = None
        self.zoom.forget()
        self._apply_range()

    def show_curves(self, curve_set: CurveSet) -> None:
        """Draw other points."""
        self._curve_set = curve_set
        is_fitting = self._follow_values(curve_set)
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
            is_fitting = False
        if not is_fitting:
            self._apply_range()
        places = curve_set.broken_at
        heights = self._to_plane(np.array([place[1] for place in places], float))  # None: NaN
        self._breaks.show([place[0] for place in places], heights, self._window)

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
        self._pointed_at = x
        if self.hasFocus():
            announce(self)
        if x is None:
            self._crosshair.hide()
            return
        curve_at = self._lines.main_at(x)
        middle = (self._window.y_low + self._window.y_high) / 2
        is_low = curve_at is not None and curve_at > middle
        self._crosshair.show(x, text, self._window, is_low=is_low)

    def restyle(self) -> None:
        """Take the colours of the theme."""
        theme = self._theme.theme
        self.setBackground(theme.surface)
        self.getViewBox().setBackgroundColor(theme.background)
        for axis in self._axes.values():
            axis.setPen(pg.mkPen(theme.line, width=plot_width(1)))
            axis.setTextPen(pg.mkPen(theme.muted))
        self._unit.setText(self._unit.text, color=theme.muted)
        self._lines.restyle(theme)
        self._overlays.restyle()
        self._breaks.restyle(theme)
        self._crosshair.restyle(theme)
        self.time_marks.restyle(theme)
        self.zoom.restyle(theme)

    def _follow_values(self, curve_set: CurveSet) -> bool:
        """Let y follow the curves; return whether it shows already what they need."""
        if self._follow is None:
            return True
        found = [
            curve_set.points.get(series, NO_POINTS)[1]
            for series in (CurveSeries.MAIN, CurveSeries.VALIDATION)
        ]
        before, self._followed = self._followed, self._follow(np.concatenate(found))
        return before == self._followed

    def _to_plane(self, y: FloatArray) -> FloatArray:
        """Return what is drawn for `y`; NaN where nothing can be."""
        drawable = np.abs(y) < HUGE
        if self._is_log:
            drawable &= y > 0
            return np.log10(y, out=np.full(len(y), np.nan), where=drawable)
        return np.where(drawable, y, np.nan)
