"""How much memory a run will take, before it takes any."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core.errors import SpecError
from core.experiment import Experiment
from core.network import NamedParameter
from core.network_spec import LayerOutline
from core.parameter import Parameter
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
#: Images that are judged at once in a validation.
JUDGED = 256
#: What states of a run take in memory, at most and unless a single one is larger.
HISTORY = 256 * 2**20
#: Of the memory that is free: more than the first is worth a warning, more than the second is
#: refused, because the window, other runs and other programs need some too.
WARNED, REFUSED = 0.25, 0.5
_MEMINFO = Path("/proc/meminfo")


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
        States for the time machine.
    """

    weights: int
    shards: int
    history: int

    @property
    def total(self) -> int:
        """All of it."""
        return self.weights + self.shards + self.history

    @property
    def words(self) -> str:
        """The sum, as people say it."""
        return bytes_words(self.total)

    def objection(self, free: int | None) -> str:
        """Return why such a run is not begun, or nothing.

        Parameters
        ----------
        free : int or None
            Bytes that the machine has free; None if that is not known.
        """
        if free is None or self.total <= REFUSED * free:
            return ""
        return (
            f"This run needs about {self.words} of memory, and {bytes_words(free)} are free: "
            f"choose {self._remedy}."
        )

    def warning(self, free: int | None) -> str:
        """Return what to think of before such a run, or nothing."""
        if free is None or self.total <= WARNED * free:
            return ""
        return f"Needs about {self.words} of memory; {bytes_words(free)} are free."

    @property
    def _remedy(self) -> str:
        if self.shards > self.weights + self.history:
            return "a smaller batch, or fewer or smaller layers"
        return "fewer or smaller layers"


def estimate_memory(experiment: Experiment, image_count: int) -> MemoryEstimate:
    """Return what training `experiment` takes besides the images themselves.

    Parameters
    ----------
    experiment : Experiment
        With a network that fits its data.
    image_count : int
        Images to train and to judge on.

    Raises
    ------
    SpecError
        If the network's layers do not fit each other.
    """
    outlines = experiment.network.outline()
    parameters = sum(outline.parameter_count for outline in outlines)
    kept = _arrays_kept(experiment)
    judged = round(image_count * experiment.validation_share)
    batch = min(experiment.batch_size or image_count, image_count) or 1
    batch = min(batch, max(image_count - judged, 1))
    plan = _plan(outlines)
    at_once, workers = _work(plan, batch)
    per_image = sum(_numbers(outline) for outline in outlines)
    in_judging = sum(_numbers_in_use(outline) for outline in outlines)
    state = parameters * (2 + kept)
    weights = parameters * (2 + kept + int(experiment.keep_best))
    shards = at_once * per_image + min(judged, 2 * JUDGED) * in_judging + workers * parameters
    return MemoryEstimate(
        FLOAT * weights,
        FLOAT * shards,
        max(2 * FLOAT * state, min(HISTORY, 40 * FLOAT * state)),
    )


def check_memory(experiment: Experiment, image_count: int) -> None:
    """Raise if a run would take more memory than the machine can spare.

    Raises
    ------
    SpecError
        The text says how much, and is fit to show.
    """
    objection = estimate_memory(experiment, image_count).objection(free_memory())
    if objection:
        raise SpecError(objection)


def free_memory() -> int | None:
    """Return how many bytes a program may still take without harm to others, if it is known."""
    try:
        for line in _MEMINFO.read_text("ascii").splitlines():
            name, _, amount = line.partition(":")
            if name == "MemAvailable":
                return int(amount.split()[0]) * 1024
    except (OSError, ValueError, IndexError):
        pass  # not Linux
    try:
        return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):
        return None


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
    has_maps = any(o.spec.SLIDES_FILTERS or o.spec.PICKS_WINNERS for o in outlines)
    size = DENSE_SHARD
    if has_maps:
        size = HEAVY_CONV_SHARD if work >= HEAVY_IMAGE else CONV_SHARD
    is_coupled = any(o.spec.COUPLES_SAMPLES and not o.spec.is_frozen for o in outlines)
    threads = min(allowed_threads(), MAX_THREADS) if work * size >= THREADED_SHARD else 1
    return ShardPlan(size, threads, is_coupled, work)


def _work(plan: ShardPlan, batch: int) -> tuple[int, int]:
    """Return how many images are in memory at once, and sets of gradients beside the network's.

    Each worker keeps memory for whole shards and for the last one of a batch.
    """
    size = plan.shard_size(batch)
    shards = -(-batch // size)
    if shards == 1:
        return batch, 1  # one worker, if the step takes long
    if plan.is_coupled:
        return batch, shards + 1
    workers = min(plan.threads, shards)
    return workers * (size + batch % size), workers + 1


def _numbers(outline: LayerOutline) -> int:
    """Return how many numbers a layer keeps for one image of a shard."""
    given, gives = math.prod(outline.input_shape), math.prod(outline.output_shape)
    if not outline.spec.SLIDES_FILTERS:
        return 2 * given + 2 * gives
    return 3 * given + 3 * gives + 3 * _slab_numbers(outline)


def _numbers_in_use(outline: LayerOutline) -> int:
    """Return how many numbers a layer keeps for one image that is judged."""
    if not outline.spec.SLIDES_FILTERS:
        return 0
    return math.prod(outline.input_shape) + _slab_numbers(outline)


def _slab_numbers(outline: LayerOutline) -> int:
    """Return how many numbers `ColumnSlabs` lays out: every pixel once per row of a kernel."""
    window = outline.spec.window(outline.input_shape)
    if window is None:
        return 0
    rows, columns, _ = outline.output_shape
    side = columns * window.stride[1] + window.size[1]
    return side * (window.size[0] * outline.input_shape[2] + 1) * rows
