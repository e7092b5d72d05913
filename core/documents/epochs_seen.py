"""How often a run had seen its training images, by step."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray, IntArray
from core.documents.run_document import RunDocument


@dataclass(frozen=True, slots=True, eq=False)
class EpochsSeen:
    """The way of a run in epochs: images it was trained on, in units of all of them.

    Batches are counted as they were: before and behind a branch with another batch size, and
    the smaller one at the end of an epoch.

    Attributes
    ----------
    steps : ndarray of int
        Rising; the first one is the earliest step that is known.
    epochs : ndarray of float
        Seen after each of them.
    pace : float
        Epochs a step, for steps that are not written down.
    """

    steps: IntArray
    epochs: FloatArray
    pace: float

    @classmethod
    def of(cls, document: RunDocument, images: int) -> EpochsSeen:
        """Return the way of a run that trains on so many `images`.

        Raises
        ------
        LoadError
            If the document cannot be read.
        """
        first = int(document.stored_steps()[0])
        state = document.state_before(first)
        seen = 0
        if state is not None and state.epoch.number:
            seen = (state.epoch.number - 1) * images + state.epoch.cursor
        rows = document.history.batches()
        rows = rows[rows["step"] > first]
        counts = np.concatenate([[seen], rows["images"].astype(np.int64)])
        return cls(
            np.concatenate([[first], rows["step"]]),
            np.cumsum(counts) / images,
            pace_of(document.recipe.experiment.batch_size, images),
        )

    def at(self, step: int) -> float:
        """Return the epochs that were seen after `step`."""
        within = float(np.interp(step, self.steps, self.epochs))
        return within + self.pace * max(step - int(self.steps[-1]), 0)

    def step_at(self, epochs: float) -> int:
        """Return the step after which nearest to so many epochs were seen."""
        beyond = epochs - float(self.epochs[-1])
        if beyond > 0:
            return int(self.steps[-1]) + round(beyond / self.pace)
        return int(self.steps[int(np.abs(self.epochs - epochs).argmin())])


def pace_of(batch_size: int | None, images: int) -> float:
    """Return how much of an epoch a step is; all of it with full batch."""
    return 1.0 if batch_size is None else min(batch_size / images, 1.0)
