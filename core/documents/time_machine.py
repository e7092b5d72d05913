"""Any moment of a run, stored or computed anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from threading import Lock
from types import MappingProxyType
from typing import Any

import numpy as np

from core.datasets.dataset import Dataset
from core.documents.branching import branch_at, branched_experiment
from core.documents.engine_identity import ForeignSpan, foreign_spans
from core.documents.passed_moments import PassedMoments
from core.documents.recalled_moment import RecalledMoment, as_stored
from core.documents.recorder import Recorder
from core.documents.replay_exactness import Losses, ReplayExactness
from core.documents.run_document import RunDocument
from core.documents.state_source import StateSource
from core.errors import Cancelled, LoadError, SpecError
from core.experiment import Experiment
from core.free_memory import free_memory
from core.training.build import session_for
from core.training.events import BatchFinished
from core.training.judging import Judgements
from core.training.memory_estimate import PASSED_SHARE, history_budget
from core.training.session import TrainingSession
from core.training.session_state import SessionState, capture, restore
from core.what_if.edits import NO_EDITS, Edits


class TimeMachine:
    """Goes to any step of a run: to a stored state, or from the last one before it by training.

    Replaying is training, by the same code from the same state on the same images: the bits
    are the same.  What is passed on the way is held for a while, so going back over it takes
    no computing.  May be asked from any thread; each question waits for the one before.

    Parameters
    ----------
    experiment : Experiment
        What the run was made from.
    dataset : Dataset or None
        The very images it was trained on.  Without them, only what is stored can be had, and
        gradients that were not stored are undefined numbers.
    sources : sequence of StateSource
        The quickest first.
    judgements : mapping, optional
        Results of the run's validations, which then need not be repeated; may grow.
    recorded_loss : callable, optional
        Returns the loss of a step if it is known.
    foreign : sequence of ForeignSpan, optional
        What was computed otherwise than here.

    Raises
    ------
    SpecError
        If experiment and data do not fit.
    """

    def __init__(
        self,
        experiment: Experiment,
        dataset: Dataset | None,
        sources: Sequence[StateSource],
        *,
        judgements: Judgements = MappingProxyType({}),
        recorded_loss: Losses | None = None,
        foreign: Sequence[ForeignSpan] = (),
    ) -> None:
        self.experiment = experiment
        self._dataset = dataset
        self._sources = tuple(sources)
        self._judgements = judgements
        self._exactness = ReplayExactness(foreign, recorded_loss)
        self._passed = PassedMoments(history_budget(free_memory()) // PASSED_SHARE)
        self._lock = Lock()
        self._session: TrainingSession | None = None
        self._inexact = ""  # why the session is not where the run itself was

    @classmethod
    def of_document(cls, document: RunDocument, dataset: Dataset) -> TimeMachine:
        """Return the time machine of a run that is not going on.

        Raises
        ------
        LoadError
            If the run was trained on other images, or its history is damaged.
        """
        document.recipe.check_dataset(dataset)
        rows = document.history.batches()
        first = int(rows["step"][0]) if len(rows) else 0

        def loss_at(step: int) -> float | None:
            return float(rows["loss"][step - first]) if 0 <= step - first < len(rows) else None

        return cls(
            document.recipe.experiment,
            dataset,
            (document,),
            judgements=document.history.judgements(),
            recorded_loss=loss_at,
            foreign=foreign_spans(document.recipe.versions, document.history.events()),
        )

    @classmethod
    def of_recorder(
        cls, recorder: Recorder, experiment: Experiment, dataset: Dataset
    ) -> TimeMachine:
        """Return the time machine of a run that is going on."""
        return cls(
            experiment,
            dataset,
            recorder.sources,
            judgements=recorder.judgements,
            foreign=recorder.foreign,
        )

    def is_stored(self, step: int) -> bool:
        """Return whether going to `step` needs no computing, but perhaps of its gradients."""
        return any(step in source.stored_steps() for source in self._sources)

    def at(
        self,
        step: int,
        *,
        with_record: bool = False,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> RecalledMoment:
        """Return the run as it was after `step` steps.

        Parameters
        ----------
        step : int
        with_record : bool
            Take the last step again even if its end is stored, to note how it was taken:
            which images were in the batch, and what the optimiser remembered.  There is no
            record of step 0, of an end where the best weights were put back, nor of the
            first step after an end that was stored before the run was extended.
        cancelled : callable, optional
            Asked between two replayed steps.

        Raises
        ------
        LoadError
            If the run has no such step, or no undamaged state before it.
        Cancelled
            If `cancelled` says so.
        """
        with self._lock:
            state = self._state_before(step)
            if self._dataset is None:
                return as_stored(state, step, self.experiment.network)
            if state.step != step:
                passed = None if with_record else self._passed.at(step)
                return passed or self._replay(state, step, cancelled)
            if not state.has_gradients:
                return self._with_gradients(state, cancelled)
            record = None
            if with_record and step > 0:
                with suppress(LoadError):  # the moment itself is there all the same
                    record = self._replay(self._state_before(step - 1), step, cancelled).record
            return RecalledMoment(state, is_replayed=False, from_step=step, record=record)

    def branch(
        self,
        step: int,
        edits: Edits = NO_EDITS,
        **changes: Any,  # noqa: ANN401
    ) -> tuple[Experiment, SessionState]:
        """Return the beginning of another future: start it with `resumed_session`.

        Parameters
        ----------
        step : int
        edits : Edits, optional
        **changes
            New values for fields of the experiment; without any it does what the run did.

        Raises
        ------
        LoadError, SpecError
            As `at`; if a change makes no sense.
        """
        branched_experiment(self.experiment, changes)  # refused before anything is computed
        given = self.at(step).state, self.experiment, self._images()
        return branch_at(*given, changes, edits)

    def _state_before(self, step: int) -> SessionState:
        best: SessionState | None = None
        for source in self._sources:
            steps = source.stored_steps()
            place = int(np.searchsorted(steps, step, side="right")) - 1
            if place >= 0 and (best is None or steps[place] > best.step):
                found = source.state_before(step)
                if found is not None and (best is None or found.step > best.step):
                    best = found
        if best is None:
            raise LoadError(f"step {step:,} of this run is not stored, and none before it")
        return best

    def _with_gradients(
        self, state: SessionState, cancelled: Callable[[], bool]
    ) -> RecalledMoment:
        """Return a moment that was stored without its gradients, by the steps that lead there.

        Where no step leads there any more, the gradients are zero.
        """
        try:
            return self._replay(self._state_before(state.step - 1), state.step, cancelled)
        except LoadError:
            try:
                session = self._a_session()
            except LoadError:
                return as_stored(state, state.step, self.experiment.network)
            self._put(session, state)
            return RecalledMoment(capture(session), is_replayed=True, from_step=state.step)

    def _a_session(self) -> TrainingSession:
        if self._session is None:
            try:
                self._session = session_for(self.experiment, self._images())
            except SpecError as error:
                raise LoadError(str(error)) from None
        return self._session

    def _images(self) -> Dataset:
        if self._dataset is None:
            raise LoadError("That needs the images that this run was trained on.")
        return self._dataset

    def _replay(
        self, state: SessionState, step: int, cancelled: Callable[[], bool]
    ) -> RecalledMoment:
        session = self._a_session()
        self._go_near(session, state, step)
        stride = self._passed.stride(step - session.step, state.size)
        while session.step < step:
            if cancelled():
                raise Cancelled("the moment is no longer wanted")
            if session.finished is not None:
                raise LoadError(f"the run ended at step {session.step:,}, before {step:,}")
            if session.step == step - 1:
                session.notebook.want_next()
            for event in session.run_step(self._judgements):
                if isinstance(event, BatchFinished) and not self._inexact:
                    self._inexact = self._exactness.objection(event)
            if session.step < step and (step - session.step) % stride == 0:
                self._hold(self._here(session, state.step))
        moment = self._here(session, state.step)
        self._hold(moment)
        return replace(moment, record=session.notebook.record)

    def _go_near(self, session: TrainingSession, state: SessionState, step: int) -> None:
        """Bring the session to the last moment before `step` that is at hand."""
        is_on_the_way = state.step <= session.step <= step and session.step > 0
        has_ended = session.finished is not None and session.step < step  # extended since
        if not is_on_the_way or has_ended:
            self._put(session, state)
        passed = self._passed.last_before(step)
        if passed is not None and passed.state.step > session.step:
            self._put(session, passed.state)
            self._inexact = passed.inexact

    def _here(self, session: TrainingSession, from_step: int) -> RecalledMoment:
        state = capture(session)
        return RecalledMoment(
            state, is_replayed=True, from_step=from_step, inexact=self._inexact
        )

    def _hold(self, moment: RecalledMoment) -> None:
        if moment.state.finished is None:  # the run may have been extended since
            self._passed.add(moment)

    def _put(self, session: TrainingSession, state: SessionState) -> None:
        self._inexact = ""
        try:
            restore(session, state)
        except SpecError as error:
            raise LoadError(f"step {state.step:,} of this run is damaged: {error}") from None
