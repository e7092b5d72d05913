"""What is new of a recording, told once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.documents.recording_listener import RecordingListener

if TYPE_CHECKING:
    from core.documents.recorder import Recorder


class RecordingNews:
    """Calls a listener when something has changed since it was last called.

    Parameters
    ----------
    listener : RecordingListener
    first_step : int
        Of the session, when the recording began.

    Attributes
    ----------
    warning : str
        Why what was trained last is not saved, or nothing.
    has_unsaved_notes : bool
        Whether something was noted since the last save.
    """

    def __init__(self, listener: RecordingListener, first_step: int) -> None:
        self._listener = listener
        self.warning = self._caution = ""
        self.has_unsaved_notes = False
        self._saved_step = first_step

    def report(self, recorder: Recorder) -> None:
        """Say what became of the last saves of a document that is held."""
        document = recorder.document
        if document is None or not document.is_writing:
            return
        self.warn(recorder.warning)
        if recorder.caution != self._caution:
            self._caution = recorder.caution
            if recorder.caution:
                self._listener.warned(recorder.caution)
        if recorder.saved_step != self._saved_step:
            self._saved_step = recorder.saved_step
            self.has_unsaved_notes = False
            self._listener.saved(document.path)

    def warn(self, text: str) -> None:
        """Say why the run is not saved, or that it is again."""
        if text != self.warning:
            self.warning = text
            self._listener.warned(text)
