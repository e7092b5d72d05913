"""Writes down what a session does, while it does it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from core.documents.batch_rows import rows_of
from core.documents.event_codec import RareEvent
from core.documents.recording_pace import RecordingPace
from core.documents.run_document import BUDGET, RunDocument
from core.documents.run_mark import MarkKind, RunMark
from core.documents.snapshot_memory import SnapshotMemory
from core.documents.state_source import StateSource
from core.errors import LoadError, OrderError
from core.training.events import (
    BatchFinished,
    BestRestored,
    EpochFinished,
    SessionFinished,
    TrainingEvent,
    ValidationFinished,
)
from core.training.session import TrainingSession
from core.training.session_state import SessionState, capture

SAVE_SECONDS = 30.0


class Recorder:
    """Keeps states of a running session in memory, and saves the run into its document.

    The trainer calls `record` after every step, on its own thread.  Nothing that happens to
    the document stops it: what could not be written is tried again later, and `warning` says
    so meanwhile.

    Parameters
    ----------
    session : TrainingSession
        Between two steps; it may have some behind it.
    document : RunDocument, optional
        Held for writing, with a snapshot of or before the session's step; what it has of later
        steps is forgotten at the first save.  Without one, all is kept in memory only.
    budget : int, default 256 MiB
        Bytes for states in memory, and once more for those in the document.
    save_every : float, default 30
        Seconds between two saves; the end of an epoch saves too, unless epochs are shorter
        than saving is worth.
    clock : callable, optional
        Seconds that never run backwards.

    Raises
    ------
    OrderError
        If the session has steps behind it that the document has not.
    LoadError
        If what the document knows already is damaged.

    Attributes
    ----------
    memory : SnapshotMemory
    warning : str
        Why the last save failed, in one sentence; empty if it did not.
    judgements : dict
        Loss and accuracy of every validation so far, by step.
    saved_step : int
        What a crash cannot take any more; the session's first step without a document.
    """

    def __init__(
        self,
        session: TrainingSession,
        document: RunDocument | None = None,
        *,
        budget: int = BUDGET,
        save_every: float = SAVE_SECONDS,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self.session = session
        self.document = document
        self.memory = SnapshotMemory(budget)
        self.warning = ""
        self.saved_step = session.step
        self.judgements: dict[int, tuple[float, float]] = {}
        self._rewind_to: int | None = session.step
        self._batches: list[BatchFinished] = []
        self._events: list[RareEvent] = []
        self._clock = clock
        self._pace = RecordingPace(save_every, clock())
        self._settings = self._settings_now()
        self._last_written = session.step
        if document is not None:
            self._check(document)
            known = document.history.judgements()
            self.judgements |= {at: known[at] for at in known if at <= session.step}
        self._capture(pinned=True)

    @property
    def sources(self) -> tuple[StateSource, ...]:
        """Where states of this run are, the quickest first."""
        return (self.memory,) if self.document is None else (self.memory, self.document)

    def record(self, events: Iterable[TrainingEvent]) -> None:
        """Note what the step that was just taken said; keep its state or save if it is time."""
        is_epoch_end = is_turning_point = False
        for event in events:
            match event:
                case BatchFinished():
                    self._pace.step_took(event.seconds)
                    self._batches.append(event)
                    continue
                case ValidationFinished():
                    self.judgements[event.step] = event.loss, event.accuracy
                case EpochFinished():
                    is_epoch_end = True
                case BestRestored() | SessionFinished():
                    is_turning_point = True
            self._events.append(event)
        settings = self._settings_now()
        if settings != self._settings:  # no step before this one leads here by itself
            self._settings, is_turning_point = settings, True
        if is_turning_point or self._pace.wants_state(self.session.step):
            self._capture(pinned=is_turning_point)
        if self.document is not None and self._pace.wants_save(
            self._clock(), is_epoch_end=is_epoch_end, is_end=self.session.finished is not None
        ):
            self.save()

    def mark(self, kind: MarkKind, text: str = "") -> None:
        """Note something that happened besides training, between two steps."""
        session = self.session
        self._events.append(RunMark(session.step, session.epoch, kind, text[:200]))

    def move_to(self, document: RunDocument) -> None:
        """Go on in another document, held for writing, that has all that was saved so far.

        Without a document before, that is the state the recorder began with.
        """
        self.document = document

    def save(self) -> bool:
        """Write everything that is not in the document yet; return whether that worked."""
        if self.document is None:
            return False
        began = self._clock()
        step = self.session.step
        latest = self.memory.state_before(step)
        if latest is None or latest.step != step:
            self._capture(pinned=False)
        try:
            self.document.save(
                self.memory.held_after(self._last_written - 1),
                rows_of(self._batches),
                self._events,
                rewind_to=self._rewind_to,
                spacing=self._pace.spacing_in_document,
                budget=self.memory.budget,
            )
        except (OSError, LoadError) as error:
            self.warning = f"The run could not be saved and goes on unsaved. {error}"[:300]
            self._pace.save_failed(self._clock())
            return False
        self.warning = ""
        self.saved_step = self._last_written = step
        self._rewind_to = None
        self._batches.clear()
        self._events.clear()
        self._pace.saved(began, self._clock())
        return True

    def close(self) -> bool:
        """Save what is left and give the document free; return whether saving worked."""
        if self.document is None:
            return True
        is_saved = self.save()
        self.document.close()
        return is_saved

    def _capture(self, *, pinned: bool) -> SessionState:
        began = time.perf_counter()
        state = capture(self.session)
        self.memory.add(state, pinned=pinned)
        self._pace.state_took(state, time.perf_counter() - began)
        self.memory.longest_gap = self._pace.longest_gap
        return state

    def _check(self, document: RunDocument) -> None:
        last = document.history.last_step()
        last = int(document.stored_steps()[0]) if last is None else last
        if last < self.session.step:
            raise OrderError(
                f"Recorder: expected a session at most at step {last:,}, where the document "
                f"ends; it is at {self.session.step:,}"
            )

    def _settings_now(self) -> tuple[object, ...]:
        return self.session.plan, self.session.plan_start, self.session.base_rate
