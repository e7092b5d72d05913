"""Writes down what a session does, while it does it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence

from core.documents.batch_rows import rows_of
from core.documents.disk_room import DiskRoom
from core.documents.document_room import DocumentRoom
from core.documents.engine_identity import ForeignSpan, foreign_spans
from core.documents.event_codec import RareEvent
from core.documents.fetched_states import fetched_states
from core.documents.recording_pace import RecordingPace
from core.documents.run_document import RunDocument
from core.documents.run_mark import MarkKind, RunMark
from core.documents.snapshot_memory import Held, SnapshotMemory
from core.documents.state_source import StateSource
from core.errors import LoadError, OrderError
from core.formats.file_access import short_name
from core.free_memory import free_memory
from core.training.events import (
    BatchFinished,
    BestRestored,
    EpochFinished,
    SessionFinished,
    TrainingEvent,
    ValidationFinished,
)
from core.training.memory_estimate import history_budget
from core.training.session import TrainingSession
from core.training.session_state import SessionState, capture

#: With the step and the save under way, a killed run loses less than five seconds.
SAVE_SECONDS = 4.0
LATER_STEPS = (
    "this file holds later steps, which stay as they are: the run has to be kept elsewhere."
)
#: Of so many steps the processor time of one is measured, which takes some time itself.
SAMPLED = 16


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
        Held for writing, with a snapshot of the session's step.  If it has anything of later
        steps it is never written to.  Without one, all is kept in memory only.
    budget : int, optional
        Bytes for states in memory; by default what `history_budget` says.
    document_budget : int, optional
        Bytes for those in the document; by default 52 MiB, and more for large networks.
        Never less than the document has already.
    save_every : float, default 4
        Seconds between two saves; the end of an epoch saves too, unless epochs are shorter
        than saving is worth.
    clock : callable, optional
        Seconds that never run backwards.
    disk_room : DiskRoom, optional
        Another one than that of this computer.

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
    caution : str
        What will go wrong soon: that the disk is nearly full, and what was left out because
        of that; empty if nothing will.
    judgements : dict
        Loss and accuracy of every validation so far, by step.
    saved_step : int
        What a crash cannot take any more; the session's first step without a document.
    leaves_document : bool
        Whether the document holds later steps than could be read of it: they stay, and the run
        goes on in another one, see `move_to`.
    foreign : tuple of ForeignSpan
        Steps that were computed otherwise than this program computes: see `foreign_spans`.
    saved_state : SessionState
        That of `saved_step`: where the run leaves a document that cannot be written any more.
    """

    def __init__(
        self,
        session: TrainingSession,
        document: RunDocument | None = None,
        *,
        budget: int | None = None,
        document_budget: int | None = None,
        save_every: float = SAVE_SECONDS,
        clock: Callable[[], float] = time.perf_counter,
        disk_room: DiskRoom | None = None,
    ) -> None:
        self.session = session
        self.document = document
        if budget is None:
            budget = history_budget(free_memory())
        self.memory = SnapshotMemory(budget)
        self.warning = self.caution = ""
        self.leaves_document = False
        self.saved_step = session.step
        self._room = DocumentRoom(document_budget, disk_room or DiskRoom())
        self._has_new_epoch = False
        self.judgements: dict[int, tuple[float, float]] = {}
        self._batches: list[BatchFinished] = []
        self._events: list[RareEvent] = []
        self._clock = clock
        self._pace = RecordingPace(save_every, clock())
        self._processor: float | None = None
        self._settings = self._settings_now()
        self._last_written = session.step
        self.foreign: tuple[ForeignSpan, ...] = ()
        if document is not None:
            self._check(document)
            self.leaves_document = document.last_step() > session.step
            self.foreign = _foreign_before(document, session.step)
            self._room.begin_with(document, session.step)
            known = document.history.judgements()
            self.judgements |= {at: known[at] for at in known if at <= session.step}
            for state in fetched_states(document, session.step, budget // 2):
                self.memory.add(state)
        self.saved_state = self._capture(pinned=True)

    @property
    def sources(self) -> tuple[StateSource, ...]:
        """Where states of this run are, the quickest first."""
        return (self.memory,) if self.document is None else (self.memory, self.document)

    def record(self, events: Iterable[TrainingEvent]) -> None:
        """Note what the step that was just taken said; keep its state or save if it is time."""
        is_epoch_end = is_turning_point = False
        at_once = None if self._processor is None else time.thread_time()
        processor = None if at_once is None else at_once - (self._processor or 0.0)
        for event in events:
            match event:
                case BatchFinished():
                    self._pace.step_took(event.seconds, processor)
                    self._batches.append(event)
                    continue
                case ValidationFinished():
                    self.judgements[event.step] = event.loss, event.accuracy
                case EpochFinished():
                    is_epoch_end = self._has_new_epoch = True
                case BestRestored() | SessionFinished():
                    is_turning_point = True
            self._events.append(event)
        if self._settings_now() != self._settings:  # no step before leads here by itself
            self._settings, is_turning_point = self._settings_now(), True
        if is_turning_point or self._pace.wants_state(self.session.step):
            self._capture(pinned=is_turning_point)
            at_once = None
        if self.document is not None and self._pace.wants_save(
            self._clock(), is_epoch_end=is_epoch_end, is_end=self.session.finished is not None
        ):
            self.save()
            at_once = None
        is_sampled = self.session.step % SAMPLED == 0
        self._processor = time.thread_time() if is_sampled else None
        if at_once is not None:
            self._pace.noting_took(time.thread_time() - at_once)

    def mark(self, kind: MarkKind, text: str = "") -> None:
        """Note something that happened besides training, between two steps."""
        session = self.session
        self._events.append(RunMark(session.step, session.epoch, kind, text[:200]))

    def move_to(self, document: RunDocument) -> None:
        """Go on in another document, held for writing, that has all that was saved so far.

        Without a document before, that is the state the recorder began with.
        """
        self.document = document
        self.leaves_document = document.last_step() > self.saved_step

    def save(self) -> bool:
        """Write everything that is not in the document yet; return whether that worked.

        Once for every epoch, and whenever `rest` asks for it, that reaches the disk itself.
        """
        document = self.document
        if document is None:
            return False
        if self.leaves_document:
            self.warning = f"{short_name(document.path)}: {LATER_STEPS}"
            return False
        began, processor = self._clock(), time.thread_time()
        step = self.session.step
        latest = self.memory.state_before(step)
        if latest is None or latest.step != step:
            latest = self._capture(pinned=False)
        states = self.memory.held_after(self._last_written - 1)
        spacing = self._pace.spacing_in_document
        self.caution = self._room.look(document, self.session, spacing, latest)
        try:
            try:
                written = self._write(document, states)
            except OSError:
                if len(states) < 2:
                    raise
                # of a nearly full disk, take what there is
                written = self._write(document, states[-1:])
                self.caution = (
                    "The disk is nearly full: of the steps since the last save only the newest "
                    "is kept."
                )
        except (OSError, LoadError) as error:
            self.warning = f"The run could not be saved and goes on unsaved. {error}"[:300]
            self._pace.save_failed(self._clock())
            return False
        self.warning = ""
        self.saved_step = self._last_written = step
        self.saved_state = latest
        self._has_new_epoch = False
        self._batches.clear()
        self._events.clear()
        processor = time.thread_time() - processor
        self._pace.saved(began, self._clock(), processor, written)
        return True

    def rest(self) -> bool:
        """Save, and bring everything to the disk in the one file; return whether that worked.

        No one knows how long the pause will be, who copies the file, or when the power goes.
        """
        if self.document is None:
            return False
        if self.saved_step != self.session.step or self._events or self.warning:
            self._has_new_epoch = True
            if not self.save():
                return False
        try:
            self.document.rest()
        except OSError as error:
            self.warning = f"The run could not be saved and goes on unsaved. {error}"[:300]
            return False
        return True

    def close(self) -> bool:
        """Save what is left and give the document free; return whether saving worked."""
        if self.document is None:
            return True
        is_saved = self.save()
        self.document.close()
        return is_saved

    def _capture(self, *, pinned: bool) -> SessionState:
        began = time.thread_time()
        state = capture(self.session)
        self.memory.add(state, pinned=pinned)
        self._pace.state_took(state, time.thread_time() - began)
        self.memory.longest_gap = self._pace.longest_gap
        return state

    def _write(self, document: RunDocument, states: Sequence[Held]) -> int:
        return document.save(
            states,
            rows_of(self._batches),
            self._events,
            spacing=self._pace.spacing_in_document,
            budget=self._room.budget(states[-1].state),
            is_forced=self._has_new_epoch,
        )

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


def _foreign_before(document: RunDocument, step: int) -> tuple[ForeignSpan, ...]:
    """Return the foreign steps up to `step`: what follows is computed here."""
    spans = foreign_spans(document.recipe.versions, document.history.events())
    return tuple(
        span._replace(last=min(span.last, step)) for span in spans if span.first <= step
    )
