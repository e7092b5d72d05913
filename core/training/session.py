"""The training loop."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from core.arrays import IntArray, Shape
from core.datasets.dataset import LabelledImages
from core.errors import OrderError
from core.network import Network
from core.optimizers.base import Optimizer
from core.training.events import (
    BatchFinished,
    EpochFinished,
    FinishReason,
    SessionFinished,
    TrainingEvent,
    ValidationFinished,
)
from core.training.gradient_step import GradientStep, evaluate
from core.training.objective import Objective

#: A loss beyond this is a divergence even while it is finite: guessing costs about 2.
DIVERGED_LOSS = 1e6


@dataclass(frozen=True, slots=True)
class TrainingPlan:
    """How long to train, in what portions, and how often to judge.

    Attributes
    ----------
    epochs : int
    batch_size : int
    validate_every : int or None
        Steps between two validations besides the one at each epoch's end.
    """

    epochs: int
    batch_size: int
    validate_every: int | None = None


class TrainingSession:
    """One run of training, driven from outside one event at a time.

    `run` is a generator.  Whoever iterates over it owns the pace: not asking for the
    next event *is* a pause, and closing the generator *is* a stop.  Between two events
    the network is always in a consistent state, and a new `run` goes on with the step after
    the last one taken.

    Parameters
    ----------
    objective : Objective
    optimizer : Optimizer
    data : LabelledImages
    train_rows, validation_rows : ndarray of int
        Which images to train on, and which to judge on.
    input_shape : tuple
        What the network expects of one sample.
    plan : TrainingPlan
    rng : numpy.random.Generator
        Shuffles the images at the start of each epoch.

    Attributes
    ----------
    step, epoch : int
        Steps taken, and the epoch they belong to (0 before the first step).
    finished : SessionFinished or None
        How the session ended, once it did.
    """

    def __init__(
        self,
        objective: Objective,
        optimizer: Optimizer,
        data: LabelledImages,
        train_rows: IntArray,
        validation_rows: IntArray,
        input_shape: Shape,
        plan: TrainingPlan,
        *,
        rng: np.random.Generator,
    ) -> None:
        self.objective = objective
        self.optimizer = optimizer
        self.data = data
        self.train_rows = train_rows
        self.validation_rows = validation_rows
        self.input_shape = input_shape
        self.plan = plan
        self.step = 0
        self.epoch = 0
        self.finished: SessionFinished | None = None
        self._rng = rng
        self._gradient_step = GradientStep(objective, data, input_shape)
        self._order = train_rows[:0]
        self._cursor = 0
        self._epoch_loss = 0.0
        self._epoch_right = 0

    @property
    def network(self) -> Network:
        """What is trained."""
        return self.objective.network

    @property
    def steps_per_epoch(self) -> int:
        """Optimiser steps until every training image was seen once."""
        return -(-len(self.train_rows) // self.plan.batch_size)

    @property
    def total_steps(self) -> int:
        """Optimiser steps of the whole plan."""
        return self.plan.epochs * self.steps_per_epoch

    def evaluate(self, data: LabelledImages, rows: IntArray) -> tuple[float, float]:
        """Return mean loss and accuracy over some images; NaN for no image."""
        return evaluate(self.objective, data, rows, self.input_shape)

    def run(self) -> Iterator[TrainingEvent]:
        """Train to the end of the plan, yielding an event after everything worth showing."""
        while self.finished is None:
            yield from self.run_step()

    def run_step(self) -> Iterator[TrainingEvent]:
        """Take one optimiser step and yield what belongs to it: batch, judgement, the end."""
        if self._cursor >= len(self._order):
            self._begin_epoch()
        with np.errstate(all="ignore"):  # a divergence is reported below, by name
            event = self._take_step()
        yield event
        trouble = self._trouble(event.loss)
        if trouble:
            self.finished = SessionFinished(FinishReason.DIVERGED, self.step, trouble)
        else:
            yield from self._judge()
            if self._cursor >= len(self._order) and self.epoch >= self.plan.epochs:
                self.finished = SessionFinished(FinishReason.COMPLETED, self.step)
        if self.finished is not None:
            yield self.finished

    def extend(self, epochs: int) -> None:
        """Let a completed session go on for more epochs.

        Raises
        ------
        OrderError
            If the session diverged: there is nothing to go on with.
        """
        if self.finished is not None and self.finished.reason is FinishReason.DIVERGED:
            raise OrderError("TrainingSession: a diverged session cannot go on")
        self.plan = replace(self.plan, epochs=self.plan.epochs + epochs)
        self.finished = None

    def _begin_epoch(self) -> None:
        self.epoch += 1
        self._order = self._rng.permutation(self.train_rows)
        self._cursor = 0
        self._epoch_loss, self._epoch_right = 0.0, 0

    def _take_step(self) -> BatchFinished:
        began = time.perf_counter()
        rows = self._order[self._cursor : self._cursor + self.plan.batch_size]
        loss, right = self._gradient_step.gradients(rows)
        if math.isfinite(loss):  # a broken loss must not reach the weights
            self.optimizer.step()
        self.step += 1
        self._cursor += len(rows)
        self._epoch_loss += loss * len(rows)
        self._epoch_right += right
        return BatchFinished(
            step=self.step,
            epoch=self.epoch,
            loss=loss,
            accuracy=right / len(rows),
            images=len(rows),
            seconds=time.perf_counter() - began,
        )

    def _judge(self) -> Iterator[TrainingEvent]:
        count = len(self._order)
        is_epoch_end = self._cursor >= count
        every = self.plan.validate_every
        if len(self.validation_rows) and (is_epoch_end or (every and self.step % every == 0)):
            loss, accuracy = self.evaluate(self.data, self.validation_rows)
            yield ValidationFinished(self.step, self.epoch, loss, accuracy)
        if is_epoch_end:
            yield EpochFinished(
                self.step, self.epoch, self._epoch_loss / count, self._epoch_right / count
            )

    def _trouble(self, loss: float) -> str:
        """Return which tensor broke at this step, or nothing."""
        for path, parameter in self.network.named_parameters():
            # The sum of a tensor is finite only if every number in it is.
            if not math.isfinite(float(parameter.value.sum())):
                return (
                    f"Training diverged at step {self.step:,}: the update made {path} infinite "
                    "or undefined. A smaller learning rate usually helps."
                )
        if not abs(loss) <= DIVERGED_LOSS:
            path = max(
                self.network.named_parameters(),
                key=lambda named: float(np.abs(named.parameter.value).max()),
            ).path
            return (
                f"Training diverged at step {self.step:,}: the loss is {loss:.3g}, and the "
                f"largest weights are in {path}. A smaller learning rate usually helps."
            )
        return ""
