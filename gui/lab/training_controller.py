"""Owns the training thread on behalf of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal, Slot

from gui.background.thread_end import STOP_TIMEOUT_MS, end_thread
from gui.lab.event_mailbox import EventMailbox
from gui.lab.run_control import RunControl
from gui.lab.training_worker import TrainingWorker

if TYPE_CHECKING:  # it is imported when the first run is ready
    from gui.documents.run_recording import RunRecording

FRAME_MS = 200


class TrainingController(QObject):
    """Run one recording on a thread of its own; republish its events at the screen's pace.

    Lives on the main thread, and is the only object that touches the training thread.

    Signals
    -------
    events_arrived(list of TrainingEvent)
        At most once per frame, in order.
    snapshot_arrived(Snapshot)
        At most once per frame, and only if `ask_for_snapshot` was called.
    ended(str)
        The session ended or was stopped; the text says what went wrong, or is empty.
    """

    events_arrived = Signal(list)
    snapshot_arrived = Signal(object)
    ended = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._control = RunControl()
        self._mailbox = EventMailbox()
        self._worker: TrainingWorker | None = None
        self._thread: QThread | None = None
        self._period = 0.0
        self._frame_timer = QTimer(self, interval=FRAME_MS)
        self._frame_timer.timeout.connect(self._deliver)

    @property
    def control(self) -> RunControl:
        """The brake of the current run."""
        return self._control

    @property
    def is_active(self) -> bool:
        """Whether a session is being run, held or not."""
        return self._thread is not None

    def start(self, recording: RunRecording, *, paused: bool) -> None:
        """Begin (or go on with) training; if `paused`, wait for a step or for resume.

        Raises
        ------
        RuntimeError
            If a run is still going on.
        """
        if self._thread is not None:
            raise RuntimeError("cannot start training while another run is active")
        self._control = RunControl(paused=paused)
        self._control.set_period(self._period)
        self._mailbox = EventMailbox()
        self._thread = QThread(self)
        self._thread.setObjectName("training")
        self._worker = TrainingWorker(recording, self._control, self._mailbox)
        self._worker.moveToThread(self._thread)
        self._thread.started.connect(self._worker.run)
        self._worker.ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)
        self._thread.start()
        self._frame_timer.start()

    def set_period(self, seconds: float) -> None:
        """Begin batches that far apart, in this run and the next: slow motion."""
        self._period = seconds
        self._control.set_period(seconds)

    @Slot()
    def yield_processor(self) -> None:
        """Let training rest for a few hundredths of a second: the user waits for an answer."""
        self._control.yield_processor()

    def ask_for_snapshot(self) -> None:
        """Ask for the weights after the current step."""
        self._mailbox.ask_for_snapshot()

    def shut_down(self) -> bool:
        """Stop and wait; return whether the thread ended in time.  For window closing."""
        self._frame_timer.stop()
        self._control.stop()
        if self._thread is None:
            return True
        return self._end_thread()

    def end_at_once(self) -> bool:
        """Stop and wait, and tell no one; return whether the run has ended.

        For a process that is about to end, from any thread.
        """
        self._control.stop()
        thread = self._thread
        if thread is None:
            return True
        return thread is not QThread.currentThread() and thread.wait(STOP_TIMEOUT_MS)

    @Slot(str)
    def _on_ended(self, trouble: str) -> None:
        if self._thread is None:  # shut down meanwhile
            return
        self._end_thread()
        self._frame_timer.stop()
        self._deliver()
        self.ended.emit(trouble)

    def _end_thread(self) -> bool:
        thread, worker, self._thread, self._worker = self._thread, self._worker, None, None
        if thread is None:
            return True
        has_ended = end_thread(thread, worker)
        if has_ended:
            thread.deleteLater()
        return has_ended

    @Slot()
    def _deliver(self) -> None:
        events, snapshot = self._mailbox.collect()
        if events:
            self.events_arrived.emit(events)
        if snapshot is not None:
            self.snapshot_arrived.emit(snapshot)
