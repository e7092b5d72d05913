"""The transport of a presentation: train, the time of the run, and how good it is."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolBar, QToolButton, QWidget

from gui.actions.action_id import ActionId
from gui.actions.action_registry import ActionRegistry
from gui.panels.curves.step_view import StepCurveView
from gui.panels.curves.time_scale import TimeScale
from gui.panels.curves.timeline_bar import TimelineBar
from gui.panels.curves.timeline_track import MARGIN
from gui.state.timeline import Timeline
from gui.theme.theme import CurrentTheme
from gui.widgets.dynamic_property import set_dynamic_property

HEIGHT = 48
ICON = QSize(16, 16)
LEAST_RAIL = 80
SHOWN = (
    ActionId.TRAINING_START_PAUSE,
    ActionId.TRAINING_STEP_BATCH,
    ActionId.TRAINING_STEP_EPOCH,
)


class PresentationBar(QToolBar):
    """A row below the one panel that is presented.

    Parameters
    ----------
    actions : ActionRegistry
    timeline : Timeline
    theme : CurrentTheme

    Signals
    -------
    leave_wanted()
    """

    leave_wanted = Signal()

    def __init__(
        self,
        actions: ActionRegistry,
        timeline: Timeline,
        theme: CurrentTheme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Presentation", parent)
        self.setObjectName("presentation_bar")
        self.setMovable(False)
        self.setFloatable(False)
        self.toggleViewAction().setVisible(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setFixedHeight(HEIGHT)
        self._timeline = timeline
        self._view = StepCurveView()
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        buttons = [self._button(actions, action_id) for action_id in SHOWN]
        for button in buttons:
            row.addWidget(button)
        self._bar = TimelineBar(timeline, theme)
        self._bar.leave_only_rail()
        self._bar.installEventFilter(self)
        row.addWidget(self._bar, 1)
        self._step = QLabel()
        self._step.setObjectName("presentation_step")
        self._step.setProperty("role", "readout")
        self._back = QToolButton()
        self._back.setObjectName("presentation_back_to_now")
        self._back.setProperty("role", "past")
        self._back.setText("Back to now")
        self._back.setAccessibleName("Back to now")
        self._back.setToolTip("Show the newest step, and every newer one as it comes (Space)")
        self._back.clicked.connect(timeline.go_live)
        self._validation = QLabel()
        self._validation.setObjectName("presentation_validation")
        self._validation.setProperty("role", "readout")
        caption = QLabel("validation")
        caption.setProperty("role", "muted")
        leave = QToolButton()
        leave.setObjectName("presentation_leave")
        leave.setProperty("role", "quiet")
        leave.setText("Esc leaves")
        leave.setAccessibleName("Leave the presentation")
        leave.setToolTip("Leave the presentation (Esc)")
        leave.clicked.connect(self.leave_wanted)
        for part in (self._step, self._back, caption, self._validation, leave):
            row.addWidget(part)
        #: What goes first where there is no room for all.
        self._spare: tuple[QWidget, ...] = (caption, self._validation, *reversed(buttons[1:]))
        self._line, self._row = line, row
        self.addWidget(line)
        timeline.marks_changed.connect(self._lay_out)
        timeline.changed.connect(self._lay_out)

    @Slot(str)
    def show_validation(self, text: str) -> None:
        """Show how many validation images are said right, as written."""
        if text != self._validation.text():
            self._validation.setText(text)

    def sizeHint(self) -> QSize:
        return QSize(480, HEIGHT)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the rail be as long as there is room."""
        if watched is self._bar and event.type() == QEvent.Type.Resize:
            self._bar.set_span(MARGIN, max(self._bar.width() - MARGIN, MARGIN + LEAST_RAIL))
        return super().eventFilter(watched, event)

    def setVisible(self, visible: bool) -> None:  # noqa: N802
        """Lay the steps out anew when the row comes in sight."""
        super().setVisible(visible)
        self._lay_out()

    @Slot()
    def _lay_out(self) -> None:
        if not self.isHidden():
            last = max(self._timeline.total_steps, 1)
            self._bar.set_scale(TimeScale(self._timeline, self._view, 0.0, last))
            is_live = self._timeline.is_live
            step = self._timeline.wanted_step
            self._step.setText(f"{step:,}" if is_live else f"{step:,} of {last:,}")
            self._back.setVisible(not is_live)
            set_dynamic_property(self, "past", not is_live)
            self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def changeEvent(self, event: QEvent) -> None:
        """Ask anew what there is room for when letters are larger."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fold()

    def _fold(self) -> None:
        """Leave out what there is no room for, rather than cut or cover anything."""
        left_out: set[QWidget] = set()
        for part in self._spare:
            if self._width_without(left_out) <= self._line.width():
                break
            left_out.add(part)
        for part in self._spare:
            part.setVisible(part not in left_out)

    def _width_without(self, left_out: Collection[QWidget]) -> int:
        margins, needed = self._row.contentsMargins(), -self._row.spacing()
        for place in range(self._row.count()):
            item = self._row.itemAt(place)
            part = None if item is None else item.widget()
            if part is None or part in left_out:
                continue
            if part.isHidden() and part not in self._spare:
                continue
            least = 2 * MARGIN + LEAST_RAIL if part is self._bar else part.sizeHint().width()
            needed += self._row.spacing() + least
        return needed + margins.left() + margins.right()

    @staticmethod
    def _button(actions: ActionRegistry, action_id: ActionId) -> QToolButton:
        action = actions[action_id]
        button = QToolButton()
        button.setDefaultAction(action)
        button.setObjectName(f"presentation_{action.objectName().replace('.', '_')}")
        button.setAccessibleName(action.text().replace("&", ""))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(ICON)
        if action_id is ActionId.TRAINING_START_PAUSE:
            button.setProperty("role", "primary")
        return button
