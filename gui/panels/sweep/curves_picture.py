"""The learning curves of all trials; those that were ended early fade."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QWidget

from core.sweeping.trial_row import TrialRow, TrialState
from gui.panels.sweep.plot_picture import PlotPicture, nearest
from gui.panels.sweep.trial_focus import TrialFocus
from gui.panels.sweep.trial_picture import PRUNED_OPACITY, Standing, standing_pen
from gui.theme.theme import CurrentTheme

NEAR = 12.0
DOT = 2.2


class CurvesPicture(PlotPicture):
    """The objective over epochs, a line for each trial."""

    def __init__(
        self, focus: TrialFocus, theme: CurrentTheme, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(focus, theme, name, "Learning curves of all trials", parent)
        self._let_grow()

    def trial_at(self, x: float, y: float) -> int | None:
        places = [
            (row.number, point.x(), point.y())
            for row in (() if self.trials is None else self.trials.rows)
            for point in self.points(row)
        ]
        return nearest(places, x, y, NEAR)

    def points(self, row: TrialRow) -> list[QPointF]:
        """Return where the curve of a trial passes."""
        trials, plot = self.trials, self.plot()
        if trials is None:
            return []
        longest = max(1e-9, float(trials.spec.longest_epochs))
        found = []
        for point in trials.curve(row.number):
            y = self.y_of(point.value)
            if y is not None:
                found.append(
                    QPointF(plot.left() + plot.width() * min(1.0, point.epochs / longest), y)
                )
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = self._painter()
        self._paint_ground(painter)
        if self.trials is not None:
            longest = self.trials.spec.longest_epochs
            self._paint_below(painter, [(0.0, "0"), (0.5, "epochs"), (1.0, f"{longest:,}")])
        painter.setClipRect(self.plot())
        for standing, row in self.ordered():
            self._paint_curve(painter, standing, row)
        painter.end()

    def _paint_curve(self, painter: QPainter, standing: Standing, row: TrialRow) -> None:
        points = self.points(row)
        if not points:
            return
        is_over_early = row.state in (TrialState.PRUNED, TrialState.FAILED)
        is_faded = is_over_early and standing < Standing.BRUSHED
        painter.setOpacity(PRUNED_OPACITY if is_faded else 1.0)
        painter.setPen(standing_pen(standing, self.colors, is_pruned=False))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))
        if is_over_early or len(points) == 1:
            painter.setBrush(QColor(self.colors.muted))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(points[-1], DOT, DOT)
        painter.setOpacity(1.0)
