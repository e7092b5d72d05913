"""Executes the actions that the rules of a run order."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from core.datasets.dataset import Dataset
from core.documents.run_mark import MarkKind
from core.training.events import FinishReason
from gui.documents.prepared_run import PreparedRun
from gui.documents.run_keeper import RunKeeper
from gui.documents.viewed_run import ViewedRun
from gui.lab.data_loader import DataLoader
from gui.lab.ending import how_far_it_is
from gui.lab.moment_keeper import MomentKeeper
from gui.lab.planning import plan_of, viewed_plan
from gui.lab.preparation import Preparation
from gui.lab.run_action import RunAction
from gui.lab.run_rules import Circumstance
from gui.lab.run_saving import RunSaving
from gui.lab.run_wish import RunWish
from gui.lab.training_controller import TrainingController
from gui.state.data_use import use_data
from gui.state.lab_state import LabState

if TYPE_CHECKING:  # training is imported when there is data
    from core.training.session import TrainingSession


class RunExecutor(QObject):
    """Carries out what `RunLife` orders; decides nothing.

    Parameters
    ----------
    state : LabState
    runs_folder : Path
        Where runs are kept.

    Attributes
    ----------
    session : TrainingSession or None
        Of the current run.

    Signals
    -------
    run_prepared(PreparedRun or ViewedRun)
    planned(RunPlan)
    pending_changed(bool)
    notice(str, str)
        As those of `Lab`.
    unsaved(str), may_leave()
        As those of `Lab`.
    reported(RunWish)
        How an action went, while it is carried out.
    """

    run_prepared = Signal(object)
    planned = Signal(object)
    pending_changed = Signal(bool)
    notice = Signal(str, str)
    unsaved = Signal(str)
    may_leave = Signal()
    reported = Signal(RunWish)

    def __init__(
        self, state: LabState, runs_folder: Path, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._is_hinted = False
        self.state = state
        self.session: TrainingSession | None = None
        self.controller = TrainingController(self)
        self.run_keeper = RunKeeper(runs_folder, self)
        self.moment_keeper = MomentKeeper(state, self.controller, self)
        self.data_loader = DataLoader(self)
        self.saving = RunSaving(self.run_keeper, self)
        self.preparation = Preparation(state, self.data_loader, self)

    @property
    def has_pending_changes(self) -> bool:
        """Whether the edited experiment differs from the one of the current run."""
        edited = self.state.experiment.experiment
        run = self.run_keeper.experiment
        return run is not None and edited.replace(name=run.name) != run

    def holds(self, circumstance: Circumstance) -> bool:
        """Return whether a circumstance is given."""
        match circumstance:
            case Circumstance.NETWORK_COMES:
                return self.preparation.hurry()
            case Circumstance.TROUBLE:
                return bool(self.preparation.trouble())
            case Circumstance.OTHER_DATA:
                return self.state.experiment.experiment.data != self.data_loader.source
            case Circumstance.UNSAVED:
                return self.saving.is_due()
            case _:
                return self.has_pending_changes

    def do(self, action: RunAction, matter: Any) -> None:  # noqa: ANN401
        """Carry out an action; `matter` is what it is about."""
        control = self.controller.control
        match action:
            case RunAction.LOAD_DATA:
                self.data_loader.load(matter)
            case RunAction.LOAD_WANTED:
                self.data_loader.load(self.state.experiment.experiment.data)
            case RunAction.TAKE_DATA:
                self._take_data(matter)
            case RunAction.PREPARE:
                self.preparation.prepare()
            case RunAction.PREPARE_SOON:
                self.preparation.prepare_soon()
            case RunAction.FORGET_NETWORK:
                self.preparation.forget()
            case RunAction.DROP_RUN:
                self.session = None
            case RunAction.SILENCE:
                self.notice.emit("info", "")
            case RunAction.MAKE_CURRENT:
                self._make_current(matter)
            case RunAction.SHOW:
                self._show(matter)
            case RunAction.VIEW:
                self._view(matter)
            case RunAction.RUN | RunAction.RUN_HELD:
                self._run(paused=action is RunAction.RUN_HELD)
            case RunAction.PAUSE:
                control.pause()
                self.run_keeper.note(MarkKind.PAUSED)
            case RunAction.RESUME:
                self._end_hint()
                self.run_keeper.note(MarkKind.RESUMED)
                control.resume()
            case RunAction.STEP_BATCH:
                self._end_hint()
                control.step_batch()
            case RunAction.STEP_EPOCH:
                self._end_hint()
                control.step_epoch()
            case RunAction.END:
                control.stop()
            case RunAction.REPORT_PENDING:
                self.pending_changed.emit(self.has_pending_changes)
            case RunAction.REPORT_TROUBLE:
                self._report_trouble()
            case RunAction.REPORT_REMARK:
                self._report_remark()
            case RunAction.SAVE:
                self.saving.begin()
            case RunAction.REPORT_UNSAVED:
                self.unsaved.emit(matter)
            case RunAction.ALLOW_LEAVE:
                self.may_leave.emit()
            case RunAction.SHUT_DOWN:
                self._shut_down()

    def _take_data(self, dataset: Dataset) -> None:
        experiment = self.state.experiment.experiment
        source = self.data_loader.loaded_source
        if source != experiment.data:
            self.state.experiment.edit(experiment.replace(data=source), "choose data")
        use_data(self.state, dataset, self.state.experiment.experiment)

    def _make_current(self, run: PreparedRun) -> None:
        """Make `run` the current one, and show it."""
        experiment = run.experiment
        self.session = run.session
        self.run_keeper.keep(run)
        use_data(self.state, run.dataset, experiment)
        self._bring_to_screen(run)

    def _show(self, run: PreparedRun) -> None:
        """Make a run the current one that was opened, and its experiment the edited one."""
        experiment = run.experiment
        self.data_loader.take_over(experiment.data)
        use_data(self.state, run.dataset, experiment)
        self.state.experiment.edit(experiment, f"open {experiment.name}")
        self.preparation.forget()
        self._make_current(run)
        self.reported.emit(how_far_it_is(run.session))

    def _view(self, run: ViewedRun) -> None:
        """Show a run without its images, as the one that is being edited."""
        experiment = run.experiment
        self.session = None
        self.run_keeper.let_go()
        self.data_loader.miss(experiment.data)
        if run.lacks_images:
            self.state.data.miss(experiment.data, by_run=True)
        self.state.experiment.edit(experiment, f"open {experiment.name}")
        self.preparation.forget()
        self._bring_to_screen(run)

    def _bring_to_screen(self, run: PreparedRun | ViewedRun) -> None:
        network = run.experiment.network
        self.state.selection.fit(network.input_shape, network.outline())
        self.state.curves.begin(run.history, run.branched_from)
        self.run_prepared.emit(run)
        self.planned.emit(viewed_plan(run) if isinstance(run, ViewedRun) else plan_of(run))
        self.pending_changed.emit(self.has_pending_changes)
        self.moment_keeper.begin(run)

    def _run(self, *, paused: bool) -> None:
        """Train the current run; one that is complete is trained longer."""
        recording = self.run_keeper.recording
        if recording is None:
            raise RuntimeError("Lab: expected a run to train, received none")
        self.saving.forget()
        session = recording.run.session
        finished = session.finished
        if finished is not None and finished.reason is not FinishReason.DIVERGED:
            epochs = recording.run.experiment.epochs
            recording.extend(epochs)
            self.run_keeper.note(MarkKind.SETTINGS_CHANGED, f"{epochs} more epochs")
        self.notice.emit("info", "")
        self.planned.emit(plan_of(recording.run))
        self.controller.start(recording, paused=paused)
        self.controller.ask_for_snapshot()

    def _report_trouble(self) -> None:
        trouble = self.preparation.trouble()
        if trouble:
            self.notice.emit("warning", f"The run stays as it is: {trouble}")

    def _report_remark(self) -> None:
        recording = self.run_keeper.recording
        if recording is not None and recording.run.remark:
            self._is_hinted = is_hint = recording.run.branched_from is not None
            self.notice.emit("info" if is_hint else "warning", recording.run.remark)

    def _end_hint(self) -> None:
        """Take back how a branch is started, once it is; what else is said stays."""
        if self._is_hinted:
            self._is_hinted = False
            self.notice.emit("info", "")

    def _shut_down(self) -> None:
        self.moment_keeper.shut_down()  # before the documents it recalls steps from
        self.data_loader.shut_down()
        self.preparation.shut_down()
        is_saved = self.saving.shut_down()
        if self.controller.shut_down() and is_saved:  # the run is saved by its own thread
            self.run_keeper.shut_down()
