"""A picture of trials with an axis at the left and one below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QSizePolicy

from gui.panels.sweep.trial_picture import TrialPicture
from gui.theme.fonts import CONTROL, number_writer
from gui.theme.text_writer import CENTER, LEFT, RIGHT

LEFT_EDGE, RIGHT_EDGE, ABOVE, BELOW = 56, 8, 6, 20
LEAST_WIDTH, LEAST_HEIGHT = 180, 76


class PlotPicture(TrialPicture):
    """Paints the ground, grid lines and texts; the objective is the axis at the left."""

    def sizeHint(self) -> QSize:
        return QSize(340, 200)

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_WIDTH, LEAST_HEIGHT)

    def plot(self) -> QRect:
        """Return where the lines are."""
        return QRect(
            LEFT_EDGE,
            ABOVE,
            max(1, self.width() - LEFT_EDGE - RIGHT_EDGE),
            max(1, self.height() - ABOVE - BELOW),
        )

    def y_of(self, value: float) -> float | None:
        """Return the height of a value of the objective."""
        axis, plot = self._focus.axis_of_objective, self.plot()
        share = None if axis is None else axis.place(value)
        return None if share is None else plot.bottom() - share * plot.height()

    def _let_grow(self) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def _paint_ground(self, painter: QPainter) -> None:
        theme, plot, axis = self.colors, self.plot(), self._focus.axis_of_objective
        painter.fillRect(plot, QColor(theme.background))
        writer, lowest = number_writer(CONTROL), self.height() + 100.0
        for share, text in () if axis is None else axis.ticks:
            y = plot.bottom() - share * plot.height()
            if lowest - y < 18:
                continue
            lowest = y
            painter.setPen(QColor(theme.line))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(QColor(theme.muted))
            middle = min(max(round(y), plot.top() + 7), plot.bottom() - 6)
            writer.write(painter, QRect(0, middle - 8, LEFT_EDGE - 6, 16), text, RIGHT)

    def _paint_below(self, painter: QPainter, texts: Sequence[tuple[float, str]]) -> None:
        """Write texts below the plot, each at its share of the width."""
        plot, writer = self.plot(), number_writer(CONTROL)
        painter.setPen(QColor(self.colors.muted))
        for share, text in texts:
            x = plot.left() + round(share * plot.width())
            at = LEFT if share <= 0 else RIGHT if share >= 1 else CENTER
            left = x if at == LEFT else x - 80 if at == RIGHT else x - 40
            writer.write(painter, QRect(left, plot.bottom() + 3, 80, 16), text, at)


def nearest(
    places: Sequence[tuple[int, float, float]], x: float, y: float, reach: float
) -> int | None:
    """Return the number whose place is nearest to a point, if one is within reach."""
    found, least = None, reach**2
    for number, there_x, there_y in places:
        away = (there_x - x) ** 2 + (there_y - y) ** 2
        if away <= least:
            found, least = number, away
    return found
