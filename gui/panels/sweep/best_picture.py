"""How good the best trial was, trial by trial."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from core.index_words import index_words
from gui.panels.sweep.plot_picture import PlotPicture, nearest
from gui.panels.sweep.trial_focus import TrialFocus
from gui.panels.sweep.trial_picture import Standing
from gui.theme.theme import CurrentTheme

NEAR, DOT = 9.0, 2.5


class BestPicture(PlotPicture):
    """A dot for each trial, and the best until then as a line."""

    def __init__(
        self, focus: TrialFocus, theme: CurrentTheme, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(focus, theme, name, "The best value so far, trial by trial", parent)
        self._let_grow()

    def trial_at(self, x: float, y: float) -> int | None:
        return nearest(self._dots(), x, y, NEAR)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, trials = self._painter(), self.colors, self.trials
        self._paint_ground(painter)
        last = self._last()
        ends = [(0.0, index_words(0)), (0.5, "trial"), (1.0, index_words(last))]
        self._paint_below(painter, ends if trials is not None and trials.rows else [])
        if trials is not None:
            painter.setPen(QPen(QColor(theme.positive), 2.0))
            painter.drawPolyline(self.steps())
            standings = {row.number: standing for standing, row in self.ordered()}
            painter.setPen(Qt.PenStyle.NoPen)
            for number, x, y in self._dots():
                standing = standings[number]
                is_lit = standing >= Standing.BRUSHED
                blue = standing is Standing.BRUSHED
                shade = theme.positive if blue else theme.text if is_lit else theme.dim
                painter.setBrush(QColor(shade))
                size = DOT + 1.5 if standing >= Standing.BEST else DOT
                painter.drawEllipse(QPointF(x, y), size, size)
        painter.end()

    def steps(self) -> QPolygonF:
        """Return the corners of the line of the best so far."""
        trials, corners, before = self.trials, QPolygonF(), None
        for number, value in () if trials is None else trials.best_so_far():
            y = self.y_of(value)
            if y is None:
                continue
            if before is not None:
                corners.append(QPointF(self._x(number), before))
            corners.append(QPointF(self._x(number), y))
            before = y
        if before is not None:
            corners.append(QPointF(self._x(self._last()), before))
        return corners

    def _dots(self) -> list[tuple[int, float, float]]:
        trials = self.trials
        found = []
        for row in () if trials is None else trials.rows:
            y = None if row.value is None else self.y_of(row.value)
            if y is not None:
                found.append((row.number, self._x(row.number), y))
        return found

    def _last(self) -> int:
        rows = () if self.trials is None else self.trials.rows
        return max((row.number for row in rows), default=0)

    def _x(self, number: int) -> float:
        plot = self.plot()
        return plot.left() + plot.width() * (number / max(1, self._last()))
