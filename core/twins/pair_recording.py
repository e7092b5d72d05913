"""Two runs that are written down while they learn from the same batches."""

from __future__ import annotations

from core.documents.recorded_run import Place, RecordedRun
from core.documents.recording import Recording
from core.documents.recording_listener import RecordingListener
from core.documents.run_mark import MarkKind
from core.training.abandoned import ShouldStop
from core.training.events import TrainingEvent
from core.twins.twin_notes import TwinNotes
from core.twins.twin_session import TwinSession


class PairRecording(Recording):
    """The recording of a run that has a twin: whatever is done to it, is done to both.

    Each of them has a document of its own, which is as if it had been trained alone.

    Parameters
    ----------
    run, place, listener
        As those of `Recording`.
    twin : Recording
        Of the other run, at the same step.
    notes : TwinNotes
    """

    def __init__(
        self,
        run: RecordedRun,
        place: Place,
        listener: RecordingListener,
        twin: Recording,
        notes: TwinNotes,
    ) -> None:
        super().__init__(run, place, listener)
        self.twin = twin
        self._notes_of_pair = notes
        self._pair: TwinSession | None = None
        self._with_notes = True

    @property
    def trouble(self) -> str:
        """Why one of them is not saved, or nothing."""
        return super().trouble or self.twin.trouble

    def get_ready(self) -> None:
        super().get_ready()
        self.twin.get_ready()
        if self._pair is None:
            self._pair = TwinSession(
                self.run.session,
                self.twin.run.session,
                self._notes_of_pair,
                (self._take_own_step, self._take_twins_step),
            )

    def take_step(
        self, should_stop: ShouldStop | None = None, *, with_notes: bool = True
    ) -> list[TrainingEvent]:
        if self._pair is None:
            raise RuntimeError("PairRecording: expected get_ready before the first step")
        self._with_notes = with_notes
        return self._pair.take_step(should_stop)

    def save_now(self) -> None:
        super().save_now()
        self.twin.save_now()

    def end(self) -> None:
        try:
            super().end()
        finally:
            self.twin.end()

    def note(self, kind: MarkKind, text: str = "") -> None:
        super().note(kind, text)
        if kind is not MarkKind.REOPENED:  # each notes that by itself
            self.twin.note(kind, text)

    def close(self) -> None:
        super().close()
        self.twin.close()

    def _take_own_step(self, should_stop: ShouldStop | None) -> list[TrainingEvent]:
        return super().take_step(should_stop, with_notes=self._with_notes)

    def _take_twins_step(self, should_stop: ShouldStop | None) -> list[TrainingEvent]:
        return self.twin.take_step(should_stop, with_notes=self._with_notes)
