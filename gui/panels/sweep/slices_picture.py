"""One small plot for each setting: the objective over what was chosen."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from core.sweeping.trial_row import TrialState
from gui.panels.sweep.axis import OBJECTIVE, TrialAxis
from gui.panels.sweep.plot_picture import PlotPicture, nearest
from gui.panels.sweep.trial_focus import TrialFocus
from gui.panels.sweep.trial_picture import Standing
from gui.theme.fonts import CONTROL, text_font
from gui.theme.theme import CurrentTheme

NEAR, DOT, GAP, INSIDE = 9.0, 2.5, 10, 6


class SlicesPicture(PlotPicture):
    """The plots stand side by side, as many as there are settings."""

    def __init__(
        self, focus: TrialFocus, theme: CurrentTheme, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(focus, theme, name, "What each setting did, by its value", parent)
        self._let_grow()

    def trial_at(self, x: float, y: float) -> int | None:
        return nearest(self._dots(), x, y, NEAR)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = self._painter(), self.colors
        self._paint_ground(painter)
        for at, axis in enumerate(self._settings()):
            part = self._part(at)
            if at:  # what is between two plots is no ground
                gap = QRect(part.left() - GAP, part.top() - 2, GAP, part.height() + 4)
                painter.fillRect(gap, QColor(theme.surface))
            self._paint_name(painter, axis, part)
        standings = {row.number: (standing, row) for standing, row in self.ordered()}
        painter.setPen(Qt.PenStyle.NoPen)
        order = sorted(self._dots(), key=lambda dot: standings[dot[0]][0])
        for number, x, y in order:
            standing, row = standings[number]
            blue = standing is Standing.BRUSHED
            lit = theme.text if standing >= Standing.BEST else theme.dim
            painter.setBrush(QColor(theme.positive if blue else lit))
            painter.setOpacity(1.0 if row.state is TrialState.FINISHED else 0.5)
            size = DOT + 1.5 if standing >= Standing.BEST else DOT
            painter.drawEllipse(QPointF(x, y), size, size)
        painter.end()

    def _paint_name(self, painter: QPainter, axis: TrialAxis, part: QRect) -> None:
        font = text_font(CONTROL)
        painter.setFont(font)
        painter.setPen(QColor(self.colors.muted))
        low, high = (axis.text_of(axis.value_at(end)) for end in (0.0, 1.0))
        ends = "" if axis.choices else f" {low} … {high}"
        text = QFontMetrics(font).elidedText(
            f"{axis.title}{ends}", Qt.TextElideMode.ElideRight, part.width()
        )
        below = QRect(part.left(), part.bottom() + 3, part.width(), 16)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, text)

    def _settings(self) -> list[TrialAxis]:
        return [axis for axis in self._focus.axes if axis.name != OBJECTIVE]

    def _part(self, at: int) -> QRect:
        plot, count = self.plot(), max(1, len(self._settings()))
        wide = (plot.width() - GAP * (count - 1)) / count
        return QRect(
            round(plot.left() + at * (wide + GAP)), plot.top(), round(wide), plot.height()
        )

    def _dots(self) -> list[tuple[int, float, float]]:
        trials, found = self.trials, []
        for at, axis in enumerate(self._settings()):
            part = self._part(at)
            for row in () if trials is None else trials.rows:
                reached = None if trials is None else trials.reached(row)
                y = None if reached is None else self.y_of(reached)
                place = None if trials is None else trials.place(row, axis)
                if y is not None and place is not None:
                    x = part.left() + INSIDE + place * (part.width() - 2 * INSIDE)
                    found.append((row.number, x, y))
        return found
