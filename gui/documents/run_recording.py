"""One run that is written down while it trains, with signals for the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.documents.recorded_run import Place
from core.documents.recording import Recording
from core.documents.recording_listener import RecordingListener
from core.documents.run_mark import MarkKind
from core.training.abandoned import ShouldStop
from core.training.events import FinishReason, TrainingEvent
from core.training.session_state import SessionState
from core.twins.lock_step_recording import LockStepRecording
from gui.documents.prepared_run import PreparedRun

if TYPE_CHECKING:
    from core.documents.recorder import Recorder
    from core.documents.run_document import RunDocument


class RunRecording(QObject):
    """A `Recording` whose news are signals; its methods may be called as it says there.

    Parameters
    ----------
    run : PreparedRun
    place : Place
        Where to keep a run that has no document yet.

    Signals
    -------
    recorder_made()
    saved(Path)
    warned(str)
        Why the run is not being saved; empty when it is saved again.
    marked(RunMark)
        A note was written down.
    twin_recorder_made()
        The same of a run that is trained along with it.
    """

    recorder_made = Signal()
    saved = Signal(object)
    warned = Signal(str)
    marked = Signal(object)
    twin_recorder_made = Signal()

    def __init__(self, run: PreparedRun, place: Place, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.run = run
        listener = RecordingListener(
            self.recorder_made.emit, self.saved.emit, self.warned.emit, self.marked.emit
        )
        twins = [self._of_twin(twin, place) for twin in run.twins]
        self._recording = (
            LockStepRecording(run, place, listener, twins, run.pair_notes)
            if twins
            else Recording(run, place, listener)
        )

    @property
    def twins(self) -> tuple[Recording, ...]:
        """Of the runs that are trained along with it."""
        recording = self._recording
        return recording.twins if isinstance(recording, LockStepRecording) else ()

    @property
    def recorder(self) -> Recorder | None:
        """None before a new run is started."""
        return self._recording.recorder

    @property
    def document(self) -> RunDocument | None:
        """The document, once there is one."""
        return self._recording.document

    @property
    def path(self) -> Path | None:
        """Where the run is kept, if it is."""
        return self._recording.path

    @property
    def trouble(self) -> str:
        """Why what was trained last is not saved, or nothing."""
        return self._recording.trouble

    def get_ready(self) -> None:
        """See `Recording.get_ready`."""
        self._recording.get_ready()

    def take_step(
        self, should_stop: ShouldStop | None = None, *, with_notes: bool = True
    ) -> list[TrainingEvent]:
        """See `Recording.take_step`."""
        return self._recording.take_step(should_stop, with_notes=with_notes)

    def save_now(self) -> None:
        """See `Recording.rest`."""
        self._recording.save_now()

    def end(self) -> None:
        """See `Recording.end`."""
        self._recording.end()

    def note(self, kind: MarkKind, text: str = "") -> None:
        """See `Recording.note`."""
        self._recording.note(kind, text)

    def move_to(self, path: Path) -> Path:
        """See `Recording.move_to`."""
        return self._recording.move_to(path)

    def duplicate(self) -> Path:
        """See `Recording.duplicate`."""
        return self._recording.duplicate()

    def state(self) -> SessionState:
        """See `Recording.state`."""
        return self._recording.state()

    def extend(self, epochs: int) -> None:
        """Let the run, which has ended, and its twins go on for more epochs."""
        self.run.session.extend(epochs)
        for twin in self.twins:
            session = twin.run.session
            if session.finished and session.finished.reason is not FinishReason.DIVERGED:
                session.extend(epochs)

    def use_place(self, place: Place) -> None:
        """Keep the run there if it has no document yet, and its twins."""
        for recording in (self._recording, *self.twins):
            recording.holder.place = place

    def close(self) -> None:
        """See `Recording.close`."""
        self._recording.close()

    def _of_twin(self, twin: PreparedRun, place: Place) -> Recording:
        """Return the recording of another run; what it has to say is said as well."""
        made, news = self.twin_recorder_made.emit, self.warned.emit
        return Recording(twin, place, RecordingListener(made, self.saved.emit, news))
