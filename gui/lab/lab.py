"""The lab without its window: what happens when somebody presses Start."""

from __future__ import annotations

import secrets
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from core.datasets.dataset import Dataset
from core.documents.run_mark import MarkKind
from core.experiment import Experiment
from core.training.events import FinishReason
from core.training.session import TrainingSession
from gui.documents.prepared_run import PreparedRun
from gui.documents.run_keeper import RunKeeper
from gui.lab.data_loader import DataLoader
from gui.lab.ending import ending_level, ending_sentence, state_after
from gui.lab.moment_keeper import MomentKeeper
from gui.lab.preparation import Preparation
from gui.lab.run_wish import RunWish
from gui.lab.training_controller import TrainingController
from gui.state.data_use import use_data
from gui.state.lab_state import LabState
from gui.state.run_state import RunState


class Lab(QObject):
    """Loads data, builds networks, runs sessions and keeps the shared moment up to date.

    Signals
    -------
    state_changed(RunState)
    events_arrived(list of TrainingEvent)
    run_prepared()
        A network at step 0 stands ready: whatever shows the last run forgets it.
    pending_changed(bool)
        Whether the edited experiment differs from the one that is being run.
    notice(str, str)
        Level ("error", "warning" or "info") and a sentence for the user; empty clears.
    """

    state_changed = Signal(RunState)
    events_arrived = Signal(list)
    run_prepared = Signal()
    pending_changed = Signal(bool)
    notice = Signal(str, str)

    def __init__(
        self, state: LabState, runs_folder: Path, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.state = state
        self.controller = TrainingController(self)
        self.run_keeper = RunKeeper(runs_folder, self)
        self.moment_keeper = MomentKeeper(state, self.controller, self)
        self.run_state = RunState.LOADING
        self.session: TrainingSession | None = None
        self._run_experiment: Experiment | None = None
        self._restart_when_ended: bool | None = None  # and whether to start then
        self._adopted_when_ended: PreparedRun | None = None
        self._wish: RunWish | None = None

        self.data_loader = DataLoader(self)
        self.data_loader.loaded.connect(self._on_data_loaded)
        self.data_loader.failed.connect(self._on_loading_failed)
        self._preparation = Preparation(state, self.data_loader, self)
        self._preparation.built.connect(self._on_built)
        self._preparation.blocked.connect(self._block)
        self._preparation.waiting.connect(self._on_waiting)
        self.controller.events_arrived.connect(self.events_arrived)
        self.controller.ended.connect(self._on_ended)
        self.moment_keeper.failed.connect(self._on_inspection_failed)
        state.experiment.changed.connect(self._on_experiment_changed)
        for what_somebody_chose in (state.trail, state.selection, state.sample):
            what_somebody_chose.changed.connect(self.controller.give_way)

    # Data

    def load_data(self, source: str) -> None:
        """Load a data set in the background; `notice` tells if it cannot be read."""
        if self.run_state is not RunState.CLOSED:
            self.data_loader.load(source)

    @Slot(object)
    def _on_data_loaded(self, dataset: Dataset) -> None:
        experiment = self.state.experiment.experiment
        source = self.data_loader.loaded_source
        if source != experiment.data:
            self.state.experiment.edit(experiment.replace(data=source), "choose data")
        use_data(self.state, dataset, self.state.experiment.experiment)
        if not self._has_run():
            self._prepare()

    @Slot(str)
    def _on_loading_failed(self, text: str) -> None:
        is_wanted = self.state.experiment.experiment.data == self.data_loader.source
        if is_wanted and not self._has_run():
            self._block(text, level="error")
        else:  # what was loaded before stays
            self.notice.emit("error", text)

    # The run

    def start_or_pause(self) -> None:
        """Start, pause or go on, whichever the state asks for."""
        if self.run_state is RunState.RUNNING:
            self.controller.control.pause()
            self.run_keeper.note(MarkKind.PAUSED)
            self._set_state(RunState.PAUSED)
        elif self.run_state is RunState.PAUSED:
            self.run_keeper.note(MarkKind.RESUMED)
            self.controller.control.resume()
            self._set_state(RunState.RUNNING)
        elif self.run_state is RunState.FINISHED and self.has_pending_changes:
            self.restart(start=True)
        elif self.run_state in (RunState.READY, RunState.FINISHED):
            self._run_on(paused=False)

    def step_batch(self) -> None:
        """Take exactly one optimiser step."""
        self._step(RunWish.STEP_BATCH)

    def step_epoch(self) -> None:
        """Train to the end of the epoch, then pause."""
        self._step(RunWish.STEP_EPOCH)

    def adopt(self, run: PreparedRun) -> None:
        """Go on with `run`, which was opened or branched; the one before ends and is saved."""
        if self.run_state is RunState.CLOSED:
            return
        if self.controller.is_active:
            self._adopted_when_ended = run
            self._end_run()
            return
        experiment = run.experiment
        self.data_loader.adopt(experiment.data)
        use_data(self.state, run.dataset, experiment)
        self.state.experiment.edit(experiment, f"open {experiment.name}")
        self._preparation.forget()
        self._wish = None
        self._stand(run)
        if run.session.finished is not None:
            self._set_state(state_after(run.session.finished))
        elif run.session.step > 0:
            self._run_on(paused=True)
        if run.remark:
            self.notice.emit("warning", run.remark)

    def stop(self) -> None:
        """End the run after its current batch; the network stays as it is."""
        if self.run_state in (RunState.RUNNING, RunState.PAUSED):
            self._end_run()

    def restart(self, *, start: bool | None = None) -> None:
        """Go back to step 0 of the edited experiment; keep running if it was running."""
        trouble = self._preparation.trouble()
        if trouble and self._has_run():
            self.notice.emit("warning", f"The run stays as it is: {trouble}")
            return
        if start is None:
            start = self.run_state is RunState.RUNNING
        if self.controller.is_active:
            self._restart_when_ended = start
            self._end_run()
            return
        self._prepare()
        if start and self._preparation.is_busy:
            self._wish = RunWish.RUN

    def new_seed(self) -> None:
        """Draw another seed and restart."""
        experiment = self.state.experiment.experiment
        seed = secrets.randbelow(1_000_000)
        self.state.experiment.edit(experiment.replace(seed=seed), "new seed")
        self.restart()

    @property
    def has_pending_changes(self) -> bool:
        """Whether the edited experiment differs from the one of the current run."""
        edited = self.state.experiment.experiment
        run = self._run_experiment
        return run is not None and edited.replace(name=run.name) != run

    def shut_down(self) -> None:
        """End every thread; the lab cannot be used afterwards."""
        self._set_state(RunState.CLOSED)
        self.moment_keeper.shut_down()  # before the documents it recalls steps from
        self.data_loader.shut_down()
        self._preparation.shut_down()
        if self.controller.shut_down():  # the run is saved by its own thread
            self.run_keeper.shut_down()

    def _end_run(self) -> None:
        self._set_state(RunState.STOPPING)
        self.controller.control.stop()

    def _has_run(self) -> bool:
        return self.session is not None and (self.controller.is_active or self.session.step > 0)

    def _step(self, how_far: RunWish) -> None:
        if self._preparation.hurry():
            self._wish = how_far
            return
        if self.run_state in (RunState.READY, RunState.FINISHED):
            self._run_on(paused=True)
        if self.run_state is RunState.PAUSED:
            control = self.controller.control
            is_batch = how_far is RunWish.STEP_BATCH
            (control.step_batch if is_batch else control.step_epoch)()

    def _run_on(self, *, paused: bool) -> None:
        if self._preparation.hurry():
            self._wish = RunWish.RUN
            return
        recording = self.run_keeper.recording
        if self.session is None or recording is None or self.controller.is_active:
            return
        finished = self.session.finished
        if finished is not None and finished.reason is not FinishReason.DIVERGED:
            experiment = self._run_experiment
            epochs = experiment.epochs if experiment is not None else 1
            self.session.extend(epochs)
            self.run_keeper.note(MarkKind.SETTINGS_CHANGED, f"{epochs} more epochs")
        self.notice.emit("info", "")
        self.controller.start(recording, paused=paused)
        self.controller.ask_for_snapshot()
        self._set_state(RunState.PAUSED if paused else RunState.RUNNING)

    @Slot(object)
    def _on_built(self, run: PreparedRun) -> None:
        """Show a freshly built network at step 0, and do what was asked for meanwhile."""
        if self.state.data.dataset is None or self.controller.is_active:
            return
        self._stand(run)
        wanted, self._wish = self._wish, None
        if wanted is RunWish.RUN:
            self._run_on(paused=False)
        elif wanted is not None:
            self._step(wanted)

    def _stand(self, run: PreparedRun) -> None:
        """Make `run` the current one, and show it."""
        experiment = run.experiment
        self.session, self._run_experiment = run.session, experiment
        self.run_keeper.keep(run)
        use_data(self.state, run.dataset, experiment)
        outlines = experiment.network.outline()
        self.state.selection.fit(experiment.network.input_shape, outlines)
        if self.run_state is not RunState.READY:  # what was said of the run before is over
            self.notice.emit("info", "")
        self.run_prepared.emit()
        self.pending_changed.emit(self.has_pending_changes)
        self._set_state(RunState.READY)
        self.moment_keeper.begin(run)

    def _prepare(self) -> None:
        if self.run_state is not RunState.CLOSED:
            self._preparation.prepare()

    @Slot()
    def _on_waiting(self) -> None:
        self._set_state(RunState.LOADING)

    @Slot(str)
    def _block(self, reason: str, level: str = "warning") -> None:
        self._preparation.rest()
        self._wish = None
        self.session = None
        self._set_state(RunState.BLOCKED)
        self.notice.emit(level, reason)

    @Slot(object)
    def _on_experiment_changed(self, experiment: Experiment) -> None:
        loader = self.data_loader
        if experiment.data not in (loader.loaded_source, loader.source):
            self.load_data(experiment.data)
        if self._has_run():
            self.pending_changed.emit(self.has_pending_changes)
        elif self.run_state is not RunState.CLOSED:
            self._preparation.prepare_soon()

    # What the threads report

    @Slot(str)
    def _on_ended(self, trouble: str) -> None:
        start, self._restart_when_ended = self._restart_when_ended, None
        adopted, self._adopted_when_ended = self._adopted_when_ended, None
        if trouble:
            self.notice.emit("error", f"Training stopped: {trouble}")
        finished = self.session.finished if self.session is not None else None
        if finished is not None:
            self.notice.emit(ending_level(finished), ending_sentence(finished))
        self._set_state(state_after(finished))
        if adopted is not None:
            self.adopt(adopted)
        elif start is not None:
            self.restart(start=start)

    @Slot(str)
    def _on_inspection_failed(self, text: str) -> None:
        self.notice.emit("error", f"This sample cannot be shown: {text}")

    def _set_state(self, state: RunState) -> None:
        if state is not self.run_state:
            self.run_state = state
            self.state_changed.emit(state)
