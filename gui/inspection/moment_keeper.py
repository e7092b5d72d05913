"""Keeps the shown moment up to date."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.training.snapshot import Snapshot
from gui.inspection.inspection_request import PredictionRequest, TraceRequest
from gui.inspection.inspector import Inspector
from gui.inspection.look_pace import LookPace
from gui.state.lab_state import LabState
from gui.state.moment import Moment
from gui.state.sample import Part, Sample
from gui.training.prepared_run import PreparedRun
from gui.training.training_controller import TrainingController


class MomentKeeper(QObject):
    """Traces the chosen sample through the newest weights, and shows what comes out.

    While training runs it asks for new weights as often as the window can afford.

    Parameters
    ----------
    state : LabState
        Its sample is observed, its moment is shown.
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
        self._snapshot: Snapshot | None = None
        self._pace = LookPace()
        self._looked_at = (time.thread_time(), time.perf_counter())
        self._look_timer = QTimer(self, singleShot=True)
        self._look_timer.timeout.connect(controller.ask_for_snapshot)
        controller.snapshot_arrived.connect(self._on_snapshot)
        self._inspector.traced.connect(self._on_traced)
        self._inspector.predicted.connect(self.predicted)
        self._inspector.failed.connect(self.failed)
        state.sample.changed.connect(self._on_sample_changed)

    def begin(self, run: PreparedRun) -> None:
        """Show `run` as it is now."""
        self._run, self._snapshot = run, run.latest
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
        self._snapshot = snapshot
        self._trace()

    @Slot(object)
    def _on_sample_changed(self, sample: Sample) -> None:
        self._trace()

    @Slot(object)
    def _on_traced(self, moment: Moment) -> None:
        if self._run is not None and moment.initial is self._run.start.values:
            self._state.moment.show(moment)
        if self._controller.is_active:
            cpu, wall = time.thread_time(), time.perf_counter()
            self._pace.adapt(cpu - self._looked_at[0], wall - self._looked_at[1])
            self._looked_at = cpu, wall
            self._look_timer.start(self._pace.interval_ms)

    def _trace(self) -> None:
        run, snapshot, sample = self._run, self._snapshot, self._state.sample.sample
        if run is None or snapshot is None or sample is None:
            return
        self._inspector.ask(
            TraceRequest(
                experiment=run.experiment,
                snapshot=snapshot,
                initial=run.start.values,
                sample=sample,
            )
        )
