"""The lab without its window: what happens when the user presses Start."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from core.data_description import DataDescription
from core.datasets.dataset import Dataset
from core.experiment import Experiment
from gui.documents.prepared_run import PreparedRun
from gui.documents.viewed_run import ViewedRun
from gui.lab.ending import ending_level, ending_sentence, how_it_ended
from gui.lab.run_executor import RunExecutor
from gui.lab.run_life import RunLife
from gui.lab.run_wish import RunWish
from gui.state.lab_state import LabState
from gui.state.run_state import RunState

if TYPE_CHECKING:  # training is imported when there is data
    from core.training.session import TrainingSession


class Lab(QObject):
    """Loads data, builds networks, runs sessions and keeps the shared moment up to date.

    What is done when, `RunLife` decides; the lab asks it, and `RunExecutor` does it.

    Signals
    -------
    state_changed(RunState)
    events_arrived(list of TrainingEvent)
    run_prepared(PreparedRun or ViewedRun)
        Another run is the current one: whatever shows the last run forgets it.
    planned(RunPlan)
        How long the current run is going to be.
    pending_changed(bool)
        Whether the edited experiment differs from the one that is being run.
    notice(str, str)
        Level ("error", "warning" or "info") and a sentence for the user; empty clears.
    unsaved(str)
        What was trained cannot be saved, and why: so nothing takes its place.  Who asks
        again lets it go.
    may_leave()
        Answer to `leave`: the run is saved.
    """

    state_changed = Signal(RunState)
    events_arrived = Signal(list)
    run_prepared = Signal(object)
    planned = Signal(object)
    pending_changed = Signal(bool)
    notice = Signal(str, str)
    unsaved = Signal(str)
    may_leave = Signal()

    def __init__(
        self, state: LabState, runs_folder: Path, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.state = state
        self._life = RunLife()
        self._shown_state = self._life.state
        self._is_asking = False
        self._executor = executor = RunExecutor(state, runs_folder, self)
        self.controller = executor.controller
        self.run_keeper = executor.run_keeper
        self.moment_keeper = executor.moment_keeper
        self.data_loader = executor.data_loader
        self._connect()

    @property
    def run_state(self) -> RunState:
        """What the run is doing."""
        return self._life.state

    @property
    def session(self) -> TrainingSession | None:
        """The current run's, if there is one; it belongs to the training thread."""
        return self._executor.session

    @property
    def has_pending_changes(self) -> bool:
        """Whether the edited experiment differs from the one of the current run."""
        return self._executor.has_pending_changes

    def load_data(self, source: str | DataDescription) -> None:
        """Load a data set in the background; `notice` says if it cannot be read."""
        self._ask(RunWish.LOAD_DATA, source)

    def start_or_pause(self) -> None:
        """Start, pause or go on, whichever the state asks for."""
        self._ask(RunWish.START)

    def step_batch(self) -> None:
        """Take exactly one optimiser step."""
        self._ask(RunWish.STEP_BATCH)

    def step_epoch(self) -> None:
        """Train to the end of the epoch, then pause."""
        self._ask(RunWish.STEP_EPOCH)

    def take_over(self, run: PreparedRun) -> None:
        """Take over `run`, which was opened; the one before ends and is saved."""
        self._ask(RunWish.OPEN, run)

    def look_at(self, run: ViewedRun) -> None:
        """Show `run`, whose images are not there; the one before ends and is saved."""
        self._ask(RunWish.LOOK, run)

    def take_over_branch(self, run: PreparedRun) -> None:
        """Take over a branch of the current run; it runs on if its parent did."""
        self._ask(RunWish.BRANCH, run)

    def stop(self) -> None:
        """End the run after its current batch; the network stays as it is."""
        self._ask(RunWish.STOP)

    def restart(self, *, start: bool | None = None) -> None:
        """Go back to step 0 of the edited experiment; keep running if it was running."""
        if start is None:
            self._ask(RunWish.RESTART)
        else:
            self._ask(RunWish.RESTART_RUNNING if start else RunWish.RESTART_HELD)

    def new_seed(self) -> None:
        """Draw another seed and restart."""
        experiment = self.state.experiment.experiment
        seed = secrets.randbelow(1_000_000)
        self.state.experiment.edit(experiment.replace(seed=seed), "new seed")
        self.restart()

    def leave(self) -> None:
        """End the run and save it; `may_leave` or `unsaved` answers, perhaps at once."""
        self._ask(RunWish.LEAVE)

    def shut_down(self) -> None:
        """End every thread; the lab cannot be used afterwards."""
        self._ask(RunWish.CLOSE)

    def save_at_once(self) -> None:
        """End the run and save it without a sign; for a process that is about to end."""
        recording = self.run_keeper.recording
        if self.controller.end_at_once() and recording is not None:
            recording.close()

    def _ask(self, wish: RunWish, matter: object = None) -> None:
        """Do what `RunLife` orders about a wish, and about those that follow from it."""
        self._carry_out(wish, matter)
        if self._is_asking:
            return  # what follows is for the outermost to ask
        self._is_asking = True
        try:
            while (due := self._life.due()) is not None:
                self._carry_out(*due)
        finally:
            self._is_asking = False

    def _carry_out(self, wish: RunWish, matter: object) -> None:
        order = self._life.ask(wish, matter, holds=self._executor.holds)
        if order.refused is not None:
            self.run_keeper.refuse(order.refused)
        for action in order.actions:
            self._executor.do(action, order.matter)
        if self._life.state is not self._shown_state:
            self._shown_state = self._life.state
            self.state_changed.emit(self._shown_state)

    def _connect(self) -> None:
        self.data_loader.loaded.connect(self._on_data_loaded)
        self.data_loader.failed.connect(self._on_data_failed)
        preparation = self._executor.preparation
        preparation.built.connect(self._on_built)
        preparation.blocked.connect(self._on_blocked)
        preparation.waiting.connect(self._on_waiting)
        self.controller.events_arrived.connect(self.events_arrived)
        self.controller.events_arrived.connect(self.state.curves.add)
        self._executor.run_prepared.connect(self.run_prepared)
        self._executor.planned.connect(self.planned)
        self._executor.pending_changed.connect(self.pending_changed)
        self._executor.notice.connect(self.notice)
        self._executor.unsaved.connect(self.unsaved)
        self._executor.may_leave.connect(self.may_leave)
        self._executor.saving.saved.connect(self._on_saved)
        self._executor.saving.failed.connect(self._on_not_saved)
        self._executor.reported.connect(self._life.report)
        self.controller.ended.connect(self._on_ended)
        self.moment_keeper.failed.connect(self._on_inspection_failed)
        state = self.state
        state.experiment.changed.connect(self._on_experiment_changed)
        for choice in (state.trail, state.selection, state.sample, state.drawing):
            choice.changed.connect(self.controller.yield_processor)

    @Slot(object)
    def _on_data_loaded(self, dataset: Dataset) -> None:
        self._ask(RunWish.DATA_LOADED, dataset)

    @Slot(str)
    def _on_data_failed(self, text: str) -> None:
        self.state.data.miss(self.data_loader.source)
        self._ask(RunWish.DATA_FAILED)
        self.notice.emit("error", text)

    @Slot()
    def _on_saved(self) -> None:
        self._ask(RunWish.SAVED)

    @Slot(str)
    def _on_not_saved(self, why: str) -> None:
        self._ask(RunWish.NOT_SAVED, why)

    @Slot(object)
    def _on_built(self, run: PreparedRun) -> None:
        self._ask(RunWish.NETWORK_BUILT, run)

    @Slot(str)
    def _on_blocked(self, reason: str) -> None:
        self._ask(RunWish.NETWORK_REFUSED)
        self.notice.emit("warning", reason)

    @Slot()
    def _on_waiting(self) -> None:
        self._ask(RunWish.DATA_AWAITED)

    @Slot(object)
    def _on_experiment_changed(self, experiment: Experiment) -> None:
        loader = self.data_loader
        if experiment.data not in (loader.loaded_source, loader.source):
            self.load_data(experiment.data)
        self._ask(RunWish.EDIT)

    @Slot(str)
    def _on_ended(self, trouble: str) -> None:
        session = self.session
        if session is None:
            return
        if trouble:
            self.notice.emit("error", f"Training stopped: {trouble}")
        finished = session.finished
        if finished is not None:
            self.notice.emit(ending_level(finished), ending_sentence(finished))
        self._ask(how_it_ended(session))

    @Slot(str)
    def _on_inspection_failed(self, text: str) -> None:
        self.notice.emit("error", f"This sample cannot be shown: {text}")
