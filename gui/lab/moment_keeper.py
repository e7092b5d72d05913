"""Keeps the shown moment up to date."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.training.snapshot import Snapshot
from gui.documents.prepared_run import PreparedRun
from gui.lab.inspection_request import PredictionRequest, TraceRequest
from gui.lab.inspector import Inspector
from gui.lab.look_pace import LookPace
from gui.lab.training_controller import TrainingController
from gui.state.lab_state import LabState
from gui.state.moment import Moment
from gui.state.sample import Part, Sample


class MomentKeeper(QObject):
    """Traces the chosen sample through the wanted weights, and shows what comes out.

    While the timeline is live these are the newest, and while training runs the keeper asks
    for newer ones as often as the window can afford.  Otherwise they are what was recalled;
    the newest are remembered until one goes live again.

    Parameters
    ----------
    state : LabState
        Its sample and timeline are observed, its moment is shown.
    controller : TrainingController
        Hands out the weights of a run.

    Signals
    -------
    predicted(Predictions)
        Answer to `want_predictions`.
    failed(str)
        The sample could not be traced, and why.
    """

    predicted = Signal(object)
    failed = Signal(str)

    def __init__(
        self, state: LabState, controller: TrainingController, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._controller = controller
        self._inspector = Inspector(self)
        self._run: PreparedRun | None = None
        self._newest: Snapshot | None = None
        self._wanted: Snapshot | None = None  # the newest while live
        self._pace = LookPace()
        self._looked_at = (time.thread_time(), time.perf_counter())
        self._look_timer = QTimer(self, singleShot=True)
        self._look_timer.timeout.connect(controller.ask_for_snapshot)
        controller.snapshot_arrived.connect(self._on_snapshot)
        self._inspector.traced.connect(self._on_traced)
        self._inspector.predicted.connect(self.predicted)
        self._inspector.failed.connect(self.failed)
        state.sample.changed.connect(self._on_sample_changed)
        state.dropout.changed.connect(self._on_dropout_switched)
        state.timeline.went_live.connect(self._on_went_live)

    def begin(self, run: PreparedRun) -> None:
        """Show `run` as it is now."""
        self._run = run
        self._newest = self._wanted = run.latest
        self._trace()

    def recall(self, snapshot: Snapshot) -> None:
        """Show `snapshot` until another one is recalled or the timeline goes live."""
        self._wanted = snapshot
        self._trace()

    def want_predictions(self, part: Part) -> None:
        """Judge all images of `part` with the shown weights; `predicted` answers."""
        dataset, moment = self._state.data.dataset, self._state.moment.moment
        if dataset is None or moment is None:
            return
        images = dataset.test if part is Part.TEST and dataset.test else dataset.train
        rows = self._state.data.rows(part)
        self._inspector.ask(
            PredictionRequest(moment.network, moment.snapshot, part, images, rows)
        )

    def shut_down(self) -> None:
        """End the inspection thread."""
        self._look_timer.stop()
        self._inspector.shut_down()

    @Slot(object)
    def _on_snapshot(self, snapshot: Snapshot) -> None:
        self._newest = snapshot
        if self._state.timeline.is_live:
            self._wanted = snapshot
            self._trace()

    @Slot()
    def _on_went_live(self) -> None:
        if self._wanted is not self._newest:
            self._wanted = self._newest
            self._trace()
        if self._controller.is_active:
            self._controller.ask_for_snapshot()

    @Slot(object)
    def _on_sample_changed(self, sample: Sample) -> None:
        self._trace()

    @Slot(bool)
    def _on_dropout_switched(self, _is_on: bool) -> None:
        self._trace()

    @Slot(object)
    def _on_traced(self, moment: Moment) -> None:
        if self._run is not None and moment.initial is self._run.start.values:
            self._state.moment.show(moment)
        if self._controller.is_active and self._state.timeline.is_live:
            cpu, wall = time.thread_time(), time.perf_counter()
            self._pace.adapt(cpu - self._looked_at[0], wall - self._looked_at[1])
            self._looked_at = cpu, wall
            self._look_timer.start(self._pace.interval_ms)

    def _trace(self) -> None:
        run, snapshot, sample = self._run, self._wanted, self._state.sample.sample
        if run is None or snapshot is None or sample is None:
            return
        self._inspector.ask(
            TraceRequest(
                experiment=run.experiment,
                snapshot=snapshot,
                initial=run.start.values,
                sample=sample,
                drops=self._state.dropout.is_on,
            )
        )
