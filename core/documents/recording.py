"""One run that is written down while it trains."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from core.documents.document_copy import document_copy
from core.documents.document_holder import DocumentHolder
from core.documents.fair_lock import FairLock
from core.documents.recorded_run import Place, RecordedRun
from core.documents.recording_listener import RecordingListener
from core.documents.recording_news import RecordingNews
from core.documents.run_mark import MarkKind, RunMark
from core.errors import LoadError
from core.formats.failure_text import failure_text
from core.formats.file_name import free_path
from core.training.abandoned import ShouldStop
from core.training.events import TrainingEvent
from core.training.session_state import SessionState, capture
from core.training.whole_step import take_whole_step

if TYPE_CHECKING:
    from core.documents.recorder import Recorder
    from core.documents.run_document import RunDocument


class Recording:
    """Takes a run's steps and keeps them: states in memory, everything in a document.

    The document is made before the first step, so a run without steps leaves no file; it is
    held for writing only while the run is going on.  Whatever happens to it, training goes on.

    The thread that trains calls `get_ready`, `take_step`, `save_now` and `end`, any thread
    `note`; all else waits for the time between two steps, and belongs off the main thread.

    Parameters
    ----------
    run : RecordedRun
    place : Place
        Where to keep a run that has no document yet.
    listener : RecordingListener, optional

    Attributes
    ----------
    recorder : Recorder or None
        None before a new run is started.
    """

    def __init__(
        self, run: RecordedRun, place: Place, listener: RecordingListener | None = None
    ) -> None:
        self._listener = listener or RecordingListener()
        self.run = run
        self.recorder: Recorder | None = run.recorder
        self.holder = DocumentHolder(run, place)
        self._lock = FairLock()
        self._notes: SimpleQueue[tuple[MarkKind, str]] = SimpleQueue()
        self._first_step = run.session.step
        self._news = RecordingNews(self._listener, self._first_step)
        if self.document is not None:
            self.note(MarkKind.REOPENED, _engine_text())

    @property
    def document(self) -> RunDocument | None:
        """The document, once there is one."""
        return None if self.recorder is None else self.recorder.document

    @property
    def path(self) -> Path | None:
        """Where the run is kept, if it is."""
        return None if self.document is None else self.document.path

    @property
    def trouble(self) -> str:
        """Why what was trained last is not saved, or nothing."""
        return self._news.warning

    def get_ready(self) -> None:
        """Do what takes its time but writes nothing: then a first step is as quick as any."""
        with self._lock:
            if self.recorder is None:
                self.holder.recipe()
                from core.documents.recorder import Recorder

                place = self.holder.place
                self.recorder = Recorder(self.run.session, document_budget=place.budget)
                self._listener.recorder_made()

    def take_step(
        self, should_stop: ShouldStop | None = None, *, with_notes: bool = True
    ) -> list[TrainingEvent]:
        """Take a step, write down what it said, and return that.

        Parameters
        ----------
        should_stop : callable, optional
            Asked on the way; a step that it ends is not taken and says nothing.
        with_notes : bool
            Whether what was noted happened before this step; otherwise it waits for the next.
        """
        with self._lock:
            recorder = self.recorder
            if recorder is None:
                raise RuntimeError("Recording: expected get_ready before the first step")
            if not self.holder.is_held(recorder) and self.holder.may_try:
                self._hold_document(recorder)
            if with_notes:
                self._write_notes(recorder)
            events = take_whole_step(self.run.session, should_stop)
            if events:
                recorder.record(events)
            self._news.report(recorder)
            return events

    def save_now(self) -> None:
        """Save what is not saved yet, and make the file one that can be copied."""
        with self._lock:
            recorder = self.recorder
            if recorder is None:
                return
            self._save(recorder)
            if self.holder.is_held(recorder):
                recorder.rest()
                self._news.report(recorder)

    def end(self) -> None:
        """Save and give the document free; it can still be read."""
        with self._lock:
            self.run.session.end_threads()
            recorder = self.recorder
            if recorder is None:
                return
            self._write_notes(recorder)
            is_behind = recorder.saved_step != recorder.session.step
            if is_behind and not self.holder.is_held(recorder):
                self._hold_document(recorder)  # once more: there is no later
            self._save(recorder)
            self._release(recorder)

    def note(self, kind: MarkKind, text: str = "") -> None:
        """Write something down before the next step, or at the end."""
        self._notes.put((kind, text))

    def move_to(self, path: Path) -> Path:
        """Go on in another file, and return its path; the one so far stays as it is.

        Raises
        ------
        CoreError
            If there is nothing to keep yet.
        OSError
            If it cannot be written; the run goes on where it was.
        """
        from core.documents.real_file import is_same_file

        with self._lock:
            recorder = self._recorder_with_steps()
            self._save(recorder)
            before = recorder.document
            if before is not None and (before.path == path or is_same_file(before.path, path)):
                return before.path
            document = document_copy(recorder, self.holder.recipe(), path, replace=True)
            is_going_on = before is None or before.is_writing
            try:
                document.begin_writing()
            except OSError:
                document.close()
                raise
            recorder.move_to(document)
            self._save(recorder)
            if not is_going_on:
                document.end_writing()
            if before is not None:
                before.close()
        self._listener.recorder_made()
        return path

    def duplicate(self) -> Path:
        """Write a copy that is a run of its own beside the document, and return its path.

        Raises
        ------
        CoreError, OSError
            As `move_to`.
        """
        with self._lock:
            recorder = self._recorder_with_steps()
            self._save(recorder)
            document = recorder.document
            if document is None:
                raise OSError(recorder.warning or "This run is in no file yet: save it first.")
            copy = document.copy_to(free_path(document.path), as_twin=True)
            copy.close()
            return copy.path

    def state(self) -> SessionState:
        """Return a copy of the run as it is between two steps."""
        with self._lock:
            return capture(self.run.session)

    def close(self) -> None:
        """Let go of the document."""
        with self._lock:
            if self.document is not None:
                self.document.close()

    def _hold_document(self, recorder: Recorder) -> None:
        try:
            reason = self.holder.hold(recorder)
        except (OSError, LoadError) as error:
            self._news.warn(f"The run is kept in memory only. {failure_text(error)}")
            return
        if reason is not None:
            if reason:
                self._listener.warned(reason)
            self._listener.recorder_made()

    def _recorder_with_steps(self) -> Recorder:
        if self.recorder is None or not self._has_steps(self.recorder):
            raise LoadError("This run has not begun: there is nothing to save yet.")
        return self.recorder

    def _has_steps(self, recorder: Recorder) -> bool:
        return self.run.recorder is not None or recorder.session.step > self._first_step

    def _write_notes(self, recorder: Recorder) -> None:
        with suppress(Empty):
            while True:
                kind, text = self._notes.get_nowait()
                recorder.mark(kind, text)
                self._news.has_unsaved_notes = True
                session = recorder.session
                self._listener.marked(RunMark(session.step, session.epoch, kind, text))

    def _save(self, recorder: Recorder) -> None:
        if self.holder.is_held(recorder):
            if recorder.saved_step != recorder.session.step or self._news.has_unsaved_notes:
                recorder.save()
            self._news.report(recorder)

    def _release(self, recorder: Recorder) -> None:
        document = recorder.document
        if document is None or not document.is_writing:
            return
        if not document.is_at_its_place:
            return  # a deleted file is whole for as long as it is open: it can still be copied
        try:
            document.end_writing()
        except LoadError as error:
            self._news.warn(str(error))
        if not self._has_steps(recorder):
            # its very first step failed
            document.close()
            document.path.unlink(missing_ok=True)


def _engine_text() -> str:
    from core.documents.engine_identity import engine_text  # not before it is needed

    return engine_text()
