"""The time of the run in one line."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QToolBar, QWidget

from gui.panels.curves.step_view import StepCurveView
from gui.panels.curves.time_scale import TimeScale
from gui.panels.curves.timeline_bar import BUTTON, TimelineBar
from gui.panels.curves.timeline_track import MARGIN
from gui.state.timeline import Timeline
from gui.theme.theme import CurrentTheme
from gui.widgets.icon_button import IconButton

HEIGHT = 40
#: Room for the play buttons left of the rail, and for step, speed, Branch and LIVE right of it.
LEFT, RIGHT = 2 * BUTTON + MARGIN + 4, 400
TIP = "Open the curves again (Ctrl+J)"


class TimeStrip(QToolBar):
    """Time slider, step, Branch and LIVE, where the curves are folded away.

    Parameters
    ----------
    timeline : Timeline
    theme : CurrentTheme

    Signals
    -------
    unfold_wanted()
    branch_wanted()
        Another run should begin where this one was at the shown step.
    """

    unfold_wanted = Signal()
    branch_wanted = Signal()

    def __init__(
        self, timeline: Timeline, theme: CurrentTheme, parent: QWidget | None = None
    ) -> None:
        super().__init__("Time", parent)
        self.setObjectName("time_strip")
        self.setMovable(False)
        self.setFloatable(False)
        self.toggleViewAction().setVisible(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setFixedHeight(HEIGHT)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(0, 0, 0, 0)
        self._timeline = timeline
        self._view = StepCurveView()
        self._open = IconButton("chevron_up", TIP, theme, name="time_strip_open")
        self._open.show_label("Curves")
        self._open.setProperty("role", "quiet")
        self._open.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._open.clicked.connect(self.unfold_wanted)
        self._theme = theme
        self._bar: TimelineBar | None = None
        line = QWidget()
        self._row = QHBoxLayout(line)
        self._row.setContentsMargins(8, 0, 16, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self._open)
        self.addWidget(line)
        timeline.marks_changed.connect(self._lay_out)
        timeline.changed.connect(self._lay_out)

    @property
    def bar(self) -> TimelineBar:
        """The slider and what belongs to it; made when the line is first seen."""
        if self._bar is None:
            self._bar = TimelineBar(self._timeline, self._theme)
            self._bar.branch_wanted.connect(self.branch_wanted)
            self._bar.installEventFilter(self)
            self._row.addWidget(self._bar, 1)
        return self._bar

    def sizeHint(self) -> QSize:
        return QSize(LEFT + RIGHT + 200, HEIGHT)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the rail be as long as there is room."""
        if event.type() == QEvent.Type.Resize:
            self.bar.set_span(LEFT, max(self.bar.width() - RIGHT, LEFT + 80))
        return super().eventFilter(watched, event)

    @Slot()
    def _lay_out(self) -> None:
        if not self.isHidden():
            last = max(self._timeline.total_steps, 1)
            self.bar.set_scale(TimeScale(self._timeline, self._view, 0.0, last))

    def setVisible(self, visible: bool) -> None:  # noqa: N802
        """Lay the steps out anew when the line comes back."""
        super().setVisible(visible)
        self._lay_out()
