"""What the score loses where the ink is covered."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from core.arrays import FloatArray, Shape
from core.explanation.class_score import SHARD, ClassScore
from core.explanation.method import ExplanationMethod, Progress, silent

#: Side of a patch in a small image, and which part of the shorter side of a large one it is.
PATCH, PART = 4, 7
#: A patch moves on by this part of its side.
OVERLAP = 4


class Occlusion(ExplanationMethod):
    r"""Cover a patch of 4×4 with blank paper, at every place, and see what the score loses.

    In an image larger than 28×28 the patch is a seventh of the shorter side, and moves on by a
    quarter of itself: what is looked for is larger there, too.

    .. math:: M_i = \frac{1}{|P_i|} \sum_{p \in P_i} \bigl( s(x) - s(x \text{ without } p)
              \bigr), \qquad P_i \text{ the patches that cover pixel } i

    The only method here that asks the network about other images instead of its slope.

    References
    ----------
    .. [1] Zeiler & Fergus (2014), "Visualizing and Understanding Convolutional Networks",
       arXiv:1311.2901, section 4.2.
    """

    NAME: ClassVar[str] = "occlusion"
    TITLE: ClassVar[str] = "Occlusion"
    BRIEF: ClassVar[str] = "score lost under a patch"
    RULE: ClassVar[str] = (
        "What the score loses, on average, when a patch that holds this pixel is covered with "
        "blank paper: one of 4×4, in a large image a seventh of its shorter side."
    )
    FORMULA: ClassVar[str] = "M[i] = mean of s(x) − s(x without p)  over the patches p at i"
    SOURCE: ClassVar[str] = "Zeiler & Fergus 2014"

    def looks(self, shape: Shape) -> int:
        rows, columns = _places(shape)
        return len(rows) * len(columns) + 1

    def explain(
        self, score: ClassScore, x: FloatArray, progress: Progress = silent
    ) -> FloatArray:
        rows, columns = _places(x.shape)
        places = [(row, column) for row in rows for column in columns]
        whole = float(score.values(x[None])[0])
        lost, covering = np.zeros(x.shape[:2]), np.zeros(x.shape[:2])
        for start in range(0, len(places), SHARD):
            part = places[start : start + SHARD]
            covered = np.repeat(x[None], len(part), axis=0)
            for image, place in zip(covered, part, strict=True):
                image[place] = 0
            for place, rest in zip(part, score.values(covered).tolist(), strict=True):
                lost[place] += whole - rest
                covering[place] += 1
            progress(min(1.0, (start + len(part)) / len(places)))
        return lost / covering


def _places(shape: Shape) -> tuple[list[slice], list[slice]]:
    """Return where patches lie from above to below, and from left to right."""
    patch = max(PATCH, min(shape[:2]) // PART)
    return _along(shape[0], patch), _along(shape[1], patch)


def _along(side: int, patch: int) -> list[slice]:
    """Return where patches lie along one side: the last one ends where it ends."""
    long = min(patch, side)
    begins = {*range(0, side - long + 1, max(1, patch // OVERLAP)), side - long}
    return [slice(begin, begin + long) for begin in sorted(begins)]
