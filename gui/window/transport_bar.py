"""Start, pause and step; and how far the run is."""

from __future__ import annotations

import math

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QSizePolicy,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.training.events import BatchFinished, TrainingEvent, ValidationFinished
from gui.actions.action_registry import ActionRegistry
from gui.actions.action_table import ActionId
from gui.documents.prepared_run import PreparedRun
from gui.documents.viewed_run import ViewedRun
from gui.state.run_plan import RunPlan
from gui.window.run_pace import RunPace

#: Seconds before each batch, from slow motion to full speed.
DELAYS = (1.0, 0.3, 0.1, 0.03, 0.0)
SPEED_TEXTS = ("1 batch/s", "3 batches/s", "10 batches/s", "30 batches/s", "full")
SPACING = 8
LOSS_TIP = "Loss of the latest batch, weight decay included"
RATE_TIP = "Training speed, without validation; in slow motion the waiting counts"
LEFT_TIP = "Estimated time to the last epoch; early stopping may end the run sooner"


class TransportBar(QWidget):
    """The row under the menu: the run's buttons, speed, read-outs and progress.

    Parameters
    ----------
    actions : ActionRegistry
        Of the buttons.
    pace : RunPace, optional
        Another one than that of the computer's clock.

    Signals
    -------
    delay_chosen(float)
        Seconds to wait before each batch.
    """

    delay_chosen = Signal(float)

    def __init__(
        self,
        actions: ActionRegistry,
        parent: QWidget | None = None,
        *,
        pace: RunPace | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("transport_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._plan = RunPlan(0, 1, 0)
        self._step = self._epoch = 0
        self._pace = RunPace() if pace is None else pace
        self._captions: dict[str, QLabel] = {}
        self._read_out_parts: list[QWidget] = []
        self._is_running = False
        self._delay = 0.0

        row = self._build_buttons(actions)
        row.addSpacing(6)
        speed = self._build_speed()
        row.addWidget(speed)
        row.addSpacing(2)
        self._build_read_outs(row)
        row.addStretch()
        self._row = row
        # what gives way in a narrow window, the first one first; menus have the rest
        self._dispensable = (*self._read_out_parts[:-3:-1], speed)
        self.progress = QProgressBar()
        self.progress.setObjectName("run_progress")
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(3)
        self.progress.setRange(0, 1000)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.progress)
        self.show_plan(self._plan)

    def minimumSizeHint(self) -> QSize:
        """Return the size of what never gives way."""
        room = self._whole_width() - sum(self._width_of(part) for part in self._dispensable)
        return QSize(room, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what there is no room for."""
        super().resizeEvent(event)
        needed = self._whole_width()
        for part in self._dispensable:
            has_room = needed <= event.size().width()
            part.setVisible(has_room)
            needed -= 0 if has_room else self._width_of(part)

    def _whole_width(self) -> int:
        """Return the room that everything needs."""
        hidden = (self._width_of(part) for part in self._dispensable if part.isHidden())
        return self._row.minimumSize().width() + sum(hidden)

    def _width_of(self, part: QWidget) -> int:
        return part.sizeHint().width() + self._row.spacing()

    @Slot(object)
    def begin(self, run: PreparedRun | ViewedRun) -> None:
        """Forget the run before, and show how far this one is."""
        self._step = self._epoch = 0
        self._pace.forget()
        for label in (self.loss, self.accuracy, self.rate, self.left):
            label.setText("–")
        self._show_progress(0)
        self.show_events(list(run.newest))

    @Slot(object)
    def show_plan(self, plan: RunPlan) -> None:
        """Say how long the run is going to be, and what its loss can be compared with."""
        self._plan = plan
        tip = LOSS_TIP
        if plan.blind_loss is not None:
            tip = f"{tip}. A blind guess costs {_loss_text(plan.blind_loss)} without it"
        for label in (self.loss, self._captions["loss"]):
            label.setToolTip(tip)
        self._show_progress(self._step)

    def set_running(self, *, is_running: bool) -> None:
        """Measure the pace of a run only while it runs by itself."""
        self._is_running = is_running
        self._pace.forget()

    @Slot(list)
    def show_events(self, events: list[TrainingEvent]) -> None:
        """Show the newest of `events`."""
        batches = [event for event in events if isinstance(event, BatchFinished)]
        for event in events:
            if isinstance(event, ValidationFinished):
                self.accuracy.setText(f"{100 * event.accuracy:.1f} %")
        if not batches:
            return
        last = batches[-1]
        self._step, self._epoch = last.step, last.epoch
        self.loss.setText(_loss_text(last.loss))
        seconds = sum(batch.seconds + self._delay for batch in batches)
        if seconds > 0:
            rate = sum(batch.images for batch in batches) / seconds
            self.rate.setText(f"{rate:,.0f}")
        if self._is_running:
            self._pace.look(last.step)
        self._show_progress(last.step)

    def _show_progress(self, step: int) -> None:
        plan = self._plan
        self.step.setText(f"{step:,}")
        self.epoch.setText(f"{self._epoch:,}/{plan.epochs:,}")
        self.progress.setValue(min(round(1000 * step / max(plan.total_steps, 1)), 1000))
        left = self._pace.seconds_to(plan.total_steps)
        if left is not None:
            self.left.setText(_duration_text(left))

    @staticmethod
    def _build_buttons(actions: ActionRegistry) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(SPACING)
        row.addWidget(_button(actions[ActionId.TRAINING_RESTART], text=False))
        start_button = _button(actions[ActionId.TRAINING_START_PAUSE], text=True)
        start_button.setProperty("role", "primary")
        row.addWidget(start_button)
        row.addWidget(_button(actions[ActionId.TRAINING_STEP_BATCH], text=True, label="batch"))
        row.addWidget(_button(actions[ActionId.TRAINING_STEP_EPOCH], text=True, label="epoch"))
        row.addWidget(_button(actions[ActionId.TRAINING_STOP], text=False))
        row.addWidget(_button(actions[ActionId.TRAINING_NEW_SEED], text=False))
        return row

    def _build_read_outs(self, row: QHBoxLayout) -> None:
        self.epoch = self._read_out("epoch", "epoch", 8, "Passes over the images")
        self.step = self._read_out("step", "step", 7, "Optimiser steps taken")
        self.loss = self._read_out("loss", "loss", 8, LOSS_TIP)
        self.accuracy = self._read_out(
            "accuracy", "validation", 6, "Share of the held-back images judged right"
        )
        self.rate = self._read_out("images_per_second", "images / s", 7, RATE_TIP)
        self.left = self._read_out("time_left", "left", 6, LEFT_TIP)
        for part in self._read_out_parts:
            row.addWidget(part)

    def _build_speed(self) -> QWidget:
        self.speed = QSlider(Qt.Orientation.Horizontal)
        self.speed.setObjectName("speed_slider")
        self.speed.setRange(0, len(DELAYS) - 1)
        self.speed.setValue(len(DELAYS) - 1)
        self.speed.setPageStep(1)
        self.speed.setFixedWidth(84)
        self.speed.setToolTip("From slow motion, one batch a second, to full speed")
        self.speed.setAccessibleName("Speed")
        self.speed.valueChanged.connect(self._on_speed_changed)
        self.speed_label = QLabel("speed · full")
        self.speed_label.setObjectName("speed_text")
        self.speed_label.setProperty("role", "caption")
        self.speed_label.setFixedWidth(118)  # as wide as its longest text
        part = QWidget()
        part.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.speed_label)
        column.addWidget(self.speed)
        return part

    def _read_out(self, name: str, caption: str, digits: int, tip: str) -> QLabel:
        """Return the label of a number; a line and what the number is stand beside it."""
        part = QWidget(self)
        self._read_out_parts.append(part)
        line = QFrame()
        line.setFixedWidth(1)
        line.setFixedHeight(30)
        line.setProperty("role", "divider")
        value = QLabel("–")
        value.setObjectName(f"{name}_read_out")
        value.setProperty("role", "readout")
        value.setFixedSize(9 * digits + 6, 20)  # of fixed size: new text needs no new layout
        value.setToolTip(tip)
        label = QLabel(caption)
        label.setProperty("role", "caption")
        label.setToolTip(tip)
        self._captions[name] = label
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(value)
        column.addWidget(label)
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACING)
        row.addWidget(line)
        row.addLayout(column)
        return value

    @Slot(int)
    def _on_speed_changed(self, position: int) -> None:
        self.speed_label.setText(f"speed · {SPEED_TEXTS[position]}")
        self._delay = DELAYS[position]
        self._pace.forget()
        self.delay_chosen.emit(self._delay)


def _button(action: QAction, *, text: bool, label: str = "") -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    button.setObjectName(f"{action.objectName().replace('.', '_')}_button")
    style = Qt.ToolButtonStyle
    button.setToolButtonStyle(
        style.ToolButtonTextBesideIcon if text else style.ToolButtonIconOnly
    )
    if label:
        action.setIconText(label)
    button.setAccessibleName(action.text().replace("&", ""))
    button.setMinimumHeight(30)
    return button


def _loss_text(loss: float) -> str:
    if not math.isfinite(loss):
        return str(loss)
    return f"{loss:.3f}" if loss < 100 else f"{loss:.1e}"


def _duration_text(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
