"""Loss and gradients of one batch, shard by shard."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import NamedTuple

import numpy as np

from core.arrays import FloatArray, IntArray, Shape
from core.augmentation.augmenter import Augmenter
from core.datasets.batch import cut_batch
from core.datasets.dataset import LabelledImages
from core.training.objective import Objective
from core.training.shard_plan import plan_shards, prefers_batch_innermost
from core.training.shard_queue import ShardQueue

EVALUATION_SHARD = 256


class BatchResult(NamedTuple):
    """Mean loss of some images, and how many of them were judged right."""

    loss: float
    right: int


class _Shard(NamedTuple):
    start: int
    rows: IntArray


class _Worker:
    """What one thread needs of its own: layers with their memory, over the shared weights."""

    def __init__(self, objective: Objective, augmenter: Augmenter | None) -> None:
        self.objective = objective
        self.augmenter = augmenter
        self.gradients = [p.gradient for _, p in objective.network.named_parameters()]


class GradientStep:
    """Cut batches out of the data and push them through an objective.

    A batch larger than one shard is worked off shard by shard, on several threads where that
    pays, and the gradients are added in the order of the shards.  So the numbers do not depend
    on the threads, and full-batch gradient descent needs memory for a few shards only.  The
    threads live no longer than the call that needs them.

    Parameters
    ----------
    objective : Objective
    data : LabelledImages
    input_shape : tuple
        What the network expects of one sample.
    augmenter : Augmenter, optional
        Changes the images of each shard.
    threads : int, optional
        How many may compute at once; see `plan_shards`.

    Attributes
    ----------
    plan : ShardPlan
    """

    def __init__(
        self,
        objective: Objective,
        data: LabelledImages,
        input_shape: Shape,
        augmenter: Augmenter | None = None,
        *,
        threads: int | None = None,
    ) -> None:
        self.plan = plan_shards(objective.network, input_shape, threads)
        self._data = data
        self._labels = data.labels.astype(np.int64)
        self._input_shape = input_shape
        self._batch_innermost = prefers_batch_innermost(objective.network)
        self._workers = [_Worker(objective, augmenter)]
        self._sums = [np.empty_like(gradient) for gradient in self._workers[0].gradients]

    def gradients(self, rows: IntArray, step: int = 0) -> BatchResult:
        """Fill every parameter's gradient with the mean over the images of `rows`.

        Parameters
        ----------
        rows : ndarray of int
        step : int
            Of training: decides how the images are changed.
        """
        size = self.plan.size or len(rows)
        first = self._workers[0]
        if len(rows) <= size:
            return self._work_off(first, rows, step, 0)
        starts = range(0, len(rows), size)
        shards = [_Shard(start, rows[start : start + size]) for start in starts]
        helpers = self._helpers(min(self.plan.threads, len(shards)) - 1)
        queue = ShardQueue(len(shards))
        results: list[BatchResult] = []

        def work(worker: _Worker) -> None:
            try:
                for number in queue:
                    start, shard = shards[number]
                    result = self._work_off(worker, shard, step, start)
                    if not queue.await_turn(number):
                        return
                    share = len(shard) / len(rows)
                    self._add(worker.gradients, share, is_first=number == 0)
                    results.append(BatchResult(result.loss * share, result.right))
                    queue.end_turn()
            except BaseException:
                queue.abandon()
                raise

        _run_on_threads(work, first, helpers)
        for gradient, total in zip(first.gradients, self._sums, strict=True):
            gradient[...] = total
        return BatchResult(sum(r.loss for r in results), sum(r.right for r in results))

    def cut(self, rows: IntArray, step: int, start: int = 0) -> FloatArray:
        """Return the images of `rows`, `start` places into the batch of a step, as numbers."""
        return self._cut(self._workers[0].augmenter, rows, step, start)

    def _cut(
        self, augmenter: Augmenter | None, rows: IntArray, step: int, start: int
    ) -> FloatArray:
        images = self._data.images
        which: IntArray | slice = rows
        if augmenter is not None:
            images, which = augmenter.shard(images, rows, step, start), slice(None)
        return cut_batch(
            images, which, self._input_shape, batch_innermost=self._batch_innermost
        )

    def _work_off(self, worker: _Worker, rows: IntArray, step: int, start: int) -> BatchResult:
        x = self._cut(worker.augmenter, rows, step, start)
        return BatchResult(*worker.objective.value_and_gradients(x, self._labels[rows]))

    def _add(self, gradients: Sequence[FloatArray], share: float, *, is_first: bool) -> None:
        """Add a shard's gradients, which are means over the shard, to the batch's."""
        for total, gradient in zip(self._sums, gradients, strict=True):
            if is_first:
                np.multiply(gradient, share, out=total)
            else:
                gradient *= share
                total += gradient

    def _helpers(self, count: int) -> list[_Worker]:
        """Return the workers of the other threads, made when first needed."""
        first = self._workers[0]
        while len(self._workers) <= count:
            objective = Objective(first.objective.network.replica(), first.objective.loss)
            self._workers.append(_Worker(objective, copy.deepcopy(first.augmenter)))
        return self._workers[1 : 1 + count]


def _run_on_threads(
    work: Callable[[_Worker], None], first: _Worker, helpers: Sequence[_Worker]
) -> None:
    """Let `first` work on this thread and each helper on one of its own, to the end."""
    if not helpers:
        work(first)
        return
    with ThreadPoolExecutor(len(helpers), "shards") as pool:
        # The context is copied because the treatment of floating-point errors belongs to it.
        helping = [pool.submit(copy_context().run, work, helper) for helper in helpers]
        work(first)
    for done in helping:
        done.result()


def evaluate(
    objective: Objective, data: LabelledImages, rows: IntArray, input_shape: Shape
) -> tuple[float, float]:
    """Return mean loss and accuracy over the images of `rows`; NaN for no image."""
    if len(rows) == 0:
        return float("nan"), float("nan")
    innermost = prefers_batch_innermost(objective.network)
    loss, right = 0.0, 0
    for start in range(0, len(rows), EVALUATION_SHARD):
        shard = rows[start : start + EVALUATION_SHARD]
        x = cut_batch(data.images, shard, input_shape, batch_innermost=innermost)
        shard_loss, shard_right = objective.value(x, data.labels[shard].astype(np.int64))
        loss += shard_loss * len(shard)
        right += shard_right
    return loss / len(rows), right / len(rows)
