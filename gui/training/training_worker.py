"""Drives a training session on a thread of its own."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, Signal, Slot

from core.training.events import EpochFinished
from core.training.snapshot import take_snapshot
from gui.documents.run_recording import RunRecording
from gui.training.event_mailbox import EventMailbox
from gui.training.run_control import RunControl

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
        while self._session.finished is None and self._control.may_continue():
            for event in self._recording.take_step():
                self._mailbox.post(event)
                if isinstance(event, EpochFinished):
                    self._control.epoch_ended()
            is_held = self._control.is_held
            if self._mailbox.wants_snapshot or is_held:
                self._post_snapshot()
            if is_held:
                self._recording.rest()
        self._post_snapshot()

    def _post_snapshot(self) -> None:
        session = self._session
        self._mailbox.post_snapshot(
            take_snapshot(session.network, step=session.step, epoch=session.epoch)
        )
