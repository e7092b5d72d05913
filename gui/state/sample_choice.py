"""Which samples one can step through: of one part, one class, or only the misjudged."""

from __future__ import annotations

import numpy as np

from core.arrays import IntArray


class SampleChoice:
    """The indices of a part that fit the chosen class, and are misjudged if only those count.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of `random`; its own, so that looking around never changes a run.
    """

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng
        self._matching: IntArray = np.zeros(0, np.int64)

    def __len__(self) -> int:
        return len(self._matching)

    @property
    def matching(self) -> IntArray:
        """Indices that fit, ascending."""
        return self._matching

    def clear(self) -> None:
        """Let no sample fit: what did is of other images."""
        self._matching = np.zeros(0, np.int64)

    def narrow(
        self, labels: IntArray, wanted_class: int | None, predicted: IntArray | None
    ) -> None:
        """Take from a part with `labels` what fits.

        Parameters
        ----------
        labels : ndarray of int, shape (n,)
        wanted_class : int or None
            None takes every class.
        predicted : ndarray of int, shape (n,), or None
            If given, only those predicted wrongly are taken.
        """
        fits = np.ones(len(labels), bool)
        if wanted_class is not None:
            fits &= labels == wanted_class
        if predicted is not None:
            fits &= labels != predicted
        self._matching = np.flatnonzero(fits)

    def next_to(self, index: int, step: int) -> int | None:
        """Return the next match after (`step` 1) or before (-1) `index`, going round."""
        if not len(self._matching):
            return None
        if step > 0:
            place = int(np.searchsorted(self._matching, index, side="right"))
        else:
            place = int(np.searchsorted(self._matching, index, side="left")) - 1
        return int(self._matching[place % len(self._matching)])

    def nearest(self, index: int) -> int | None:
        """Return `index` if it matches, or else the next one that does."""
        return self.next_to(index - 1, 1)

    def random(self, index: int) -> int | None:
        """Return any match but `index`, if there is another."""
        others = self._matching[self._matching != index]
        choices = others if len(others) else self._matching
        return int(self._rng.choice(choices)) if len(choices) else None

    def around(self, index: int, count: int) -> list[int]:
        """Return up to `count` neighbouring matches with `index` in their middle.

        Near an end the middle moves; an `index` that does not match is left out.
        """
        place = int(np.searchsorted(self._matching, index))
        first = max(0, min(place - count // 2, len(self._matching) - count))
        return [int(match) for match in self._matching[first : first + count]]
