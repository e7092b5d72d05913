"""Drives a training session on a thread of its own."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from core.training.events import EpochFinished
from core.training.snapshot import take_snapshot
from gui.lab.event_mailbox import EventMailbox
from gui.lab.run_control import RunControl

if TYPE_CHECKING:  # it is imported when the first run is ready
    from gui.documents.run_recording import RunRecording

#: Seconds from one step to the next from which noting each of them costs next to nothing.
UNHURRIED = 0.03
logger = logging.getLogger(__name__)


class TrainingWorker(QObject):
    """Takes a recorded run's steps until it ends, is stopped, or fails.

    Lives on a worker thread and owns nothing visible.

    Signals
    -------
    ended(str)
        Always the last signal, whatever happened; the text says what went wrong, or is empty.
    """

    ended = Signal(str)

    def __init__(
        self, recording: RunRecording, control: RunControl, mailbox: EventMailbox
    ) -> None:
        super().__init__()
        self._recording = recording
        self._session = recording.run.session
        self._control = control
        self._mailbox = mailbox
        self._has_stepped = False
        self._began = -UNHURRIED

    @Slot()
    def run(self) -> None:
        """Run the session to its end.  Called by the thread that owns this object."""
        trouble = ""
        try:
            try:
                self._run()
            finally:
                self._recording.end()
        except Exception as error:
            logger.exception("training failed")
            trouble = f"{type(error).__name__}: {error}"[:300]
        finally:
            self.ended.emit(trouble)

    def _run(self) -> None:
        self._recording.get_ready()
        while not self._is_over() and self._control.may_continue(self._before_hold):
            if not self._is_over():  # a step that was taken before a pause may be the last
                self._go_on()
        self._post_snapshot()

    def _is_over(self) -> bool:
        return self._session.finished is not None

    def _go_on(self) -> None:
        """Take a step; one that may be looked at is noted."""
        session, mailbox = self._session, self._mailbox
        before, self._began = self._began, time.monotonic()
        ends_epoch = session.progress.left <= session.plan.batch_size
        is_unhurried = self._began - before >= UNHURRIED
        if mailbox.wants_snapshot or self._control.is_held or ends_epoch or is_unhurried:
            session.notebook.want_next()
        self._take_step()
        if mailbox.wants_snapshot and session.notebook.record is not None:
            self._post_snapshot()

    def _before_hold(self) -> None:
        """Show and save where the run stands: the pause may be long."""
        if not self._has_stepped:
            return
        if self._session.notebook.record is None and not self._is_over():
            # paused in the middle of a step: the next one can be shown in full
            self._session.notebook.want_next()
            self._take_step(with_notes=False)
        self._post_snapshot()
        self._recording.save_now()

    def _take_step(self, *, with_notes: bool = True) -> None:
        stop = self._control.is_stopping
        for event in self._recording.take_step(stop, with_notes=with_notes):
            self._has_stepped = True
            self._mailbox.post(event)
            if isinstance(event, EpochFinished):
                self._control.epoch_ended()

    def _post_snapshot(self) -> None:
        session = self._session
        self._mailbox.post_snapshot(
            take_snapshot(
                session.network,
                step=session.step,
                epoch=session.epoch,
                record=session.notebook.record,
            )
        )
