"""Whether runs learn from the same images in the same order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from core.errors import SpecError
from core.experiment import Experiment

if TYPE_CHECKING:  # training is imported when there is data
    from core.training.session import TrainingSession

#: What decides which images are in which batch, and how they are changed at random.
SHARED = ("data", "seed", "batch_size", "validation_share", "augmentation")


def twin_of(first: Experiment, second: Experiment) -> Experiment:
    """Return the second recipe, so that it learns from the batches of the first.

    Everything in `SHARED` becomes that of `first`; all else stays.
    """
    return second.replace(**{name: getattr(first, name) for name in SHARED})


def check_same_batches(first: TrainingSession, second: TrainingSession) -> None:
    """Accept two sessions that learn from the same images in the same order.

    Of two that stand at different steps the order is not known yet: ask again when they meet.

    Raises
    ------
    SpecError
        If they do not; the text names what differs.
    """
    pairs = [("batch size", first.plan.batch_size, second.plan.batch_size)]
    if first.step == second.step:
        pairs += [
            ("images of the epoch", first.progress.number, second.progress.number),
            ("place in the epoch", first.progress.cursor, second.progress.cursor),
        ]
    for what, ours, theirs in pairs:
        if ours != theirs:
            raise SpecError(
                f"Twins: expected the same {what} in all, received {ours:,} and {theirs:,}"
            )
    if first.data is not second.data or not np.array_equal(first.train_rows, second.train_rows):
        raise SpecError("Twins: expected the same training images in all, received others")
    if first.step != second.step:
        return
    if first.progress.state().generator != second.progress.state().generator:
        raise SpecError(
            "Twins: expected the same order of the images in all, received another seed"
        )


def have_same_batches(first: Experiment, second: Experiment) -> bool:
    """Return whether two recipes say that they learn from the same batches."""
    return twin_of(first, second) == second
