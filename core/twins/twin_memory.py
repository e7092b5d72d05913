"""How much memory runs take that are trained together."""

from __future__ import annotations

from collections.abc import Sequence

from core.errors import SpecError
from core.experiment import Experiment
from core.free_memory import free_memory
from core.number_words import counted
from core.training.memory_estimate import MemoryEstimate, bytes_words, estimate_memory
from core.twins.same_batches import twin_of


def estimate_twins(
    lead: Experiment, twins: Sequence[Experiment], image_count: int, free: int | None = None
) -> MemoryEstimate:
    """Return what training a run and its twins takes: they share the images, and no more.

    Parameters
    ----------
    lead : Experiment
    twins : sequence of Experiment
        As they are wished for: see `twin_of`.  None of them: the lead alone.
    image_count, free : int
        As `estimate_memory` takes them.

    Raises
    ------
    SpecError
        If the layers of one of them do not fit each other.
    """
    recipes = (lead, *(twin_of(lead, one) for one in twins))
    each = [estimate_memory(one, image_count, free) for one in recipes]
    return MemoryEstimate(
        weights=sum(one.weights for one in each),
        shards=sum(one.shards for one in each),
        history=sum(one.history for one in each),
        data=each[0].data,
    )


def check_twin_memory(lead: Experiment, twins: Sequence[Experiment], image_count: int) -> None:
    """Raise if they would take more memory than the machine can spare.

    Raises
    ------
    SpecError
        The text says how much, and is fit to show.
    """
    free = free_memory()
    estimate = estimate_twins(lead, twins, image_count, free)
    if free is not None and estimate.objection(free):
        raise SpecError(
            f"{counted(1 + len(twins), 'run')} together need about "
            f"{bytes_words(estimate.to_come)} of memory besides their images, and "
            f"{bytes_words(free)} are free: train fewer at once, or smaller ones."
        )
