"""Keeps the shown moment up to date."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.arrays import IntArray
from core.datasets.sample import Part, Sample
from core.inspection.moment import Moment
from core.training.snapshot import Snapshot
from core.what_if.edits import Edits
from gui.background.newest_wish import NewestWish
from gui.documents.prepared_run import PreparedRun
from gui.documents.viewed_run import ViewedRun
from gui.lab.look_pace import LookPace
from gui.lab.moment_finder import MomentFinder
from gui.lab.moment_question import MomentAnswer, MomentQuestion, Recall
from gui.lab.predictor import PredictionRequest, Predictor
from gui.lab.training_controller import TrainingController
from gui.state.judged_part import JudgedPart
from gui.state.lab_state import LabState

if TYPE_CHECKING:  # it brings sqlite3, which no window needs before the first step
    from core.documents.time_machine import TimeMachine


class MomentKeeper(QObject):
    """Asks what the wanted weights make of the chosen sample, and shows what comes out.

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
    predicted(JudgedPart)
        Answer to `want_predictions`.
    failed(str)
        The sample could not be traced, and why.
    recalled(int, RecalledMoment)
        A step that was asked for is about to be shown.
    computing(int)
        That step is not stored: it will take a while.
    recall_failed(str)
        Why that step cannot be had.
    """

    predicted = Signal(object)
    failed = Signal(str)
    recalled = Signal(object, object)
    computing = Signal(object)
    recall_failed = Signal(str)

    def __init__(
        self, state: LabState, controller: TrainingController, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._controller = controller
        self._moments: NewestWish[MomentQuestion, MomentAnswer] = NewestWish(
            MomentFinder().find, name="moments", is_outdated=_may_take_long, parent=self
        )
        self._predictions: NewestWish[PredictionRequest, IntArray] = NewestWish(
            Predictor().predict, name="predictions", parent=self
        )
        self._run: PreparedRun | ViewedRun | None = None
        self._newest: Snapshot | None = None
        self._at_hand: Snapshot | None = None  # the newest while live
        self._recall: Recall | None = None
        self._seen: tuple[Sample, bool] | None = None
        self._judged_part: Part | None = None
        self._is_to_judge = False  # as soon as the run has a moment
        self._pace = LookPace()
        self._looked_at = (time.thread_time(), time.perf_counter())
        self._look_timer = QTimer(self, singleShot=True)
        self._look_timer.timeout.connect(controller.ask_for_snapshot)
        controller.snapshot_arrived.connect(self._on_snapshot)
        self._moments.answered.connect(self._on_answered)
        self._moments.advanced.connect(self._on_computing)
        self._moments.failed.connect(self._on_failed)
        self._predictions.answered.connect(self._on_predicted)
        self._predictions.failed.connect(self._on_prediction_failed)
        state.sample.changed.connect(self._on_sample_changed)
        state.dropout.changed.connect(self._on_dropout_switched)
        state.timeline.went_live.connect(self._on_went_live)
        state.what_if.changed.connect(self._on_edited)

    @property
    def is_recalling(self) -> bool:
        """Whether a step is on its way."""
        return self._recall is not None

    def begin(self, run: PreparedRun | ViewedRun) -> None:
        """Show `run` as it is now."""
        self._forget_questions()
        if self._predictions.is_busy:  # what the run before would have said is of no use
            self._predictions.give_up()
            self._is_to_judge = True
        self._run, self._seen = run, None
        self._newest = self._at_hand = run.latest
        self._state.what_if.clear()  # what was changed was another network
        self._ask()

    def recall(self, machine: TimeMachine, step: int) -> None:
        """Show a step until another one is recalled or the timeline goes live."""
        if self._run is not None and self._state.sample.sample and self._sample() is None:
            self.recall_failed.emit("The images that are loaded do not fit the run's network.")
            return
        if self._recall is None:  # what the newest weights made of the sample comes too late
            self._forget_questions()
        self._recall = Recall(machine, step)
        self._ask()

    def stop_recalling(self) -> None:
        """Leave on screen what is there, if a step is on its way."""
        if self._recall is not None:
            self._forget_questions()
            self._ask()

    def want_predictions(self, part: Part) -> None:
        """Judge all images of `part` with the shown weights; `predicted` answers."""
        dataset, moment = self._state.data.dataset, self._state.moment.moment
        sample = self._state.sample.sample
        if dataset is None or moment is None or self._run is None:
            return
        if sample is not None and not _fits(self._run, sample):
            return
        self._judged_part = part
        images = self._state.data.images(part)
        rows = self._state.data.rows(part)
        self._predictions.ask(
            PredictionRequest(
                moment.run_id,
                moment.network,
                moment.snapshot,
                part,
                images,
                rows,
                moment.edits,
            )
        )

    def shut_down(self) -> bool:
        """End the threads; return whether they ended in time."""
        self._look_timer.stop()
        self._recall = None
        return all([self._moments.shut_down(), self._predictions.shut_down()])

    def _forget_questions(self) -> None:
        self._recall = None
        self._moments.give_up()

    def _ask(self) -> None:
        run, snapshot, sample = self._run, self._at_hand, self._sample()
        if run is None or snapshot is None or sample is None:
            return
        drops = self._state.dropout.is_on
        self._moments.ask(
            MomentQuestion(
                run,
                sample,
                drops,
                snapshot,
                self._recall,
                is_unseen=self._seen is None
                or (self._seen[0] is not sample or self._seen[1] != drops),
                edits=self._state.what_if.edits,
            )
        )

    def _sample(self) -> Sample | None:
        """Return what the network is to see: the chosen image, if it fits."""
        run, sample = self._run, self._state.sample.sample
        if run is None or (sample is not None and _fits(run, sample)):
            return sample
        return run.empty_sample if isinstance(run, ViewedRun) else None

    def _show(self, question: MomentQuestion, moment: Moment) -> None:
        if self._run is None or moment.run_id != self._run.run_id:
            return
        self._seen = question.sample, question.drops
        self._state.moment.show(moment)
        part = self._judged_part
        if self._is_to_judge and part is not None and part in self._state.data.parts():
            self.want_predictions(part)
        self._is_to_judge = False

    @Slot(object, object)
    def _on_answered(self, question: MomentQuestion, answer: MomentAnswer) -> None:
        recall = question.recall
        if recall is not None and answer.recalled is not None:
            self._at_hand = answer.recalled.snapshot  # without what is changed in it
            if recall is self._recall:
                self._recall = None
            self.recalled.emit(recall.step, answer.recalled)
        self._show(question, answer.moment)
        if self._controller.is_active and self._state.timeline.is_live:
            cpu, wall = time.thread_time(), time.perf_counter()
            self._pace.adapt(cpu - self._looked_at[0], wall - self._looked_at[1])
            self._looked_at = cpu, wall
            self._look_timer.start(self._pace.interval_ms)

    @Slot(object, object)
    def _on_computing(self, question: MomentQuestion, meanwhile: Moment | None) -> None:
        if question.recall is not None:
            self.computing.emit(question.recall.step)
        if meanwhile is not None:
            self._show(question, meanwhile)

    @Slot(object, str)
    def _on_failed(self, question: MomentQuestion, text: str) -> None:
        if question.recall is None:
            self.failed.emit(text)
            return
        if question.recall is self._recall:
            self._recall = None
        self.recall_failed.emit(text)

    @Slot(object, object)
    def _on_predicted(self, request: PredictionRequest, labels: IntArray) -> None:
        step = request.snapshot.step
        self.predicted.emit(
            JudgedPart(request.part, labels, request.run_id, step, request.edits)
        )

    @Slot(object, str)
    def _on_prediction_failed(self, _request: PredictionRequest, text: str) -> None:
        self.failed.emit(text)

    @Slot(object)
    def _on_snapshot(self, snapshot: Snapshot) -> None:
        self._newest = snapshot
        if self._state.timeline.is_live:
            self._at_hand = snapshot
            self._ask()

    @Slot()
    def _on_went_live(self) -> None:
        if self._at_hand is not self._newest or self._moments.is_busy:
            self._forget_questions()
            self._at_hand = self._newest
            self._ask()
        if self._controller.is_active:
            self._controller.ask_for_snapshot()

    @Slot(object)
    def _on_sample_changed(self, _sample: Sample) -> None:
        self._ask()

    @Slot(object)
    def _on_edited(self, _edits: Edits) -> None:
        self._ask()

    @Slot(bool)
    def _on_dropout_switched(self, _is_on: bool) -> None:
        self._ask()


def _fits(run: PreparedRun | ViewedRun, sample: Sample) -> bool:
    """Return whether the network of `run` takes such images, and knows their class."""
    network = run.experiment.network
    is_right_size = sample.image.size == math.prod(network.input_shape)
    classes = network.outline()[-1].output_shape[0]
    return is_right_size and (sample.label is None or sample.label < classes)


def _may_take_long(under_way: MomentQuestion, _newest: MomentQuestion) -> bool:
    """Return whether it is better to drop a question under way than to wait for it.

    What the weights at hand make of a sample is there in no time: showing it, too, lets people
    who ask without a pause see something.
    """
    return under_way.recall is not None
