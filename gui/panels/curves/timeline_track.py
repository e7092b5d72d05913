"""The rail of the time machine."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QToolTip, QWidget

from core.arrays import FloatArray, IntArray
from gui.panels.curves.flag_style import flag_color, flags_text, weightiest
from gui.panels.curves.time_scale import TimeScale
from gui.state.time_flag import TimeFlag
from gui.state.timeline import Timeline
from gui.theme.theme import CurrentTheme

#: Room for the handle beyond both ends of the rail.
MARGIN = 8
RADIUS = 6
DOT, DOT_Y = 3.0, 4.5  # of what happened
RAIL = 15  # y of the rail's middle
HEIGHT = 28
#: Marks closer than this many pixels are not drawn one by one.
CLOSEST = 3


class TimelineTrack(QAbstractSlider):
    """A slider over the steps of a run, as long as the x axis of the curves above it.

    Under the rail a tick for each stored step, across it one for each end of an epoch, over
    it a dot for each event, which says what it is and goes there on a click.  Left and Right
    go a step, the Page keys an epoch.

    Parameters
    ----------
    timeline : Timeline
    theme : CurrentTheme

    Signals
    -------
    dragged(int)
        The step under the mouse while its button is held.
    dropped(int)
        The step where it was let go.
    """

    dragged = Signal(object)
    dropped = Signal(object)

    def __init__(
        self, timeline: Timeline, theme: CurrentTheme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("timeline_track")
        self.setAccessibleName("Step that is shown")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._timeline = timeline
        self._theme = theme
        self._scale: TimeScale | None = None
        self._held_at: int | None = None
        self._marks: QPixmap | None = None  # ticks and dots, drawn when they change
        theme.changed.connect(self._forget_marks)
        timeline.changed.connect(self.show_timeline)
        timeline.marks_changed.connect(self._forget_marks)

    def set_scale(self, scale: TimeScale) -> None:
        """Lay the steps out as the curves do."""
        if scale != self._scale:
            self._scale = scale
            self._forget_marks()

    def show_timeline(self) -> None:
        """Put the handle where the timeline says."""
        timeline = self._timeline
        was_blocked = self.blockSignals(True)
        self.setRange(timeline.first_step, timeline.last_step)
        self.setValue(timeline.wanted_step)
        self.blockSignals(was_blocked)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, HEIGHT)

    def place_of(self, step: int) -> float:
        """Return where `step` is drawn: at the end of the rail if the curves are not so far."""
        share = 0.0 if self._scale is None else min(max(self._scale.share(step), 0.0), 1.0)
        return MARGIN + share * (self.width() - 2 * MARGIN)

    def _places_of(self, scale: TimeScale, steps: IntArray) -> FloatArray:
        shares = scale.shares(steps).clip(0.0, 1.0)
        return MARGIN + shares * (self.width() - 2 * MARGIN)

    def step_at(self, x: float) -> int:
        """Return the step that is drawn at `x`, the roundest of several, or the nearest."""
        timeline = self._timeline
        if self._scale is None:
            return timeline.last_step
        width = max(1, self.width() - 2 * MARGIN)
        if x >= self.place_of(timeline.last_step):
            return timeline.last_step
        step = self._scale.step_meant((x - MARGIN) / width, 1 / width)
        return min(max(step, timeline.first_step), timeline.last_step)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        timeline, key = self._timeline, event.key()
        keys = Qt.Key
        if key in (keys.Key_Left, keys.Key_Down):
            timeline.step_by(-1)
        elif key in (keys.Key_Right, keys.Key_Up):
            timeline.step_by(1)
        elif key == keys.Key_PageUp:
            timeline.epoch_by(1)
        elif key == keys.Key_PageDown:
            timeline.epoch_by(-1)
        elif key == keys.Key_Home:
            timeline.go_to(timeline.first_step)
        elif key == keys.Key_End:
            timeline.go_to(timeline.last_step)
        else:
            event.ignore()

    def flags_at(self, place: QPointF) -> tuple[TimeFlag, ...]:
        """Return the events whose dots are under the mouse."""
        if place.y() > DOT_Y + DOT + 2:
            return ()
        return tuple(
            flag
            for flag in self._timeline.flags
            if abs(self.place_of(flag.step) - place.x()) <= DOT + 2
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        flags = self.flags_at(event.position())
        if flags:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.dropped.emit(weightiest(flags).step)
        else:
            self._hold(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held_at is not None:
            self._hold(event.position().x())
            return
        shape = Qt.CursorShape
        is_over = bool(self.flags_at(event.position()))
        self.setCursor(shape.PointingHandCursor if is_over else shape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        """Say what happened where the dot under the mouse is."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            flags = self.flags_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), flags_text(flags), self)
            return True
        return super().event(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._held_at is not None and event.button() == Qt.MouseButton.LeftButton:
            step, self._held_at = self._held_at, None
            self.dropped.emit(step)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, timeline = self._theme.theme, self._timeline
        handle = timeline.wanted_step if self._held_at is None else self._held_at
        at, last = self.place_of(handle), self.place_of(timeline.last_step)
        painter = QPainter(self)
        painter.fillRect(QRectF(MARGIN, RAIL - 1, self.width() - 2 * MARGIN, 2), theme.line)
        painter.fillRect(QRectF(MARGIN, RAIL - 1, last - MARGIN, 2), theme.dim)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = theme.accent if timeline.is_live else theme.past
        painter.fillRect(QRectF(MARGIN, RAIL - 1, at - MARGIN, 2), color)
        painter.drawPixmap(0, 0, self._drawn_marks())
        edge = theme.text if self.hasFocus() else theme.surface
        painter.setPen(QPen(QColor(edge), 2))
        painter.setBrush(QColor(color if self.isEnabled() else theme.line))
        painter.drawEllipse(QPointF(at, RAIL), RADIUS, RADIUS)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._forget_marks()

    @Slot()
    def _forget_marks(self) -> None:
        self._marks = None
        self.update()

    def _drawn_marks(self) -> QPixmap:
        """Return the ticks and dots; while training runs they change less often than steps."""
        if self._marks is None:
            ratio = self.devicePixelRatioF()
            self._marks = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
            self._marks.setDevicePixelRatio(ratio)
            self._marks.fill(Qt.GlobalColor.transparent)
            self._paint_marks(QPainter(self._marks))
        return self._marks

    def _paint_marks(self, painter: QPainter) -> None:
        theme, timeline = self._theme.theme, self._timeline
        self._paint_ticks(painter, timeline.stored_steps, theme.dim, RAIL + 6, RAIL + 9)
        self._paint_ticks(painter, timeline.epoch_ends, theme.muted, RAIL - 5, RAIL + 5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for flag in timeline.flags:
            painter.setBrush(QColor(flag_color(theme, flag.kind)))
            painter.drawEllipse(QPointF(self.place_of(flag.step), DOT_Y), DOT, DOT)
        painter.end()

    def _hold(self, x: float) -> None:
        self._held_at = self.step_at(x)
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.dragged.emit(self._held_at)
        self.update()

    def _paint_ticks(
        self, painter: QPainter, steps: object, color: str, top: float, bottom: float
    ) -> None:
        places = self._apart(np.asarray(steps, np.int64))
        painter.setPen(QColor(color))
        painter.drawLines([QLineF(x, top, x, bottom) for x in places])

    def _apart(self, steps: IntArray) -> list[float]:
        """Return where ticks for `steps` go, none closer to the next than can be seen."""
        if not len(steps) or self._scale is None:
            return []
        # ask for a few hundred places at most: a run may have a hundred thousand steps
        most = max(1, self.width() // CLOSEST)
        chosen = steps[:: -(-len(steps) // most)]
        places: list[float] = []
        for place in (self._places_of(self._scale, chosen).round() + 0.5).tolist():
            if not places or place - places[-1] >= CLOSEST:
                places.append(place)
        return places
