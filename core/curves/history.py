"""Everything a run said about its loss and accuracy, kept for drawing and saving."""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Iterable, Iterator
from itertools import starmap

import numpy as np

from core.arrays import FloatArray
from core.curves.curve_stretches import decimate_ends
from core.curves.growing_extremes import GrowingExtremes
from core.curves.growing_table import GrowingTable
from core.curves.smoothing import ExponentialSmoother
from core.training.events import (
    BatchFinished,
    EpochFinished,
    FinishReason,
    SessionFinished,
    TrainingEvent,
    ValidationFinished,
)

MARKS = {"step": np.int64, "epoch": np.int64, "loss": np.float64, "accuracy": np.float64}
BATCHES = {**MARKS, "smooth_loss": np.float64, "smooth_accuracy": np.float64}
CSV_COLUMNS = (
    *("step", "epoch", "batch_loss", "batch_accuracy", "smooth_loss", "smooth_accuracy"),
    *("epoch_loss", "epoch_accuracy", "validation_loss", "validation_accuracy"),
)


class RunHistory:
    """Collects the events of one run into columns of numbers.

    A million steps take 48 MB, and adding to them costs no more than adding to ten.

    Parameters
    ----------
    memory : float, default 0.95
        How much the smoothed columns remember; see `ExponentialSmoother`.

    Attributes
    ----------
    batches : GrowingTable
        A row per optimiser step: ``step, epoch, loss, accuracy, smooth_loss, smooth_accuracy``.
    epochs, validations : GrowingTable
        A row per finished epoch, and per validation: ``step, epoch, loss, accuracy``.
    epoch_validations : GrowingTable
        Those of `validations` that were made where an epoch ended (or before the first step).
    broken_steps : list of int
        Steps at which the loss stopped being a finite number.
    """

    def __init__(self, memory: float = 0.95) -> None:
        self._memory = memory
        self.batches = GrowingTable(BATCHES)
        self.epochs = GrowingTable(MARKS)
        self.validations = GrowingTable(MARKS)
        self.epoch_validations = GrowingTable(MARKS)
        self.broken_steps: list[int] = []
        self._smooth_loss = ExponentialSmoother(memory)
        self._smooth_accuracy = ExponentialSmoother(memory)
        self._extremes = {"loss": GrowingExtremes(), "accuracy": GrowingExtremes()}
        self._is_broken = False
        self._last_epoch_end = 0
        self._pending_validation: tuple[float, ...] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw yet."""
        return not (len(self.batches) or len(self.validations) or len(self.epochs))

    def add(self, events: Iterable[TrainingEvent]) -> None:
        """Append what is in `events`, in their order."""
        batches = []
        for event in events:
            match event:
                case BatchFinished():
                    batches.append(self._batch_row(event))
                case ValidationFinished():
                    self._add_validation(event)
                case EpochFinished():
                    self._add_epoch(event)
                case SessionFinished(reason=FinishReason.DIVERGED) if not self._is_broken:
                    self._is_broken = True
                    self.broken_steps.append(event.step)
        self.batches.extend(batches)

    def batch_points(self, measure: str, columns: int) -> tuple[FloatArray, FloatArray]:
        """Return steps and values that draw every batch's ``"loss"`` or ``"accuracy"``.

        At most two points for each of `columns` stretches; see `GrowingExtremes`.
        """
        return self._extremes[measure].points(
            self.batches["step"], self.batches[measure], columns
        )

    def smooth_points(self, measure: str, columns: int) -> tuple[FloatArray, FloatArray]:
        """Return steps and values that draw the smoothed ``"loss"`` or ``"accuracy"``."""
        return decimate_ends(self.batches["step"], self.batches[f"smooth_{measure}"], columns)

    def events(self, last_step: int) -> Iterator[TrainingEvent]:
        """Yield what was said up to a step once more, with what is known of it.

        Another thread may add later steps meanwhile.
        """
        tables: tuple[tuple[Callable[..., TrainingEvent], GrowingTable], ...] = (
            (_batch_said, self.batches),
            (ValidationFinished, self.validations),
            (EpochFinished, self.epochs),
        )
        said = heapq.merge(
            *(starmap(kind, table.rows_to(last_step, MARKS)) for kind, table in tables),
            key=_step_of,
        )
        yield from said

    def until(self, last_step: int) -> RunHistory:
        """Return the same as it was after a step."""
        earlier = RunHistory(self._memory)
        earlier.add(self.events(last_step))
        return earlier

    def csv_lines(self) -> Iterator[str]:
        """Return the run as lines of text: one row per step, empty where nothing was measured.

        Numbers are written so that reading them gives the same float64 again.
        """
        yield ",".join(CSV_COLUMNS) + "\n"
        tables = (self.batches, self.epochs, self.validations)
        rows = [table.rows() for table in tables]
        heads = [next(found, None) for found in rows]
        while any(head is not None for head in heads):
            step = min(head[0] for head in heads if head is not None)
            epoch = ""
            cells: list[str] = []
            for position, table in enumerate(tables):
                head = heads[position]
                if head is not None and head[0] == step:
                    epoch = epoch or str(head[1])
                    cells.extend(repr(number) for number in head[2:])
                    heads[position] = next(rows[position], None)
                else:
                    cells.extend([""] * (table.width - 2))
            yield ",".join([str(step), epoch, *cells]) + "\n"

    def csv_text(self) -> str:
        """Return all of `csv_lines` as one text."""
        return "".join(self.csv_lines())

    def _batch_row(self, event: BatchFinished) -> tuple[float, ...]:
        was_broken, self._is_broken = self._is_broken, not math.isfinite(event.loss)
        if self._is_broken and not was_broken:
            self.broken_steps.append(event.step)
        return (
            event.step,
            event.epoch,
            event.loss,
            event.accuracy,
            self._smooth_loss.add(event.loss),
            self._smooth_accuracy.add(event.accuracy),
        )

    def _add_validation(self, event: ValidationFinished) -> None:
        row = (event.step, event.epoch, event.loss, event.accuracy)
        self.validations.extend([row])
        if event.step == self._last_epoch_end:
            self.epoch_validations.extend([row])
        else:
            self._pending_validation = row  # the epoch may be announced after it

    def _add_epoch(self, event: EpochFinished) -> None:
        self.epochs.extend([(event.step, event.epoch, event.loss, event.accuracy)])
        self._last_epoch_end = event.step
        pending = self._pending_validation
        if pending is not None and pending[0] == event.step:
            self.epoch_validations.extend([pending])
        self._pending_validation = None


def _batch_said(step: int, epoch: int, loss: float, accuracy: float) -> BatchFinished:
    return BatchFinished(step, epoch, loss, accuracy, images=0, seconds=0.0)


def _step_of(event: TrainingEvent) -> int:
    return event.step
