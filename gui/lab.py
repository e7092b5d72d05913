"""The lab without its window: what happens when somebody presses Start."""

from __future__ import annotations

import secrets
import time
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.datasets.dataset import Dataset
from core.datasets.loading import load_dataset
from core.errors import SpecError
from core.experiment import Experiment
from core.training.build import check_trainable, session_for
from core.training.events import FinishReason, SessionFinished, TrainingEvent
from core.training.session import TrainingSession
from core.training.snapshot import Snapshot, take_snapshot
from gui.inspection.inspection_request import PredictionRequest, Predictions, TraceRequest
from gui.inspection.inspector import Inspector
from gui.state.lab_state import LabState
from gui.state.moment import Moment
from gui.state.sample import Part, Sample
from gui.training.background_task import BackgroundTask
from gui.training.look_pace import LookPace
from gui.training.run_state import RunState
from gui.training.training_controller import TrainingController

#: How long typing must rest before the edited network is built.
SETTLE_MS = 120


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
    predicted(Predictions)
    notice(str, str)
        Level ("error", "warning" or "info") and a sentence for the user; empty clears.
    loading(float, str)
        Share of the data that is loaded, and what is being loaded.
    """

    state_changed = Signal(RunState)
    events_arrived = Signal(list)
    run_prepared = Signal()
    pending_changed = Signal(bool)
    predicted = Signal(object)
    notice = Signal(str, str)
    loading = Signal(float, str)

    def __init__(self, state: LabState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = state
        self.controller = TrainingController(self)
        self.inspector = Inspector(self)
        self.run_state = RunState.LOADING
        self.session: TrainingSession | None = None
        self._run_experiment: Experiment | None = None
        self._start_snapshot: Snapshot | None = None
        self._snapshot: Snapshot | None = None
        self._after_stop: str = ""
        self._was_stopped = False
        self._loading: BackgroundTask | None = None
        self._loaded_source = ""
        self._pace = LookPace()
        self._looked_at = (time.thread_time(), time.perf_counter())
        self._look_timer = QTimer(self, singleShot=True)
        self._look_timer.timeout.connect(self.controller.ask_for_snapshot)
        self._settle_timer = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle_timer.timeout.connect(self._prepare)

        self.controller.events_arrived.connect(self._on_events)
        self.controller.snapshot_arrived.connect(self._on_snapshot)
        self.controller.ended.connect(self._on_ended)
        self.inspector.traced.connect(self._on_traced)
        self.inspector.predicted.connect(self._on_predicted)
        self.inspector.failed.connect(self._on_inspection_failed)
        state.experiment.changed.connect(self._on_experiment_changed)
        state.sample.changed.connect(self._on_sample_changed)

    # Data

    def load_data(self, source: str) -> None:
        """Load a data set in the background; `notice` tells if it cannot be read."""
        if self._loading is not None:
            self._loading.shut_down()
        self._loading = BackgroundTask(partial(load_dataset, source), self)
        self._loading.setObjectName(source)
        self._loading.done.connect(self._on_data_loaded)
        self._loading.failed.connect(self._on_loading_failed)
        self._loading.advanced.connect(self.loading)
        self._loading.start()

    @Slot(object)
    def _on_data_loaded(self, dataset: Dataset) -> None:
        source = self._loading.objectName() if self._loading is not None else ""
        self._loading = None
        self._loaded_source = source
        self.loading.emit(1.0, "")
        experiment = self.state.experiment.experiment
        if source != experiment.data:
            self.state.experiment.edit(experiment.replace(data=source), "choose data")
        experiment = self.state.experiment.experiment
        self.state.data.use(dataset, experiment.validation_share, experiment.seed)
        parts = self.state.data.parts()
        if parts:
            self.state.sample.show(self.state.data.sample(parts[0], 0))
        if not self._has_run():
            self._prepare()

    @Slot(str)
    def _on_loading_failed(self, text: str) -> None:
        self._loading = None
        self.loading.emit(1.0, "")
        if text:
            self.notice.emit("error", text)

    # The run

    def start_or_pause(self) -> None:
        """Start, pause or go on, whichever the state asks for."""
        if self.run_state is RunState.RUNNING:
            self.controller.control.pause()
            self._set_state(RunState.PAUSED)
        elif self.run_state is RunState.PAUSED:
            self.controller.control.resume()
            self._set_state(RunState.RUNNING)
        elif self.run_state is RunState.FINISHED and self.has_pending_changes:
            self.restart(start=True)
        elif self.run_state in (RunState.READY, RunState.FINISHED):
            self._run_on(paused=False)

    def step_batch(self) -> None:
        """Take exactly one optimiser step."""
        if self.run_state in (RunState.READY, RunState.FINISHED):
            self._run_on(paused=True)
        if self.run_state is RunState.PAUSED:
            self.controller.control.step_batch()

    def step_epoch(self) -> None:
        """Train to the end of the epoch, then pause."""
        if self.run_state in (RunState.READY, RunState.FINISHED):
            self._run_on(paused=True)
        if self.run_state is RunState.PAUSED:
            self.controller.control.step_epoch()

    def stop(self) -> None:
        """End the run after its current batch; the network stays as it is."""
        if self.run_state in (RunState.RUNNING, RunState.PAUSED):
            self._was_stopped = True
            self._set_state(RunState.STOPPING)
            self.controller.control.stop()

    def restart(self, *, start: bool | None = None) -> None:
        """Go back to step 0 of the edited experiment; keep running if it was running."""
        if start is None:
            start = self.run_state is RunState.RUNNING
        if self.controller.is_active:
            self._after_stop = "start" if start else "prepare"
            self._set_state(RunState.STOPPING)
            self.controller.control.stop()
            return
        self._prepare()
        if start and self.run_state is RunState.READY:
            self._run_on(paused=False)

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

    def set_delay(self, seconds: float) -> None:
        """Slow the run down to one batch per so many seconds; 0 is full speed."""
        self.controller.set_delay(seconds)

    def want_predictions(self, part: Part) -> None:
        """Judge all images of `part` with the shown weights; `predicted` answers."""
        dataset, moment = self.state.data.dataset, self.state.moment.moment
        if dataset is None or moment is None:
            return
        images = dataset.test if part is Part.TEST and dataset.test else dataset.train
        self.inspector.ask(
            PredictionRequest(
                moment.network, moment.snapshot, part, images, self.state.data.rows(part)
            )
        )

    def shut_down(self) -> None:
        """End every thread; the lab cannot be used afterwards."""
        self._look_timer.stop()
        self._settle_timer.stop()
        if self._loading is not None:
            self._loading.shut_down()
            self._loading = None
        self.controller.shut_down()
        self.inspector.shut_down()

    def _has_run(self) -> bool:
        return self.session is not None and (self.controller.is_active or self.session.step > 0)

    def _run_on(self, *, paused: bool) -> None:
        if self.session is None or self.controller.is_active:
            return
        finished = self.session.finished
        if finished is not None and finished.reason is FinishReason.COMPLETED:
            experiment = self._run_experiment
            self.session.extend(experiment.epochs if experiment is not None else 1)
        self._was_stopped = False
        self.notice.emit("info", "")
        self.controller.start(self.session, paused=paused)
        self.controller.ask_for_snapshot()
        self._set_state(RunState.PAUSED if paused else RunState.RUNNING)

    @Slot()
    def _prepare(self) -> None:
        """Build the edited experiment's network and show it at step 0."""
        self._settle_timer.stop()
        dataset = self.state.data.dataset
        experiment = self.state.experiment.experiment
        if dataset is None:
            self._set_state(RunState.LOADING)
            return
        try:
            self.session = session_for(experiment, dataset)
        except SpecError as error:
            self.session = None
            self._set_state(RunState.BLOCKED)
            self.notice.emit("warning", str(error))
            return
        self._run_experiment = experiment
        self.state.data.use(dataset, experiment.validation_share, experiment.seed)
        self._start_snapshot = take_snapshot(self.session.network, step=0, epoch=0)
        self._snapshot = self._start_snapshot
        outlines = experiment.network.outline()
        self.state.selection.fit(experiment.network.input_shape, outlines)
        self.notice.emit("info", "")
        self.run_prepared.emit()
        self.pending_changed.emit(False)
        self._set_state(RunState.READY)
        self._trace()

    @Slot(object)
    def _on_experiment_changed(self, experiment: Experiment) -> None:
        if experiment.data != self._loaded_source and self._loading is None:
            self.load_data(experiment.data)
        if self._has_run():
            self.pending_changed.emit(self.has_pending_changes)
        elif self.state.data.dataset is not None:
            self._settle_timer.start()
            self._check_edited(experiment)

    def _check_edited(self, experiment: Experiment) -> None:
        dataset = self.state.data.dataset
        if dataset is None:
            return
        try:
            check_trainable(experiment, dataset.image_shape, len(dataset.class_names))
        except SpecError as error:
            self._settle_timer.stop()
            self.session = None
            self._set_state(RunState.BLOCKED)
            self.notice.emit("warning", str(error))

    # What the threads report

    @Slot(list)
    def _on_events(self, events: list[TrainingEvent]) -> None:
        for event in events:
            if isinstance(event, SessionFinished) and event.explanation:
                self.notice.emit("error", event.explanation)
        self.events_arrived.emit(events)

    @Slot(object)
    def _on_snapshot(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._trace()

    @Slot(str)
    def _on_ended(self, trouble: str) -> None:
        after_stop, self._after_stop = self._after_stop, ""
        if trouble:
            self.notice.emit("error", f"Training stopped: {trouble}")
        finished = self.session.finished if self.session is not None else None
        diverged = finished is not None and finished.reason is FinishReason.DIVERGED
        self._set_state(RunState.DIVERGED if diverged else RunState.FINISHED)
        if after_stop:
            self.restart(start=after_stop == "start")

    @Slot(object)
    def _on_sample_changed(self, sample: Sample) -> None:
        self._trace()

    @Slot(object)
    def _on_traced(self, moment: Moment) -> None:
        start = self._start_snapshot
        if start is not None and moment.initial is start.values:
            self.state.moment.show(moment)
        if self.controller.is_active:
            cpu, wall = time.thread_time(), time.perf_counter()
            self._pace.adapt(cpu - self._looked_at[0], wall - self._looked_at[1])
            self._looked_at = cpu, wall
            self._look_timer.start(self._pace.interval_ms)

    @Slot(object)
    def _on_predicted(self, predictions: Predictions) -> None:
        self.predicted.emit(predictions)

    @Slot(str)
    def _on_inspection_failed(self, text: str) -> None:
        self.notice.emit("error", f"This sample cannot be shown: {text}")

    def _trace(self) -> None:
        sample = self.state.sample.sample
        experiment = self._run_experiment
        if None in (sample, experiment, self._snapshot, self._start_snapshot):
            return
        self.inspector.ask(
            TraceRequest(
                network=experiment.network,  # type: ignore[union-attr]
                loss=experiment.loss,  # type: ignore[union-attr]
                snapshot=self._snapshot,  # type: ignore[arg-type]
                initial=self._start_snapshot.values,  # type: ignore[union-attr]
                sample=sample,  # type: ignore[arg-type]
            )
        )

    def _set_state(self, state: RunState) -> None:
        if state is not self.run_state:
            self.run_state = state
            self.state_changed.emit(state)
