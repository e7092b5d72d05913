"""Saving the run before something takes its place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from core.formats.file_access import short_name
from gui.background.one_task import OneTask
from gui.documents.run_keeper import RunKeeper

if TYPE_CHECKING:  # it is imported when the first run is ready
    from gui.documents.run_recording import RunRecording


class RunSaving(QObject):
    """Saves the current run, which has left the training thread, and looks whether it is kept.

    That the last save went well says nothing about what is on the disk now: so before a run is
    let go it is always saved anew, and its file looked at.

    Parameters
    ----------
    keeper : RunKeeper

    Signals
    -------
    saved()
    failed(str)
        Why what was trained cannot be kept.
    """

    saved = Signal()
    failed = Signal(str)

    def __init__(self, keeper: RunKeeper, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._let_go: RunRecording | None = None
        self._reported: RunRecording | None = None  # what could not be saved the last time
        self._task = OneTask("saving", self)
        self._task.done.connect(self._on_done)
        self._task.failed.connect(self._on_failed)

    def is_due(self) -> bool:
        """Return whether the run has to be saved before it is let go.

        Once saved, or given up after it could not be saved twice, it may be let go a single
        time.
        """
        let_go, self._let_go = self._let_go, None
        recording = self._keeper.recording
        return recording is not None and recording is not let_go and _was_trained(recording)

    def begin(self) -> None:
        """Save the run off the main thread; `saved` or `failed` answers."""
        recording = self._keeper.recording
        if recording is not None:
            self._task.begin(partial(_save, recording))

    def forget(self) -> None:
        """Forget that the run might be let go: it is trained on."""
        self._let_go = self._reported = None

    def shut_down(self) -> bool:
        """End the thread; return whether it ended in time."""
        return self._task.shut_down()

    @Slot(object)
    def _on_done(self, answer: tuple[RunRecording, str]) -> None:
        self._answer(*answer)

    @Slot(str)
    def _on_failed(self, text: str) -> None:
        if self._keeper.recording is not None:
            self._answer(self._keeper.recording, text)

    def _answer(self, recording: RunRecording, trouble: str) -> None:
        """Let the run go if it is kept, or if it was asked for again and still cannot be."""
        if trouble and self._reported is not recording:
            self._reported = recording
            self.failed.emit(trouble)
        else:
            self._let_go = recording
            self.saved.emit()


def _was_trained(recording: RunRecording) -> bool:
    return recording.run.session.step != recording.run.latest.step


def _save(
    recording: RunRecording, *, progress: object, cancelled: Callable[[], bool]
) -> tuple[RunRecording, str]:
    """Save a run; return it, and why it is not kept, or nothing."""
    recording.end()
    recorder = recording.recorder
    if recorder is None:
        return recording, ""
    document = recorder.document
    if document is None or recorder.saved_step != recorder.session.step:
        return recording, recording.trouble or recorder.warning or "The run is in no file."
    if not document.is_at_its_place:
        name = short_name(document.path)
        return recording, f"{name}: this file was deleted, moved or replaced"
    return recording, ""
