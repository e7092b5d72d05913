"""Loss and accuracy side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.curves.history import RunHistory
from core.number_text import digits_text
from gui.panels.curves.epoch_view import EpochCurveView
from gui.panels.curves.figure_overlays import FigureOverlays
from gui.panels.curves.flag_strip import HEIGHT as FLAG_HEIGHT
from gui.panels.curves.flag_strip import CurveFlagStrip
from gui.panels.curves.followed_share import followed_shares
from gui.panels.curves.legend import CurveLegend, LegendEntry
from gui.panels.curves.numbers import LOSS_WIDTH, SHARE_WIDTH, loss_text, share_text
from gui.panels.curves.plot import CurvePlot
from gui.panels.curves.plot_tips import PLOT_TIPS
from gui.panels.curves.series import CurveSeries
from gui.panels.curves.step_view import StepCurveView
from gui.panels.curves.time_scale import TimeScale
from gui.panels.curves.timeline_bar import TimelineBar
from gui.panels.curves.view import CurveView
from gui.state.curve_overlay import CurveOverlay
from gui.state.timeline import Timeline
from gui.theme.theme import CurrentTheme
from gui.widgets.segmented_control import SegmentedControl

#: Width below which the choice between steps and epochs would be cut off.
ROOM_FOR_UNIT = 620
STRETCH = {"loss": 5, "accuracy": 3}
PARENT_ENTRY = LegendEntry(CurveSeries.PARENT, "parent", "parent")
NUMBER_TEXT = {"loss": loss_text, "accuracy": share_text}


class CurveFigure(QWidget):
    """Two plots with their legends over a slider; a crosshair in one is a crosshair in both.

    Parameters
    ----------
    theme : CurrentTheme
    timeline : Timeline
        Says which step the cursor stands at, and is given the step of a click.
    corner : sequence of QWidget
        Further controls for the right end of the header.
    """

    def __init__(
        self,
        theme: CurrentTheme,
        timeline: Timeline,
        corner: Sequence[QWidget] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._views: dict[str, CurveView] = {"step": StepCurveView(), "epoch": EpochCurveView()}
        self._timeline = timeline
        self._history = RunHistory()
        self._parent_history: RunHistory | None = None
        self._pointed_at: int | None = None
        self._is_past = False
        self.plots = {
            "loss": CurvePlot(theme, name="loss_plot", text=_plain, y_range=(0.0, 0.1)),
            "accuracy": CurvePlot(
                theme,
                name="accuracy_plot",
                text=_percent,
                y_range=(0.0, 1.0),
                follow=followed_shares,
            ),
        }
        self.legends = {
            "loss": CurveLegend(theme, name="loss_legend", characters=LOSS_WIDTH),
            "accuracy": CurveLegend(theme, name="accuracy_legend", characters=SHARE_WIDTH),
        }
        self.overlays = FigureOverlays(theme, self.plots)
        self._titles = {"loss": QLabel("Loss"), "accuracy": QLabel("Accuracy")}
        self.timeline_bar = TimelineBar(timeline, theme)
        self._flags = CurveFlagStrip(theme, self.plots["loss"])
        self._flags.chosen.connect(timeline.go_to)
        self._log = self._build_log()
        self._unit = self._build_unit()
        self._arrange({"loss": (self._log, self._unit), "accuracy": corner})
        self._use_view()
        timeline.changed.connect(self._show_cursor)
        timeline.marks_changed.connect(self._show_flags)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out a control that would be cut off."""
        super().resizeEvent(event)
        self._unit.setVisible(event.size().width() >= ROOM_FOR_UNIT)

    @property
    def drawn_parts(self) -> tuple[QWidget, ...]:
        """What belongs into an exported picture: everything but the controls."""
        legends = (*self.legends.values(), *[self.overlays.legend] * bool(len(self.overlays)))
        return (*self._titles.values(), *legends, *self.plots.values())

    @property
    def view(self) -> CurveView:
        """How the history is looked at: per step or per epoch."""
        return self._views[self._unit.current]

    def show_history(self, history: RunHistory) -> None:
        """Draw `history` as it is now; another one than before starts with fresh axes."""
        if history is not self._history:
            self._history = history
            self._use_view()
        for measure, plot in self.plots.items():
            curves = self.view.curves(history, measure, plot.column_count())
            if self._parent_history is not None:
                behind = self.view.curves(self._parent_history, measure, plot.column_count())
                curves = curves.before(behind.points[CurveSeries.MAIN])
            plot.show_curves(curves)
        self.overlays.draw(self.view)
        self._show_numbers()

    def show_parent(self, history: RunHistory | None) -> None:
        """Draw behind it, dimmed, what the run it was branched from did; None: nothing."""
        self._parent_history = history
        self._use_view()

    def show_overlays(self, overlays: Sequence[CurveOverlay]) -> None:
        """Lay the curves of other runs over the shown one's; none takes them away."""
        self.overlays.use(overlays)
        self._use_view()  # what there was may have needed more room
        self.show_history(self._history)

    def _read_at(self) -> int | None:
        """Return the x whose numbers are read: under the mouse, of the past, or the last."""
        if self._pointed_at is not None or self._timeline.is_live:
            return self._pointed_at
        return int(self.view.position(self._timeline, self._timeline.wanted_step))

    def _show_numbers(self) -> None:
        x = self._read_at()
        self.overlays.show_numbers(self.view, x)
        for measure, legend in self.legends.items():
            numbers = dict(self.view.numbers(self._history, measure, x))
            if self._parent_history is not None:
                behind = self.view.numbers(self._parent_history, measure, x)
                numbers[CurveSeries.PARENT] = behind[CurveSeries.MAIN]
            text = NUMBER_TEXT[measure]
            legend.set_numbers({series: text(value) for series, value in numbers.items()})

    def _use_view(self) -> None:
        self._point_at(None)
        self.overlays.draw_anew()
        for measure, plot in self.plots.items():
            plot.set_unit(self.view.UNIT)
            plot.reset_range(self.view.X_START)
            self.legends[measure].set_entries(self._entries())
        self._lay_out_time()

    def _entries(self) -> Sequence[LegendEntry]:
        behind = () if self._parent_history is None else (PARENT_ENTRY,)
        return (*behind, *self.view.ENTRIES)

    def _lay_out_time(self) -> None:
        """Let the slider, its marks and the flags stand under and over their steps."""
        plot, bar = self.plots["loss"], self.timeline_bar
        left, right = plot.span()
        offset = plot.mapTo(self, QPoint(0, 0)).x() - bar.x()
        bar.set_span(offset + left, offset + right)
        self._scale = TimeScale(self._timeline, self.view, *plot.window.x)
        bar.set_scale(self._scale)
        self._show_flags()
        self._show_cursor()

    def _show_cursor(self) -> None:
        timeline = self._timeline
        x = self.view.position(timeline, timeline.shown_step)
        for plot in self.plots.values():
            plot.time_marks.show_cursor(None if timeline.is_live else x, plot.window)
        was_past, self._is_past = self._is_past, not timeline.is_live
        if was_past or self._is_past:
            self._show_numbers()

    def _show_flags(self) -> None:
        plot, flags = self.plots["loss"], self._timeline.flags
        left, right = plot.span()
        shown = plot.window
        flags = tuple(flag for flag in flags if 0 <= self._scale.share(flag.step) <= 1)
        plot.time_marks.show_flags([self._scale.place(flag.step) for flag in flags], shown.y)
        pixels = [(right - left) * self._scale.share(flag.step) for flag in flags]
        self._flags.show_flags(
            list(zip(pixels, flags, strict=True)),
            QRect(round(left), 3, max(1, round(right - left)), FLAG_HEIGHT),
        )

    def _on_pressed(self, x: float) -> None:
        scale, (left, right) = self._scale, self.plots["loss"].span()
        share = (x - scale.x_low) / (scale.x_high - scale.x_low)
        step = scale.step_meant(share, 1 / max(1, right - left))
        first, last = self._timeline.first_step, self._timeline.last_step
        if last > first:
            self.timeline_bar.scrub(min(max(step, first), last))

    def _on_released(self) -> None:
        self.timeline_bar.settle()

    def _point_at(self, x: int | None) -> None:
        self._pointed_at = x
        text = "" if x is None else f"{self.view.UNIT} {x:,}"
        for plot in self.plots.values():
            plot.show_crosshair(x, text)

    def _on_hovered(self, x: float | None) -> None:
        snapped = None if x is None else self.view.snap(self._history, x)
        if snapped != self._pointed_at:
            self._point_at(snapped)
            self._show_numbers()

    def _on_zoomed(self, span: tuple[float, float] | None) -> None:
        """Show the same stretch of x in both plots, with as many points as fit."""
        for plot in self.plots.values():
            plot.zoom_x(span)
        self.overlays.draw_anew()
        self.show_history(self._history)

    def _on_log_toggled(self, is_log: bool) -> None:
        self.plots["loss"].set_log(is_log=is_log)

    def _on_unit_chosen(self) -> None:
        self._use_view()
        self.show_history(self._history)

    def _build_log(self) -> QCheckBox:
        log = QCheckBox("log")
        log.setObjectName("curves_log")
        log.setToolTip("Draw the loss by its logarithm: equal heights are equal factors.")
        log.toggled.connect(self._on_log_toggled)
        return log

    def _build_unit(self) -> SegmentedControl:
        unit = SegmentedControl(
            (
                ("step", "step", "One point per step: the optimiser changed the weights once."),
                ("epoch", "epoch", "One point per epoch: all training images were used once."),
            ),
            name="curves_unit",
        )
        unit.chosen.connect(self._on_unit_chosen)
        return unit

    def _arrange(self, controls: dict[str, Sequence[QWidget]]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 4)
        column.setSpacing(2)
        grid = QGridLayout()
        grid.setContentsMargins(16, 0, 16, 0)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(4)
        grid.setRowStretch(1, 1)
        for place, (measure, plot) in enumerate(self.plots.items()):
            header = QHBoxLayout()
            header.setSpacing(12)
            header.addWidget(self._titles[measure])
            header.addWidget(self.legends[measure], 1)
            for control in controls[measure]:
                header.addWidget(control)
            grid.addLayout(header, 0, place)
            grid.addWidget(plot, 1, place)
            grid.setColumnStretch(place, STRETCH[measure])
            self._titles[measure].setProperty("role", "title")
            name = self._titles[measure].text()
            self.legends[measure].setAccessibleName(f"{name}, numbers")
            plot.speak_with(f"{name}, curves", self.legends[measure].text)
            for part in (self._titles[measure], self.legends[measure]):
                part.setToolTip(PLOT_TIPS[measure])
            plot.hovered.connect(self._on_hovered)
            plot.pressed.connect(self._on_pressed)
            plot.released.connect(self._on_released)
            plot.zoomed.connect(self._on_zoomed)
        column.addLayout(grid, 1)
        foot = QHBoxLayout()  # its play buttons need some of the margin beside the axis
        foot.setContentsMargins(4, 0, 16, 0)
        foot.addWidget(self.timeline_bar)
        column.addLayout(foot)
        others = QHBoxLayout()
        others.setContentsMargins(16, 0, 16, 0)
        others.addWidget(self.overlays.legend)
        column.addLayout(others)
        self.plots["loss"].resized.connect(self._lay_out_time)


def _plain(value: float) -> str:
    return digits_text(value, 4)


def _percent(value: float) -> str:
    return f"{digits_text(100 * value, 4)} %"
