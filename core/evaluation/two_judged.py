"""Two networks on the same images: which is right where."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from core.arrays import IntArray
from core.errors import LoadError
from core.evaluation.mcnemar import McNemar, mcnemar
from core.evaluation.verdicts import Verdicts


class Agreement(StrEnum):
    """Which of the two are right."""

    BOTH = "both"
    ONLY_FIRST = "first"
    ONLY_SECOND = "second"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class ClassDifference:
    """On how many images of a class one of the two is right, and the other is not."""

    index: int
    only_first: int
    only_second: int

    @property
    def surplus(self) -> int:
        """How many more are right with the second."""
        return self.only_second - self.only_first


@dataclass(frozen=True, slots=True, eq=False)
class TwoJudged:
    """What two networks make of the same images.

    Attributes
    ----------
    places : dict of Agreement to ndarray of int
        Positions in the arrays of the verdicts, ascending.
    test : McNemar
    by_class : tuple of ClassDifference
        Classes in which the two differ, the largest surplus first.
    """

    places: dict[Agreement, IntArray]
    test: McNemar
    by_class: tuple[ClassDifference, ...]

    def count(self, agreement: Agreement) -> int:
        """Return how many images there are of that kind."""
        return len(self.places[agreement])


def two_judged(first: Verdicts, second: Verdicts) -> TwoJudged:
    """Return which of two networks is right where.

    Raises
    ------
    LoadError
        If they were not judged on the same images.
    """
    if not np.array_equal(first.rows, second.rows) or not np.array_equal(
        first.true, second.true
    ):
        raise LoadError("two runs: expected verdicts on the same images, received others")
    a, b = first.is_right, second.is_right
    places: dict[Agreement, IntArray] = {
        Agreement.BOTH: np.flatnonzero(a & b),
        Agreement.ONLY_FIRST: np.flatnonzero(a & ~b),
        Agreement.ONLY_SECOND: np.flatnonzero(~a & b),
        Agreement.NEITHER: np.flatnonzero(~a & ~b),
    }
    only_a, only_b = places[Agreement.ONLY_FIRST], places[Agreement.ONLY_SECOND]
    classes = int(first.true.max()) + 1 if len(first.true) else 0
    counts = zip(
        np.bincount(first.true[only_a], minlength=classes).tolist(),
        np.bincount(first.true[only_b], minlength=classes).tolist(),
        strict=True,
    )
    differences = [ClassDifference(at, *pair) for at, pair in enumerate(counts) if any(pair)]
    differences.sort(key=lambda one: -abs(one.surplus))
    return TwoJudged(places, mcnemar(len(only_a), len(only_b)), tuple(differences))
