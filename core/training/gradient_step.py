"""Loss and gradients of one batch, shard by shard."""

from __future__ import annotations

import numpy as np

from core.arrays import FloatArray, IntArray, Shape
from core.augmentation.augmenter import Augmenter
from core.blas_threads import limit_blas_threads
from core.datasets.batch import cut_batch
from core.datasets.dataset import LabelledImages
from core.layers.coupled import alone
from core.training.abandoned import ShouldStop, check_of
from core.training.objective import Objective
from core.training.shard_plan import plan_shards, prefers_batch_innermost
from core.training.shard_team import ShardTeam
from core.training.shard_worker import BatchResult, Shard, ShardWorker

EVALUATION_SHARD = 256

#: Products, forward, from which work counts as long: some 50 ms and more.
LONG_WORK = 500_000_000


class GradientStep:
    """Cut batches out of the data and push them through an objective.

    A batch larger than one shard is worked off shard by shard, on several threads where that
    pays, and what the shards add is added in their order.  So the numbers do not depend on the
    threads.  Threads that help wait for the next batch, and end when none comes.

    A batch of several shards, or one that takes long, is worked off beside the network, by a
    team of workers over the same weights: it can be given up until it is handed over.

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
        self._first = ShardWorker(objective, with_numbers, input_shape, augmenter)
        self._team: ShardTeam | None = None

    def gradients(
        self, rows: IntArray, step: int = 0, should_stop: ShouldStop | None = None
    ) -> BatchResult:
        """Fill every parameter's gradient with the mean over the images of `rows`.

        Parameters
        ----------
        rows : ndarray of int
        step : int
            Of training: decides how the images are changed.
        should_stop : callable, optional
            Asked between shards and layers, unless the batch takes no time anyway.

        Raises
        ------
        StepAbandoned
            If it said so.  Nothing has changed then.
        """
        first = self._first
        before = first.draws
        is_long = should_stop is not None and self.takes_long(len(rows))
        if len(rows) <= self.plan.size and not is_long:
            return alone(first.walk(Shard(rows, step, 0, 1.0, before)))
        shards = self._shards(rows, step, before)
        threads = min(self.plan.threads, len(shards))
        check = check_of(should_stop)
        team = self._team = self._team or ShardTeam(first)
        work = team.side_by_side if self.plan.is_coupled else team.one_by_one
        results = work(shards, threads, check)
        team.hand_over()
        first.draws = tuple(draw + len(shards) for draw in before)
        return BatchResult(sum(r.loss for r in results), sum(r.right for r in results))

    def takes_long(self, count: int) -> bool:
        """Return whether so many images are so much work that a stop should not wait for it."""
        return count * self.plan.work >= LONG_WORK

    def end_threads(self) -> None:
        """End the threads that helped; the next batch makes new ones if it needs any."""
        if self._team is not None:
            self._team.end_threads()

    def cut(self, rows: IntArray, step: int, start: int = 0) -> FloatArray:
        """Return the images of `rows`, `start` places into the batch of a step, as numbers."""
        return self._first.cut(rows, step, start)

    def _shards(self, rows: IntArray, step: int, draws: tuple[int, ...]) -> list[Shard]:
        size = self.plan.shard_size(len(rows))
        parts = [(start, rows[start : start + size]) for start in range(0, len(rows), size)]
        return [
            Shard(part, step, start, len(part) / len(rows), tuple(d + number for d in draws))
            for number, (start, part) in enumerate(parts)
        ]


def evaluate(
    objective: Objective,
    data: LabelledImages,
    rows: IntArray,
    input_shape: Shape,
    should_stop: ShouldStop | None = None,
) -> tuple[float, float]:
    """Return mean loss and accuracy over the images of `rows`; NaN for no image.

    Raises
    ------
    StepAbandoned
        If `should_stop`, which is asked between shards and layers, said so.
    """
    if len(rows) == 0:
        return float("nan"), float("nan")
    innermost, check = prefers_batch_innermost(objective.network), check_of(should_stop)
    loss, right = 0.0, 0
    for start in range(0, len(rows), EVALUATION_SHARD):
        shard = rows[start : start + EVALUATION_SHARD]
        x = cut_batch(data.images, shard, input_shape, batch_innermost=innermost)
        shard_loss, shard_right = objective.value(x, data.labels[shard].astype(np.int64), check)
        loss += shard_loss * len(shard)
        right += shard_right
    return loss / len(rows), right / len(rows)
