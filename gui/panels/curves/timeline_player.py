"""Runs through a run's steps like a film."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from gui.state.step_origin import StepOrigin
from gui.state.timeline import Timeline

FRAME_MS = 40
SPEEDS = (1, 5, 20, 100, 500)  # steps a second
FIRST_SPEED = 20


class TimelinePlayer(QObject):
    """Moves the timeline forward or backward at a chosen speed.

    No step is wanted before the one wanted last is on screen, and between two frames a stored
    step is taken rather than one that must be computed.

    Parameters
    ----------
    timeline : Timeline

    Signals
    -------
    direction_changed()
        It began to play, stopped, or turned round.
    """

    direction_changed = Signal()

    def __init__(self, timeline: Timeline, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timeline = timeline
        self.speed = FIRST_SPEED
        self._direction = 0
        self._place = 0.0  # the step it would be at if there were halves
        self._aimed_at: int | None = None
        self._last = 0.0
        self._timer = QTimer(self, interval=FRAME_MS)
        self._timer.timeout.connect(self._on_frame)

    @property
    def direction(self) -> int:
        """1 forward, -1 backward, 0 while it stands still."""
        return self._direction

    def play(self, direction: int) -> None:
        """Play forward (1) or backward (-1), from the wanted step on."""
        timeline = self._timeline
        if timeline.is_live and direction > 0:
            timeline.go_to(timeline.first_step)
        self._place, self._aimed_at = float(timeline.wanted_step), None
        self._last = time.monotonic()
        self._timer.start()
        self._set_direction(direction)

    def stop(self) -> None:
        """Stand still."""
        self._timer.stop()
        self._set_direction(0)

    @Slot()
    def _on_frame(self) -> None:
        timeline, now = self._timeline, time.monotonic()
        passed, self._last = now - self._last, now
        was_moved = self._aimed_at is not None and timeline.wanted_step != self._aimed_at
        if was_moved:  # by another control, or the run is another one
            self.stop()
            return
        if timeline.shown_step != timeline.wanted_step or timeline.origin is (
            StepOrigin.COMPUTING
        ):
            return
        self._place += self._direction * self.speed * passed
        step, end = round(self._place), self._end()
        if (end - step) * self._direction <= 0:
            self._arrive(end)
        elif step != timeline.wanted_step:
            self._aim(self._handy(step))

    def _end(self) -> int:
        timeline = self._timeline
        return timeline.last_step if self._direction > 0 else timeline.first_step

    def _arrive(self, end: int) -> None:
        is_at_newest = self._direction > 0
        self.stop()
        if is_at_newest:
            self._timeline.go_live()
        else:
            self._timeline.go_to(end)

    def _handy(self, step: int) -> int:
        """Return a stored step near `step`, if that is a step ahead at all."""
        at = self._timeline.wanted_step
        stored = self._timeline.nearest_stored(step)
        if (stored - at) * self._direction > 0 and abs(stored - step) <= abs(step - at) / 2:
            return stored
        return step

    def _aim(self, step: int) -> None:
        self._timeline.go_to(step)
        self._aimed_at = self._timeline.wanted_step

    def _set_direction(self, direction: int) -> None:
        if direction != self._direction:
            self._direction = direction
            self.direction_changed.emit()
