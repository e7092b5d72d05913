"""The training loop."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from core.arrays import IntArray
from core.datasets.dataset import LabelledImages
from core.errors import OrderError
from core.network import Network
from core.optimizers.base import Optimizer
from core.schedules.base import Clock, Schedule
from core.schedules.constant import Constant
from core.training.abandoned import ShouldStop, StepAbandoned
from core.training.best_weights import BestWeights
from core.training.early_stopping import EarlyStopping
from core.training.epoch_progress import EpochProgress
from core.training.events import (
    BatchFinished,
    BestRestored,
    FinishReason,
    SessionFinished,
    TrainingEvent,
)
from core.training.gradient_step import GradientStep, evaluate
from core.training.judging import NONE_KNOWN, Judgements, end_of, judge
from core.training.plan import TrainingPlan
from core.training.step_notebook import StepNotebook
from core.training.weight_update import WeightUpdate

#: Images that are looked at again to find out where a broken loss came from.
MAX_EXAMINED = 512


class TrainingSession:
    """One run of training, driven from outside one event at a time.

    `run` is a generator.  The code that iterates over it sets the pace: not asking for the
    next event *is* a pause, and closing the generator *is* a stop.  Between two events
    the network is always in a consistent state, and a new `run` goes on with the step after
    the last one taken.

    Parameters
    ----------
    gradient_step : GradientStep
        Of the network, its loss and all images.
    optimizer : Optimizer
    train_rows, validation_rows : ndarray of int
        Which images to train on, and which to judge on.
    plan : TrainingPlan
    rng : numpy.random.Generator
        Shuffles the images at the start of each epoch.
    schedule : Schedule, optional
        Sets the optimiser's learning rate before each step; constant by default.
    early_stopping : EarlyStopping, optional
        Is given each epoch's validation, and may end the session.

    Attributes
    ----------
    step : int
        Steps taken.
    progress : EpochProgress
        Which images of the epoch were seen.
    base_rate : float
        The learning rate that the schedule multiplies.
    plan_start : int
        Epochs taken before the plan began; 0 unless the session was extended.
    finished : SessionFinished or None
        How the session ended, once it did.
    best : BestWeights or None
        The best so far, if the plan says to keep it.
    notebook : StepNotebook
    """

    def __init__(
        self,
        gradient_step: GradientStep,
        optimizer: Optimizer,
        train_rows: IntArray,
        validation_rows: IntArray,
        plan: TrainingPlan,
        *,
        rng: np.random.Generator,
        schedule: Schedule | None = None,
        early_stopping: EarlyStopping | None = None,
    ) -> None:
        self.objective = gradient_step.objective
        self.optimizer = optimizer
        self.data = gradient_step.data
        self.train_rows = train_rows
        self.validation_rows = validation_rows
        self.input_shape = gradient_step.input_shape
        self.plan = plan
        self.schedule = schedule or Constant()
        self.early_stopping = early_stopping
        self.best = BestWeights(self.network) if plan.keep_best else None
        self.step = 0
        self.progress = EpochProgress(train_rows, rng)
        self.base_rate = optimizer.learning_rate
        self.plan_start = 0
        self.finished: SessionFinished | None = None
        self._gradient_step = gradient_step
        self.notebook = StepNotebook(self.network, optimizer, self.data, train_rows)
        self._update = WeightUpdate(self.network, optimizer)

    @property
    def takes_long_to_judge(self) -> bool:
        """Whether a stop should not wait for the end of a validation."""
        return self._gradient_step.takes_long(len(self.validation_rows))

    @property
    def network(self) -> Network:
        """What is trained."""
        return self.objective.network

    @property
    def epoch(self) -> int:
        """The epoch that the last step belongs to; 0 before the first step."""
        return self.progress.number

    @property
    def steps_per_epoch(self) -> int:
        """Optimiser steps until every training image was seen once."""
        return -(-len(self.train_rows) // self.plan.batch_size)

    @property
    def total_steps(self) -> int:
        """Optimiser steps of the whole plan: those taken, and those to come."""
        in_this_epoch = -(-self.progress.left // self.plan.batch_size)
        return (
            self.step + in_this_epoch + (self.plan.epochs - self.epoch) * self.steps_per_epoch
        )

    def evaluate(
        self, data: LabelledImages, rows: IntArray, should_stop: ShouldStop | None = None
    ) -> tuple[float, float]:
        """Return mean loss, weight decay included, and accuracy; NaN for no image.

        Raises
        ------
        StepAbandoned
            If `should_stop` said so.
        """
        loss, accuracy = evaluate(self.objective, data, rows, self.input_shape, should_stop)
        return loss + self._update.penalty, accuracy

    def run(self) -> Iterator[TrainingEvent]:
        """Train to the end of the plan, yielding an event after everything worth showing."""
        while self.finished is None:
            yield from self.run_step()

    def run_step(
        self, known: Judgements = NONE_KNOWN, should_stop: ShouldStop | None = None
    ) -> Iterator[TrainingEvent]:
        """Take one optimiser step and yield what belongs to it: batch, judgement, the end.

        Parameters
        ----------
        known : mapping of int to (float, float), optional
            Validations that were made before, when these very steps were taken for the first
            time: they are not made again.
        should_stop : callable, optional
            Asked on the way, if the way is long.  A step that it ends before the update has
            left everything as it was, and yields nothing.

        Raises
        ------
        StepAbandoned
            If it ended the judgement of a step that was taken; see `take_whole_step`.
        """
        began_from = self.progress.state() if self.progress.is_over else None
        if began_from is not None:
            self.progress.begin_next()
        rate, notes = self.optimizer.learning_rate, self.notebook.notes
        try:
            with np.errstate(all="ignore"):  # a divergence is reported below, by name
                event, trouble = self._take_step(should_stop)
        except StepAbandoned:
            self.optimizer.learning_rate = rate
            self.notebook.notes = notes
            if began_from is not None:
                self.progress.load_state(began_from)
            return
        del notes  # large, if a record is among them
        yield event
        if trouble:
            yield self._end_with(FinishReason.DIVERGED, trouble)
            return
        yield from judge(self, known, should_stop)
        reason, explanation = end_of(self)
        if reason is not None:
            restored = self.restore_best()
            if restored is not None:
                yield restored
                explanation = f"{explanation} {restored.words}".strip()
            yield self._end_with(reason, explanation)

    def end_threads(self) -> None:
        """End the threads that helped; a further step makes new ones if it needs any."""
        self._gradient_step.end_threads()

    def restore_best(self) -> BestRestored | None:
        """Put the best weights back; return nothing if there are none better than these."""
        best = self.best
        if best is None or best.step in (0, self.step):
            return None
        best.restore()
        self.notebook.forget()
        return BestRestored(self.step, self.epoch, best.step, best.loss, best.accuracy)

    def extend(self, epochs: int) -> None:
        """Let a session that ended go on for more epochs, from the weights it has now.

        A schedule that falls towards the end begins anew, and so does patience.

        Raises
        ------
        OrderError
            If the session diverged: there is nothing to go on with.
        """
        if self.finished is not None and self.finished.reason is FinishReason.DIVERGED:
            raise OrderError("TrainingSession: a diverged session takes no step")
        if self.finished is not None:
            self.plan_start = self.epoch
            if self.early_stopping is not None:
                self.early_stopping.wait_anew()
        last = self.epoch if self.finished is not None else self.plan.epochs
        self.plan = replace(self.plan, epochs=last + epochs)
        self.finished = None

    def _end_with(self, reason: FinishReason, explanation: str) -> SessionFinished:
        self.end_threads()
        self.finished = SessionFinished(reason, self.step, explanation)
        return self.finished

    def _take_step(self, should_stop: ShouldStop | None) -> tuple[BatchFinished, str]:
        """Take a step; return its event, and what broke if something did."""
        began = time.perf_counter()
        rows = self.progress.next_rows(self.plan.batch_size)
        self.optimizer.learning_rate = self.base_rate * self.schedule.factor(self._clock())
        self.notebook.begin(self.step + 1, rows)
        loss, right = self._gradient_step.gradients(rows, self.step, should_stop)
        loss += self._update.penalty
        self.step += 1
        trouble = self._change_weights(loss, rows)
        self.progress.judged(len(rows), loss, right)
        event = BatchFinished(
            step=self.step,
            epoch=self.epoch,
            loss=loss,
            accuracy=right / len(rows),
            images=len(rows),
            seconds=time.perf_counter() - began,
            learning_rate=self.optimizer.learning_rate,
        )
        return event, trouble

    def _clock(self) -> Clock:
        """Return the time in steps of this plan: those before another batch size count anew."""
        per_epoch, progress = self.steps_per_epoch, self.progress
        in_this_epoch = -(-progress.cursor // self.plan.batch_size)
        step = (progress.number - 1) * per_epoch + in_this_epoch
        return Clock(step, per_epoch, self.plan_start * per_epoch, self.plan.epochs * per_epoch)

    def _change_weights(self, loss: float, rows: IntArray) -> str:
        """Change the weights unless something is broken; return what is, if so."""
        step, update = self.step, self._update
        trouble = update.trouble_before(
            step, loss, lambda: self._gradient_step.cut(rows[:MAX_EXAMINED], step - 1)
        )
        if not trouble:
            self.notebook.finish(update.apply(self.plan.clip_norm))
            trouble = update.trouble_after(step)
        return trouble
