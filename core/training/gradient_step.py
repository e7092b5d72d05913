"""Loss and gradients of one batch, shard by shard."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.arrays import FloatArray, IntArray, Shape
from core.augmentation.augmenter import Augmenter
from core.blas_threads import limit_blas_threads
from core.datasets.batch import cut_batch
from core.datasets.dataset import LabelledImages
from core.layers.coupled import alone
from core.training.lockstep import Lockstep
from core.training.objective import Objective
from core.training.shard_plan import plan_shards, prefers_batch_innermost
from core.training.shard_queue import ShardQueue
from core.training.shard_threads import run_on_threads
from core.training.shard_worker import BatchResult, Shard, ShardWorker

EVALUATION_SHARD = 256


class GradientStep:
    """Cut batches out of the data and push them through an objective.

    A batch larger than one shard is worked off shard by shard, on several threads where that
    pays, and what the shards add is added in their order.  So the numbers do not depend on the
    threads.  The threads live no longer than the call that needs them.

    Shards of independent samples go through one after the other, so full-batch gradient
    descent needs memory for as many shards as there are threads.  Where a layer couples the
    samples, all shards go through side by side.

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
    objective, data, input_shape
        As given.
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
        self.objective = objective
        self.data = data
        self.input_shape = input_shape
        limit_blas_threads()
        self.plan = plan_shards(objective.network, input_shape, threads)
        with_numbers = LabelledImages(data.images, data.labels.astype(np.int64))
        self._workers = [ShardWorker(objective, with_numbers, input_shape, augmenter)]
        self._sums = [np.empty_like(gradient) for gradient in self._workers[0].gradients]

    def gradients(self, rows: IntArray, step: int = 0) -> BatchResult:
        """Fill every parameter's gradient with the mean over the images of `rows`.

        Parameters
        ----------
        rows : ndarray of int
        step : int
            Of training: decides how the images are changed.
        """
        first = self._workers[0]
        before = first.draws
        if len(rows) <= self.plan.size:
            return alone(first.walk(Shard(rows, step, 0, 1.0, before)))
        shards = self._shards(rows, step, before)
        threads = min(self.plan.threads, len(shards))
        if self.plan.is_coupled:
            results = self._side_by_side(shards, threads)
        else:
            results = self._one_by_one(shards, threads)
        first.draws = tuple(draw + len(shards) for draw in before)
        return BatchResult(sum(r.loss for r in results), sum(r.right for r in results))

    def cut(self, rows: IntArray, step: int, start: int = 0) -> FloatArray:
        """Return the images of `rows`, `start` places into the batch of a step, as numbers."""
        return self._workers[0].cut(rows, step, start)

    def _shards(self, rows: IntArray, step: int, draws: tuple[int, ...]) -> list[Shard]:
        size = self.plan.shard_size(len(rows))
        parts = [(start, rows[start : start + size]) for start in range(0, len(rows), size)]
        return [
            Shard(part, step, start, len(part) / len(rows), tuple(d + number for d in draws))
            for number, (start, part) in enumerate(parts)
        ]

    def _one_by_one(self, shards: Sequence[Shard], threads: int) -> list[BatchResult]:
        """Give every thread one worker, and each worker shards until there are none."""
        workers = self._first_workers(threads)
        queue = ShardQueue(len(shards))
        results: list[BatchResult] = []

        def work(thread: int) -> None:
            worker = workers[thread]
            try:
                for number in queue:
                    result = alone(worker.walk(shards[number]))
                    if not queue.await_turn(number):
                        return
                    self._add(worker.gradients, is_first=number == 0)
                    results.append(result)
                    queue.end_turn()
            except BaseException:
                queue.abandon()
                raise

        run_on_threads(work, threads)
        self._hand_over()
        return results

    def _side_by_side(self, shards: Sequence[Shard], threads: int) -> list[BatchResult]:
        """Give every shard a worker of its own, which keeps its numbers for the way back."""
        workers = self._first_workers(len(shards))
        walks = [worker.walk(shard) for worker, shard in zip(workers, shards, strict=True)]
        lockstep = Lockstep(walks, threads)
        run_on_threads(lockstep.lead, threads)
        for number, worker in enumerate(workers):
            self._add(worker.gradients, is_first=number == 0)
        self._hand_over()
        return lockstep.results

    def _add(self, gradients: Sequence[FloatArray], *, is_first: bool) -> None:
        """Add what a shard adds to the gradients of the batch."""
        for total, gradient in zip(self._sums, gradients, strict=True):
            if is_first:
                np.copyto(total, gradient)
            else:
                total += gradient

    def _hand_over(self) -> None:
        """Put the sums where the optimiser looks for them."""
        for gradient, total in zip(self._workers[0].gradients, self._sums, strict=True):
            np.copyto(gradient, total)

    def _first_workers(self, count: int) -> list[ShardWorker]:
        """Return so many workers, made when first needed."""
        while len(self._workers) < count:
            self._workers.append(self._workers[0].twin())
        return self._workers[:count]


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
