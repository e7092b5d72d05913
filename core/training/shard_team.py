"""The workers that share the shards of a batch."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.arrays import FloatArray
from core.layers.chain import Check
from core.layers.coupled import alone
from core.training.helper_threads import HelperThreads
from core.training.lockstep import Lockstep
from core.training.shard_queue import ShardQueue
from core.training.shard_worker import BatchResult, Shard, ShardWorker


class ShardTeam:
    """Work off a batch beside the network that it belongs to, and hand over what came out.

    Until `hand_over`, nothing of the network has changed: neither its gradients nor what its
    layers keep.  So a batch may be given up at any time.

    Parameters
    ----------
    principal : ShardWorker
        That of the network itself; the team consists of twins of it.
    """

    def __init__(self, principal: ShardWorker) -> None:
        self._principal = principal
        self._workers: list[ShardWorker] = []
        self._sums = [np.empty_like(gradient) for gradient in principal.gradients]
        self._threads = HelperThreads()

    def one_by_one(
        self, shards: Sequence[Shard], threads: int, check: Check
    ) -> list[BatchResult]:
        """Give every thread one worker, and each worker shards until there are none."""
        workers = self._first_workers(threads)
        queue = ShardQueue(len(shards))
        results: list[BatchResult] = []

        def work(thread: int) -> None:
            worker = workers[thread]
            try:
                for number in queue:
                    result = alone(worker.walk(shards[number], check))
                    if not queue.await_turn(number):
                        return
                    self._add(worker.gradients, is_first=number == 0)
                    results.append(result)
                    queue.end_turn()
            except BaseException:
                queue.abandon()
                raise

        self._threads.run(work, threads)
        return results

    def side_by_side(
        self, shards: Sequence[Shard], threads: int, check: Check
    ) -> list[BatchResult]:
        """Give every shard a worker of its own, which keeps its numbers for the way back."""
        workers = self._first_workers(len(shards))
        walks = [
            worker.walk(shard, check) for worker, shard in zip(workers, shards, strict=True)
        ]
        lockstep = Lockstep(walks, threads)
        self._threads.run(lockstep.lead, threads)
        for number, worker in enumerate(workers):
            self._add(worker.gradients, is_first=number == 0)
        return lockstep.results

    def hand_over(self) -> None:
        """Put the sums where the optimiser looks for them, and the state where views look."""
        for gradient, total in zip(self._principal.gradients, self._sums, strict=True):
            np.copyto(gradient, total)
        self._principal.copy_state(self._workers[0])

    def end_threads(self) -> None:
        """End the threads; further work makes new ones."""
        self._threads.close()

    def _add(self, gradients: Sequence[FloatArray], *, is_first: bool) -> None:
        """Add what a shard adds to the gradients of the batch."""
        for total, gradient in zip(self._sums, gradients, strict=True):
            if is_first:
                np.copyto(total, gradient)
            else:
                total += gradient

    def _first_workers(self, count: int) -> list[ShardWorker]:
        """Return so many workers, made when first needed, their layers as the network's."""
        while len(self._workers) < count:
            self._workers.append(self._principal.twin())
        for worker in self._workers[:count]:
            worker.copy_state(self._principal)
        return self._workers[:count]
