"""How much memory a run will take, before it takes any."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from core.errors import SpecError
from core.experiment import Experiment
from core.free_memory import free_memory
from core.network import NamedParameter
from core.network_spec import LayerOutline
from core.parameter import Parameter
from core.training.gradient_step import EVALUATION_SHARD, LONG_WORK
from core.training.network_memory import NetworkMemory, network_memory, prefers_batch_innermost
from core.training.shard_plan import (
    CONV_SHARD,
    DENSE_SHARD,
    HEAVY_CONV_SHARD,
    HEAVY_IMAGE,
    MAX_THREADS,
    THREADED_SHARD,
    ShardPlan,
    allowed_threads,
)

FLOAT = 4
#: What states of a run and of those it branched from take in memory, at most, unless the two
#: that must stay are larger; and which share of what is free, on a machine with little.
HISTORY, HISTORY_SHARE = 256 * 2**20, 1 / 8
FEWEST_STATES = 2
#: Besides them, of so many bytes one may be taken by states that were computed anew.
PASSED_SHARE = 8
#: Bytes for each training image besides the image: labels, rows, and their order.
PER_IMAGE = 25
#: Bytes with which an augmenter changes a portion of images, for each of their cells.
AUGMENTING = 64 * 90
#: Of the memory that is free: more than the first is worth a warning, more than the second is
#: refused, because the window, other runs and other programs need some too.
WARNED, REFUSED = 0.25, 0.5


@dataclass(frozen=True, slots=True)
class MemoryEstimate:
    """Bytes that a run will take, about.

    Attributes
    ----------
    weights : int
        Parameters with their gradients, what the optimiser keeps, and the best so far.
    shards : int
        What the layers need for the images that are worked on at once, and the gradients of
        each worker.
    history : int
        States for the time machine, those of the runs it branched from included.
    data : int
        The images themselves, which are there before the run is.
    """

    weights: int
    shards: int
    history: int
    data: int

    @property
    def total(self) -> int:
        """All of it."""
        return self.data + self.to_come

    @property
    def to_come(self) -> int:
        """What is not there yet when the run begins."""
        return self.weights + self.shards + self.history

    @property
    def words(self) -> str:
        """The sum, as people say it."""
        return bytes_words(self.total)

    @property
    def parts_words(self) -> str:
        """What the sum is made of, as people say it."""
        parts = (
            (self.weights, "the weights and what the optimiser keeps"),
            (self.shards, "the numbers of the images worked on at once"),
            (self.history, "earlier states to go back to, at most"),
            (self.data, "the images, loaded already"),
        )
        return "\n".join(f"{bytes_words(count)}: {what}" for count, what in parts)

    def objection(self, free: int | None) -> str:
        """Return why such a run is not begun, or nothing.

        Parameters
        ----------
        free : int or None
            Bytes that the machine has free; None if that is not known.
        """
        if free is None or self.to_come <= REFUSED * free:
            return ""
        return (
            f"This run needs about {bytes_words(self.to_come)} of memory besides its images, "
            f"and {bytes_words(free)} are free: choose {self._remedy}."
        )

    def warning(self, free: int | None) -> str:
        """Return what to think of before such a run, or nothing."""
        if free is None or self.to_come <= WARNED * free:
            return ""
        return (
            f"Needs about {bytes_words(self.to_come)} of memory besides its images; "
            f"{bytes_words(free)} are free."
        )

    @property
    def _remedy(self) -> str:
        if self.shards > self.weights + self.history:
            return "a smaller batch, or fewer or smaller layers"
        return "fewer or smaller layers"


def estimate_memory(
    experiment: Experiment, image_count: int, free: int | None = None
) -> MemoryEstimate:
    """Return what training `experiment` takes.

    Parameters
    ----------
    experiment : Experiment
        With a network that fits its data.
    image_count : int
        Images to train and to judge on.
    free : int, optional
        Bytes that the machine has free: with little of it, fewer states are kept.

    Raises
    ------
    SpecError
        If the network's layers do not fit each other.
    """
    outlines = experiment.network.outline()
    parameters = sum(outline.parameter_count for outline in outlines)
    kept = _arrays_kept(experiment)
    judged = round(image_count * experiment.validation_share)
    trained = max(image_count - judged, 1)
    batch = min(experiment.batch_size or trained, trained)
    work = _work(_plan(outlines), batch, trained)
    memory = network_memory(outlines)
    state = parameters * (2 + kept + int(experiment.keep_best))
    steps = experiment.epochs * -(-trained // batch)
    cells = math.prod(experiment.network.input_shape)
    shards = work.images * memory.per_image + work.gradients * parameters
    shards += work.workers * memory.fixed + _judging(memory, judged)
    in_bytes = round(FLOAT * shards) + PER_IMAGE * image_count
    if not experiment.augmentation.is_off:
        in_bytes += work.workers * AUGMENTING * cells
    return MemoryEstimate(
        weights=FLOAT * state,
        shards=max(in_bytes, _drawing(outlines) - FLOAT * state),
        history=_history(FLOAT * state, steps, free),
        data=cells * image_count,
    )


def history_budget(free: int | None) -> int:
    """Return how many bytes the states of a run may take, in memory.

    Parameters
    ----------
    free : int or None
        Bytes that the machine has free; None if that is not known.
    """
    return HISTORY if free is None else min(HISTORY, round(HISTORY_SHARE * free))


def check_memory(experiment: Experiment, image_count: int) -> None:
    """Raise if a run would take more memory than the machine can spare.

    Raises
    ------
    SpecError
        The text says how much, and is fit to show.
    """
    free = free_memory()
    objection = estimate_memory(experiment, image_count, free).objection(free)
    if objection:
        raise SpecError(objection)


def bytes_words(count: int) -> str:
    """Return an amount of memory in MB or GB."""
    megabytes = count / 1e6
    return (
        f"{megabytes / 1000:,.1f} GB" if megabytes >= 1000 else f"{max(megabytes, 1):,.0f} MB"
    )


def _arrays_kept(experiment: Experiment) -> int:
    one = NamedParameter("one", Parameter(np.zeros(1, np.float32)))
    return len(experiment.optimizer.build([one]).KEEPS)


def _plan(outlines: tuple[LayerOutline, ...]) -> ShardPlan:
    """Return how a batch will be cut; see `plan_shards`, which has the layers themselves."""
    work = sum(
        outline.parameter_count * math.prod(outline.output_shape[:-1]) for outline in outlines
    )
    size = DENSE_SHARD
    if prefers_batch_innermost(outlines):
        size = HEAVY_CONV_SHARD if work >= HEAVY_IMAGE else CONV_SHARD
    is_coupled = any(o.spec.COUPLES_SAMPLES and not o.spec.is_frozen for o in outlines)
    threads = min(allowed_threads(), MAX_THREADS) if work * size >= THREADED_SHARD else 1
    return ShardPlan(size, threads, is_coupled, work)


@dataclass(frozen=True, slots=True)
class _Work:
    """Images whose numbers are in memory at once, and workers and sets of gradients for them.

    The network's own worker and its gradients are not counted among the latter.
    """

    images: int
    workers: int
    gradients: int


def _work(plan: ShardPlan, batch: int, trained: int) -> _Work:
    """Return what is in memory for batches of such a size, and for the last of an epoch.

    Each worker keeps memory for every size of shard that it has met.
    """
    size, last = plan.shard_size(batch), trained % batch
    shards = -(-batch // size)
    if shards == 1:
        is_long = batch * plan.work >= LONG_WORK
        return _Work(batch + last, 1, 2 if is_long else 0)
    if plan.is_coupled:
        size_of_last = plan.shard_size(last)
        other = last if size_of_last != size else last % size
        return _Work(batch + other, shards, shards + 1)
    workers = min(plan.threads, shards)
    sizes = {size, batch % size, last % size if last > size else 0}
    alone = last if last <= size else 0
    return _Work(workers * sum(sizes) + alone, workers, workers + 1)


def _judging(memory: NetworkMemory, judged: int) -> float:
    """Return how many numbers it takes to judge so many images, shard by shard."""
    shard, last = min(judged, EVALUATION_SHARD), judged % EVALUATION_SHARD
    kept = shard + (last if judged > EVALUATION_SHARD else 0)
    return kept * memory.per_judged + shard * memory.while_judging


def _drawing(outlines: tuple[LayerOutline, ...]) -> int:
    """Return the bytes taken while the first weights are drawn, layer by layer.

    They are drawn as numbers of 8 bytes and brought to their size in a copy.
    """
    most = before = 0
    for outline in outlines:
        most = max(most, 2 * FLOAT * before + 16 * outline.parameter_count)
        before += outline.parameter_count
    return most


def _history(state: int, steps: int, free: int | None) -> int:
    """Return the bytes of the states that are kept, at most, and of the one being copied."""
    budget = history_budget(free)
    most = max(FEWEST_STATES * state, budget) + budget // PASSED_SHARE + state
    return min(most, (steps + 1) * state)
