"""Runs that are written down while they learn from the same batches."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial

from core.documents.recorded_run import Place, RecordedRun
from core.documents.recording import Recording
from core.documents.recording_listener import RecordingListener
from core.documents.run_mark import MarkKind
from core.training.abandoned import ShouldStop
from core.training.events import TrainingEvent
from core.twins.twin_notes import TwinNotes
from core.twins.twin_session import StepTaker, TwinSession


class LockStepRecording(Recording):
    """The recording of a run that has twins: whatever is done to it, is done to all.

    Each of them has a document of its own, which is as if it had been trained alone.

    Parameters
    ----------
    run, place, listener
        As those of `Recording`.
    twins : sequence of Recording
        Of the other runs.
    notes : sequence of TwinNotes
        One for each of them.
    """

    def __init__(
        self,
        run: RecordedRun,
        place: Place,
        listener: RecordingListener,
        twins: Sequence[Recording],
        notes: Sequence[TwinNotes],
    ) -> None:
        super().__init__(run, place, listener)
        self.twins = tuple(twins)
        self._notes_of_twins = tuple(notes)
        self._session: TwinSession | None = None
        self._with_notes = True

    @property
    def trouble(self) -> str:
        """Why one of them is not saved, or nothing."""
        troubles = (super().trouble, *(twin.trouble for twin in self.twins))
        return next((trouble for trouble in troubles if trouble), "")

    def get_ready(self) -> None:
        super().get_ready()
        for twin in self.twins:
            twin.get_ready()
        if self._session is None:
            self._session = TwinSession(
                self.run.session,
                [twin.run.session for twin in self.twins],
                self._notes_of_twins,
                [self._take_own_step, *map(self._taker, self.twins)],
            )

    def take_step(
        self, should_stop: ShouldStop | None = None, *, with_notes: bool = True
    ) -> list[TrainingEvent]:
        if self._session is None:
            raise RuntimeError("LockStepRecording: expected get_ready before the first step")
        self._with_notes = with_notes
        return self._session.take_step(should_stop)

    def save_now(self) -> None:
        super().save_now()
        for twin in self.twins:
            twin.save_now()

    def end(self) -> None:
        with ExitStack() as others:  # they end whatever happens
            for twin in reversed(self.twins):
                others.callback(twin.end)
            super().end()

    def note(self, kind: MarkKind, text: str = "") -> None:
        super().note(kind, text)
        if kind is not MarkKind.REOPENED:  # each notes that by itself
            for twin in self.twins:
                twin.note(kind, text)

    def close(self) -> None:
        super().close()
        for twin in self.twins:
            twin.close()

    def _take_own_step(self, should_stop: ShouldStop | None) -> list[TrainingEvent]:
        return super().take_step(should_stop, with_notes=self._with_notes)

    def _taker(self, twin: Recording) -> StepTaker:
        return partial(self._take_step_of, twin)

    def _take_step_of(
        self, twin: Recording, should_stop: ShouldStop | None
    ) -> list[TrainingEvent]:
        return twin.take_step(should_stop, with_notes=self._with_notes)
