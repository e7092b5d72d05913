"""Parallel coordinates: every trial is a line across the axes of its settings."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.sweeping.trial_row import TrialRow, TrialState
from gui.panels.sweep.axis import OBJECTIVE, TrialAxis
from gui.panels.sweep.trial_focus import TrialFocus
from gui.panels.sweep.trial_picture import Standing, TrialPicture, standing_pen
from gui.theme.fonts import BODY, CONTROL, number_font, text_font
from gui.theme.theme import CurrentTheme

HEIGHT, LEAST_HEIGHT, LEAST_WIDTH = 324, 168, 360
NAMES, ABOVE, BELOW, SIDE = 22, 14, 12, 72
#: So near the mouse takes hold of an axis, or of a line.
NEAR_AXIS, NEAR_LINE = 14, 7.0
BRUSH_WIDTH, LEAST_BRUSH = 16, 0.01


class ParallelPicture(TrialPicture):
    """Drag along an axis to brush, its name to move it; double click on it clears the brush."""

    def __init__(
        self, focus: TrialFocus, theme: CurrentTheme, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            focus, theme, name, "Every trial as a line across its settings", parent
        )
        self._begun: tuple[str, float] | None = None  # a brush that is being dragged
        self._moved: str | None = None  # the axis whose name is being dragged
        self._behind: QPixmap | None = None  # all but what is pointed at
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        focus.changed.connect(self._on_changed)
        theme.changed.connect(self._forget)
        self._last: tuple[object, ...] = ()

    def sizeHint(self) -> QSize:
        return QSize(760, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_WIDTH, LEAST_HEIGHT)

    def x_of(self, at: int) -> float:
        """Return where an axis stands, counted from the left."""
        count = len(self._focus.axes)
        room = self.width() - 2 * SIDE
        return SIDE + (room * at / (count - 1) if count > 1 else room / 2)

    def y_of(self, share: float) -> float:
        """Return where a place of an axis is."""
        top, height = self._plot()
        return top + height * (1 - share)

    def trial_at(self, x: float, y: float) -> int | None:
        """Return the trial whose line is nearest, of those that are near."""
        axes = self._focus.axes
        for left in range(len(axes) - 1):
            if self.x_of(left) <= x <= self.x_of(left + 1):
                return self._nearest(left, x, y)
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        x, y = event.position().x(), event.position().y()
        axis = self._axis_near(x, NEAR_AXIS)
        if y < NAMES + ABOVE / 2:
            named = self._axis_near(x, SIDE)
            self._moved = None if named is None else named.name
        elif axis is not None:
            self._begun = axis.name, self._share(y)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x, y = event.position().x(), event.position().y()
        if self._moved is not None:
            places = [self.x_of(at) for at in range(len(self._focus.axes))]
            nearest = min(range(len(places)), key=lambda at: abs(places[at] - x))
            self._focus.move_axis(self._moved, nearest)
        elif self._begun is not None:
            name, first = self._begun
            low, high = sorted((first, self._share(y)))
            if high - low >= LEAST_BRUSH:
                self._focus.brush(name, (low, high))
        else:
            is_name = y < NAMES + ABOVE / 2 and self._axis_near(x, SIDE) is not None
            is_axis = self._axis_near(x, NEAR_AXIS) is not None
            shapes = Qt.CursorShape
            shape = shapes.SizeVerCursor if is_axis else shapes.ArrowCursor
            self.setCursor(shapes.SizeHorCursor if is_name else shape)
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._begun = self._moved = None
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        axis = self._axis_near(event.position().x(), NEAR_AXIS)
        if axis is not None:
            self._focus.brush(axis.name, None)
        else:
            super().mouseDoubleClickEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._forget()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._behind is None:
            self._behind = self._painted_behind()
        painter = self._painter()
        painter.drawPixmap(0, 0, self._behind)
        for standing, row in self.ordered():
            if standing >= Standing.BEST:
                self._paint_line(painter, row, standing)
        self._paint_axes(painter)
        painter.end()

    def _painted_behind(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for standing, row in self.ordered():
            if standing < Standing.BEST:
                self._paint_line(painter, row, standing)
        painter.end()
        return picture

    def _paint_line(self, painter: QPainter, row: TrialRow, standing: Standing) -> None:
        theme, path = self.colors, self._line(row)
        is_pruned = row.state in (TrialState.PRUNED, TrialState.FAILED)
        if standing >= Standing.BEST:  # on a halo
            painter.strokePath(path, QPen(QColor(theme.surface), 5.5))
        painter.strokePath(path, standing_pen(standing, theme, is_pruned=is_pruned))

    def _line(self, row: TrialRow) -> QPainterPath:
        path, before = QPainterPath(), None
        for at, place in enumerate(self._places(row)):
            here = None if place is None else QPointF(self.x_of(at), self.y_of(place))
            if here is not None and before is not None:
                third = QPointF((here.x() - before.x()) / 3, 0)
                path.cubicTo(before + third, here - third, here)
            elif here is not None:
                path.moveTo(here)
            before = here
        return path

    def _places(self, row: TrialRow) -> list[float | None]:
        trials = self.trials
        return [] if trials is None else [trials.place(row, one) for one in self._focus.axes]

    def _nearest(self, left: int, x: float, y: float) -> int | None:
        """Return the trial whose line passes nearest between two axes."""
        trials, axes = self.trials, self._focus.axes
        start, end = self.x_of(left), self.x_of(left + 1)
        share = (x - start) / max(1.0, end - start)
        smooth = 3 * share**2 - 2 * share**3  # as the curve is drawn
        found, least = None, NEAR_LINE
        for row in () if trials is None else trials.rows:
            ends = [trials.place(row, axes[at]) for at in (left, left + 1)] if trials else []
            if None in ends or not ends:
                continue
            first, last = (self.y_of(end or 0.0) for end in ends)
            away = abs(first + (last - first) * smooth - y)
            if away < least:
                found, least = row.number, away
        return found

    def _paint_axes(self, painter: QPainter) -> None:
        theme, axes = self.colors, self._focus.axes
        for at, axis in enumerate(axes):
            x = self.x_of(at)
            painter.setPen(QPen(QColor(theme.muted), 1))
            painter.drawLine(QPointF(x, self.y_of(1.0)), QPointF(x, self.y_of(0.0)))
            self._paint_ticks(painter, axis, x)
            if axis.name in self._focus.brushes:
                low, high = self._focus.brushes[axis.name]
                box = QRectF(
                    x - BRUSH_WIDTH / 2, self.y_of(high), BRUSH_WIDTH,
                    self.y_of(low) - self.y_of(high),
                )  # fmt: skip
                fill = QColor(theme.text)
                fill.setAlphaF(0.25)
                painter.setBrush(fill)
                painter.setPen(QPen(QColor(theme.text), 1.5))
                painter.drawRoundedRect(box, 4, 4)
                painter.setBrush(Qt.BrushStyle.NoBrush)
        self._paint_names(painter)

    def _paint_names(self, painter: QPainter) -> None:
        axes, font = self._focus.axes, text_font(BODY, bold=True)
        painter.setFont(font)
        letters = QFontMetrics(font)
        painter.setPen(QColor(self.colors.text))
        gap = self.x_of(1) - self.x_of(0) if len(axes) > 1 else self.width()
        for at, axis in enumerate(axes):
            room = round(min(gap - 10, 2 * SIDE - 4))
            text = letters.elidedText(axis.title, Qt.TextElideMode.ElideRight, room)
            place = QRect(round(self.x_of(at) - room / 2), 0, room, NAMES)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_ticks(self, painter: QPainter, axis: TrialAxis, x: float) -> None:
        theme, font = self.colors, number_font(CONTROL)
        painter.setFont(font)
        letters = QFontMetrics(font)
        is_right = axis.name == OBJECTIVE
        lowest = self.height() + 100.0
        for share, text in axis.ticks:
            y = self.y_of(share)
            if lowest - y < letters.height():  # there is no room for another text
                continue
            lowest = y
            painter.setPen(QPen(QColor(theme.muted), 1))
            painter.drawLine(QPointF(x - 3, y), QPointF(x + 3, y))
            text = letters.elidedText(text, Qt.TextElideMode.ElideRight, SIDE - 12)
            wide = letters.horizontalAdvance(text)
            left = x + 9 if is_right else x - 8 - wide
            place = QRectF(left, y - letters.height() / 2, wide, letters.height())
            ground = QColor(theme.surface)
            ground.setAlphaF(0.8)  # lines pass behind the text
            painter.fillRect(place.adjusted(-2, 1, 2, -1), ground)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def _axis_near(self, x: float, reach: float) -> TrialAxis | None:
        axes = self._focus.axes
        at = min(range(len(axes)), key=lambda one: abs(self.x_of(one) - x), default=None)
        return None if at is None or abs(self.x_of(at) - x) > reach else axes[at]

    def _share(self, y: float) -> float:
        top, height = self._plot()
        return min(1.0, max(0.0, 1 - (y - top) / height))

    def _plot(self) -> tuple[float, float]:
        top = NAMES + ABOVE
        return top, max(1.0, self.height() - top - BELOW)

    def _on_shown(self) -> None:
        self._forget()

    def _on_changed(self) -> None:
        """Paint all lines anew, unless another one is pointed at only."""
        focus = self._focus
        seen = (focus.brushed, focus.selected, tuple(axis.name for axis in focus.axes))
        if seen != self._last:
            self._last = seen
            self._forget()

    def _forget(self) -> None:
        self._behind = None
        self.update()
