"""Start, pause and step; and how far the run is."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.training.events import BatchFinished, TrainingEvent, ValidationFinished
from gui.actions.action_registry import ActionRegistry
from gui.lab.speed import Speed
from gui.state.run_plan import RunPlan
from gui.state.run_state import RunState
from gui.theme.icons import icon
from gui.widgets.dynamic_property import set_dynamic_property
from gui.window.past_sign import PastSign
from gui.window.run_numbers import (
    NOTHING,
    duration_text,
    epoch_text,
    loss_text,
    rate_text,
    share_text,
    texts_at,
    widths,
)
from gui.window.run_pace import RunPace
from gui.window.run_read_outs import PARTS, RunReadOuts
from gui.window.speed_control import SpeedControl
from gui.window.transport_badges import TransportBadges
from gui.window.transport_buttons import TransportButtons
from gui.window.transport_menu import TransportMenu

if TYPE_CHECKING:  # the window's first picture does without
    from gui.documents.prepared_run import PreparedRun
    from gui.documents.viewed_run import ViewedRun
    from gui.lab.final_judge import FinalJudgement
    from gui.state.front_state import FrontState
    from gui.state.lab_state import LabState

HEIGHT = 56
MARGIN = 14
GAP = 8
#: What gives way first when the window is narrow; commands and numbers go into the menu.
FOLDED_FIRST = (
    *("images_per_second", "speed", "stop", "restart"),
    *("epoch", "time_left", "loss", "captions"),
)
#: What is said of the past is shortened together with this.
SHORT_WITH = "speed"


class TransportBar(QWidget):
    """The row under the menu: the run's buttons, speed, numbers and progress.

    While an earlier step is looked at, it is tinted, every number is that step's, and in the
    place of the buttons stand the step, the way back and the way to another future.

    Parameters
    ----------
    actions : ActionRegistry
        Of the buttons.
    state : LabState or FrontState
        Its timeline says which step is looked at, its curves what was read then.
    pace : RunPace, optional
        Another one than that of the computer's clock.

    Signals
    -------
    period_changed(float)
        The least seconds from one batch to the next.
    """

    period_changed = Signal(float)

    def __init__(
        self,
        actions: ActionRegistry,
        state: LabState | FrontState,
        parent: QWidget | None = None,
        *,
        pace: RunPace | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("transport_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._state = state
        self._plan = RunPlan(0, 1, 0)
        self._step = self._epoch = self._planned_from = 0
        self._pace = RunPace() if pace is None else pace
        self._is_running = self._is_tested = False
        self._period = 0.0
        self._folded: tuple[str, ...] = ()
        self.speed = SpeedControl()
        self.read_outs = RunReadOuts()
        self._buttons = TransportButtons(actions, self.speed)
        self.menu = TransportMenu(self._buttons.folding, self.speed, self.read_outs)
        self._buttons.hold_menu(self.menu)
        self._past = PastSign(self._buttons.back, self._buttons.branch, state.timeline)
        self._left = QStackedWidget()
        self._left.addWidget(self._buttons)
        self._left.addWidget(self._past)
        self._badges = TransportBadges(GAP)
        self._arrange()
        self.speed.chosen.connect(self._on_speed)
        state.timeline.changed.connect(self._show_time)
        state.theme.changed.connect(self._tint)
        self._tint()
        self.show_plan(self._plan)

    @property
    def period(self) -> float:
        """The least seconds from one batch to the next."""
        return self._period

    def add_badge(self, badge: QWidget) -> None:
        """Show a short verdict at the right end."""
        self._badges.addWidget(badge)
        self.fit()

    @Slot(object)
    def begin(self, run: PreparedRun | ViewedRun) -> None:
        """Forget the run before, and show how far this one is."""
        self._step = self._epoch = 0
        self._pace.forget()
        self._say_left(NOTHING)
        for name in ("loss", "accuracy", "images_per_second"):
            self.read_outs.say(name, NOTHING)
        self._show_progress(0)
        self.show_events(list(run.newest))

    @Slot(object)
    def show_plan(self, plan: RunPlan) -> None:
        """Say how long the run is going to be, and what its loss can be compared with."""
        self._plan, self._planned_from = plan, self._step
        tip = PARTS["loss"][1]
        if plan.blind_loss is not None:
            tip = f"{tip}. Without it, a blind guess costs {loss_text(plan.blind_loss)}"
        self.read_outs.set_tip("loss", tip)
        self.read_outs.set_widths(widths(plan))
        self._set_period()
        self._show_progress(self._step)
        self._show_time()
        self.fit()

    @Slot(object)
    def show_state(self, state: RunState) -> None:
        """Measure the pace of a run only while it runs by itself."""
        self._is_running = state is RunState.RUNNING
        self._pace.forget()
        if self._is_running and self._is_tested:
            self._say_left(NOTHING)
        self._past.show_state(state)

    def show_test(self, judgement: FinalJudgement) -> None:
        """Show how many of the test images the network judges right, now that it is trained."""
        from gui.window.end_text import share_right

        self._say_left(share_right(judgement), "test")

    @Slot(list)
    def show_events(self, events: list[TrainingEvent]) -> None:
        """Show the newest of `events`."""
        say = self.read_outs.say
        batches = [event for event in events if isinstance(event, BatchFinished)]
        for event in events:
            if isinstance(event, ValidationFinished):
                say("accuracy", share_text(event.accuracy))
        if not batches:
            return
        last = batches[-1]
        self._step, self._epoch = last.step, last.epoch
        say("loss", loss_text(last.loss))
        seconds = sum(max(batch.seconds, self._period) for batch in batches)
        if seconds > 0:
            say("images_per_second", rate_text(sum(b.images for b in batches) / seconds))
            is_slowed = any(batch.seconds < self._period for batch in batches)
            caption, _, (slowed,) = PARTS["images_per_second"]
            self.read_outs.captions["images_per_second"].setText(
                slowed if is_slowed else caption
            )
        if self._is_running:
            self._pace.look(last.step)
        self._show_progress(last.step)

    def minimumSizeHint(self) -> QSize:
        """Return what is needed when all is folded that can be."""
        return QSize(self._width_with(FOLDED_FIRST), HEIGHT + 3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold what there is no room for."""
        super().resizeEvent(event)
        self.fit()

    def _show_progress(self, step: int) -> None:
        plan = self._plan
        self.read_outs.say("step", f"{step:,}")
        self.read_outs.say("epoch", epoch_text(self._epoch, plan))
        if self._state.timeline.is_live:
            self._fill_progress(step)
        left = self._pace.seconds_to(plan.total_steps)
        if left is not None:
            self._say_left(duration_text(left))

    def _fill_progress(self, step: int) -> None:
        share = step / max(self._plan.total_steps, 1)
        self.progress.setValue(min(round(1000 * share), 1000))

    def _say_left(self, text: str, caption: str = "left") -> None:
        self._is_tested = caption == "test"
        self.read_outs.say("time_left", text)
        self.read_outs.captions["time_left"].setText(caption)

    @Slot()
    def _show_time(self) -> None:
        """Look like the past, or like now."""
        timeline = self._state.timeline
        is_past = not timeline.is_live
        for part in (self, self.progress):
            set_dynamic_property(part, "past", is_past)
        self._left.setCurrentWidget(self._past if is_past else self._buttons)
        if not is_past:
            self.read_outs.show_then(None)
            self._fill_progress(self._step)
            return
        step = timeline.wanted_step
        self._past.refresh()
        self.read_outs.show_then(texts_at(step, self._state.curves.history, self._plan))
        self._fill_progress(step)

    def _on_speed(self, _speed: Speed) -> None:
        self._planned_from = self._step
        self._set_period()
        self._pace.forget()

    def _set_period(self) -> None:
        self._period = self.speed.speed.period(self._plan.total_steps - self._planned_from)
        self.period_changed.emit(self._period)

    @Slot()
    def fit(self) -> None:
        """Fold as much as it takes, in the agreed order."""
        for count in range(len(FOLDED_FIRST) + 1):
            folded = FOLDED_FIRST[:count]
            if self._width_with(folded) <= self.width():
                break
        self._left.setFixedWidth(self._left_width(folded))
        if folded != self._folded:
            self._folded = folded
            self._buttons.fold(folded)
            self._past.set_short(is_short=SHORT_WITH in folded)
            self.read_outs.fold(folded)
            self.menu.hold([name for name in folded if name != "captions"])

    def _left_width(self, folded: Collection[str]) -> int:
        """Return the width for the buttons, or what is in their place: nothing moves then."""
        past = self._past.width_when(is_short=SHORT_WITH in folded)
        return max(self._buttons.width_with(folded), past)

    def _width_with(self, folded: Collection[str]) -> int:
        numbers, badges = self.read_outs.width_without(folded), self._badges.needed()
        return self._left_width(folded) + numbers + badges + 2 * MARGIN + 3 * GAP

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(MARGIN, 0, MARGIN, 0)
        row.setSpacing(GAP)
        row.addWidget(self._left)
        row.addWidget(self.read_outs)
        row.addStretch()
        row.addLayout(self._badges)
        self.progress = QProgressBar()
        self.progress.setObjectName("run_progress")
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 1000)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        column.addLayout(row, 1)
        column.addWidget(self.progress)
        self.setFixedHeight(HEIGHT + 3)

    @Slot()
    def _tint(self) -> None:
        theme = self._state.theme.theme
        self._buttons.back.setIcon(icon("history", theme.text_on_accent))
        self.menu.setIcon(icon("more", theme.text))
