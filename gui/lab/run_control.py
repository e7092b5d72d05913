"""The brake between the user interface and the training thread."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

#: Slow motion never waits longer than this from one batch to the next.
MAX_PERIOD = 2.0

#: How late a batch may begin so that the next ones make up for it: waits end late by more than
#: a fast batch takes, and a pace is what is true on the average.
MADE_UP = 0.05

#: How long the loop leaves the processor to what a click asked for.
COURTESY = 0.06


class RunControl:
    """Pause, resume, step, slow down and stop a loop that runs in another thread.

    The user interface calls the verbs; the loop calls `may_continue` before each batch.
    This is a plain object and not a Qt slot on purpose: while the loop runs, its thread
    handles no Qt events, so a queued slot would only run after the end.
    """

    def __init__(self, *, paused: bool = False) -> None:
        self._changed = threading.Condition()
        self._paused = paused
        self._stopping = False
        self._batches_allowed = 0
        self._epoch_allowed = False
        self._period = 0.0
        self._due = 0.0
        self._courtesy_ends = 0.0

    def pause(self) -> None:
        """Hold the loop at its next call of `may_continue`."""
        with self._changed:
            self._paused = True
            self._epoch_allowed = False
            self._batches_allowed = 0
            self._changed.notify_all()

    def resume(self) -> None:
        """Let a held loop run on."""
        with self._changed:
            self._paused = False
            self._changed.notify_all()

    def step_batch(self) -> None:
        """Let a held loop pass `may_continue` exactly once."""
        with self._changed:
            self._batches_allowed += 1
            self._changed.notify_all()

    def step_epoch(self) -> None:
        """Let a held loop run until it calls `epoch_ended`."""
        with self._changed:
            self._epoch_allowed = True
            self._changed.notify_all()

    def epoch_ended(self) -> None:
        """Report that an epoch is over: a loop that was let run for one epoch is held again."""
        with self._changed:
            self._epoch_allowed = False

    def set_period(self, seconds: float) -> None:
        """Begin batches that far apart, or farther: slow motion; 0 is full speed."""
        with self._changed:
            self._period = min(max(seconds, 0.0), MAX_PERIOD)
            self._due = time.monotonic() + self._period
            self._changed.notify_all()

    def yield_processor(self, seconds: float = COURTESY) -> None:
        """Let the loop rest once before its next batch, so that an answer comes at once.

        Python runs one thread at a time: what answers a click shares it with training.
        """
        with self._changed:
            self._courtesy_ends = time.monotonic() + seconds

    def stop(self) -> None:
        """End the loop; wakes it if it is held.  Final: a stopped control stays stopped."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()

    def is_stopping(self) -> bool:
        """Return whether the loop is to end; quick, to be asked in the middle of a batch."""
        return self._stopping

    @property
    def is_held(self) -> bool:
        """Whether the loop would wait if it called `may_continue` now."""
        with self._changed:
            return not self._may_pass()

    def may_continue(self, before_hold: Callable[[], object] | None = None) -> bool:
        """Block while held; return False once the loop should end.

        Parameters
        ----------
        before_hold : callable, optional
            Called once if the loop is held, before it waits.
        """
        if before_hold is not None and self.is_held:
            before_hold()
            before_hold = None
        with self._changed:
            while not self._stopping:
                now = time.monotonic()
                early = self._due - now if self._period else 0.0
                courtesy = self._courtesy_ends - now
                if not self._may_pass():
                    if before_hold is not None:
                        break
                    self._changed.wait()
                elif early > 0:
                    self._slow_down(early)
                elif courtesy > 0:
                    self._changed.wait(courtesy)
                else:
                    break
            if self._may_pass():
                return self._pass()
        return self.may_continue(before_hold)  # held meanwhile: that has to be reported

    def _slow_down(self, seconds: float) -> None:
        """Wait, but not longer than until the speed is changed, or a pause or a stop comes."""
        due = self._due
        self._changed.wait_for(
            lambda: self._stopping or self._due != due or not self._may_pass(), seconds
        )

    def _pass(self) -> bool:
        if self._stopping:
            return False
        self._due = max(self._due, time.monotonic() - MADE_UP) + self._period
        if self._paused and not self._epoch_allowed:
            self._batches_allowed -= 1
        return True

    def _may_pass(self) -> bool:
        return (
            self._stopping
            or not self._paused
            or self._epoch_allowed
            or self._batches_allowed > 0
        )
