"""The time machine's controls, directly under the curves."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from gui.panels.curves.step_read_out import StepReadOut
from gui.panels.curves.time_scale import TimeScale
from gui.panels.curves.timeline_player import SPEEDS, TimelinePlayer
from gui.panels.curves.timeline_track import HEIGHT, MARGIN, TimelineTrack
from gui.state.timeline import Timeline
from gui.theme.fonts import CONTROL, text_font
from gui.theme.theme import CurrentTheme
from gui.widgets.dynamic_property import set_dynamic_property
from gui.widgets.icon_button import IconButton

#: How long the mouse must rest until a step that is not stored is computed.
REST_MS = 100
BUTTON = 22
GAP = 12
SPACING = 6
ROOM_FOR_WORDS = 380  # width of the controls from which Branch is written out
BRANCH_TIP = (
    "Branch from this step: begin another run here, with another learning rate, optimiser or "
    "batch size. The run you have stays in sight behind it."
)
TIPS = {
    "play_back": "Play backward through the run",
    "play": "Play forward through the run",
}


class TimelineBar(QWidget):
    """Slider, play buttons, read-out, Branch and LIVE.

    While one drags, the nearest stored step is shown, which takes no time; where the mouse
    rests or is let go, exactly the step under it.

    Parameters
    ----------
    timeline : Timeline
    theme : CurrentTheme

    Signals
    -------
    branch_wanted()
        A new run is to begin at the shown step.
    """

    branch_wanted = Signal()

    def __init__(
        self, timeline: Timeline, theme: CurrentTheme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("timeline_bar")
        self.setFixedHeight(HEIGHT + 6)
        self._timeline = timeline
        self._span = (42.0, 300.0)
        self._aim: int | None = None
        self._rest_timer = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest_timer.timeout.connect(self._go_to_aim)
        self.player = TimelinePlayer(timeline, self)
        self.track = TimelineTrack(timeline, theme, self)
        self._build(theme)
        self.track.dragged.connect(self.scrub)
        self.track.dropped.connect(self.settle)
        self.player.direction_changed.connect(self._show_playing)
        timeline.changed.connect(self._show_timeline)
        timeline.marks_changed.connect(self._show_timeline)
        self._show_timeline()

    def set_span(self, left: float, right: float) -> None:
        """Let the rail run from `left` to `right`, in pixels of this widget."""
        if (left, right) != self._span:
            self._span = left, right
            self._arrange()

    def set_scale(self, scale: TimeScale) -> None:
        """Lay the steps out as the curves do."""
        self.track.set_scale(scale)

    def leave_only_rail(self) -> None:
        """Leave out everything beside the rail, for good; what is found by name is another."""
        for part in (self._play_back, self._play, self._controls):
            part.hide()
        for part in self.findChildren(QWidget):
            if part.objectName():
                part.setObjectName(f"presentation_{part.objectName()}")

    def scrub(self, step: int) -> None:
        """Show `step`, or a stored one near it until the mouse rests."""
        self.player.stop()
        self._aim = step
        self._timeline.go_to(self._timeline.nearest_stored(step))
        self._rest_timer.start()

    def settle(self, step: int | None = None) -> None:
        """Show exactly `step`, or the last one that was scrubbed to."""
        if step is not None:
            self._aim = step
        self._go_to_aim()

    def sizeHint(self) -> QSize:
        return QSize(600, HEIGHT + 6)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _go_to_aim(self) -> None:
        self._rest_timer.stop()
        aim, self._aim = self._aim, None
        if aim is not None:
            self._timeline.go_to(aim)

    def _build(self, theme: CurrentTheme) -> None:
        self._play_back = IconButton(
            "play_back", TIPS["play_back"], theme, name="timeline_play_back", parent=self
        )
        self._play = IconButton("play", TIPS["play"], theme, name="timeline_play", parent=self)
        for button in (self._play_back, self._play):
            button.setProperty("role", "tiny")
            button.setIconSize(QSize(12, 12))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._play_back.clicked.connect(self._on_play_back)
        self._play.clicked.connect(self._on_play)
        self._read_out = StepReadOut(self._timeline)
        self._speed = QToolButton()
        self._speed.setObjectName("timeline_speed")
        self._speed.setProperty("role", "tiny")
        self._speed.setToolTip("How fast Play runs through the run, in steps a second.")
        self._speed.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self._speed)
        for speed in SPEEDS:
            action = menu.addAction(f"{speed} steps a second")
            action.setObjectName(f"timeline_speed_{speed}")
            action.setToolTip(f"Play shows {speed} steps of the run each second.")
            action.setData(speed)
        menu.triggered.connect(self._on_speed_chosen)
        self._speed.setMenu(menu)
        widest = QFontMetrics(text_font(CONTROL)).horizontalAdvance(f"{max(SPEEDS)}/s")
        self._speed.setFixedWidth(widest + 2 * GAP)
        self._speed.setText(f"{self.player.speed}/s")
        self._branch = IconButton("branch", BRANCH_TIP, theme, name="timeline_branch")
        self._branch.setAccessibleName("Branch from this step")
        self._branch.clicked.connect(self.branch_wanted)
        self._live = QPushButton("● LIVE")
        self._live.setObjectName("timeline_live")
        self._live.setProperty("role", "live")
        self._live.setToolTip("Follow the newest step. Lit while you do.")
        self._live.setFixedWidth(60)
        self._live.clicked.connect(self._timeline.go_live)
        self._controls = QWidget(self)
        row = QHBoxLayout(self._controls)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACING)
        row.addWidget(self._read_out)
        row.addStretch(1)
        for part in (self._speed, self._branch, self._live):
            row.addWidget(part)

    def _arrange(self) -> None:
        left, right = (round(x) for x in self._span)
        self.track.setGeometry(left - MARGIN, 1, right - left + 2 * MARGIN, HEIGHT)
        top = (self.height() - BUTTON) // 2 + 1
        x = left - MARGIN - 2 * BUTTON
        for button in (self._play_back, self._play):
            button.setGeometry(x, top, BUTTON - 2, BUTTON)
            x += BUTTON
        start = right + MARGIN + GAP
        width = self.width() - start
        has_room = width >= ROOM_FOR_WORDS
        self._branch.setText("Branch…" if has_room else "")
        set_dynamic_property(self._branch, "role", "" if has_room else "icon")
        self._leave_out(width)
        self._controls.setGeometry(start, 0, width, self.height())

    def _leave_out(self, width: int) -> None:
        """Hide what of the controls has no room: first the speed, then the numbers."""
        needed = self._branch.sizeHint().width() + SPACING + self._live.width()
        for part in (self._read_out, self._speed):
            needed += part.width() + SPACING
            part.setVisible(needed <= width)

    def _show_timeline(self) -> None:
        timeline = self._timeline
        has_past = timeline.last_step > timeline.first_step
        for part in (self.track, self._play, self._play_back):
            part.setEnabled(has_past)
        self._branch.setEnabled(timeline.last_step > 0)
        self._live.setEnabled(has_past or not timeline.is_live)
        self._live.setText("● LIVE" if timeline.is_live else "○ LIVE")
        set_dynamic_property(self._live, "live", timeline.is_live)

    def _show_playing(self) -> None:
        for button, name, direction in (
            (self._play_back, "play_back", -1),
            (self._play, "play", 1),
        ):
            if self.player.direction == direction:
                button.show_icon("pause", "Stop playing")
            else:
                button.show_icon(name, TIPS[name])

    def _on_play(self) -> None:
        self._toggle(1)

    def _on_play_back(self) -> None:
        self._toggle(-1)

    def _toggle(self, direction: int) -> None:
        if self.player.direction == direction:
            self.player.stop()
        else:
            self.player.play(direction)

    def _on_speed_chosen(self, action: QAction) -> None:
        self.player.speed = action.data()
        self._speed.setText(f"{self.player.speed}/s")
