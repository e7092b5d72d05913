"""What the score loses where the ink is covered."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from core.arrays import FloatArray, Shape
from core.explanation.class_score import SHARD, ClassScore
from core.explanation.method import ExplanationMethod, Progress, silent

PATCH = 4


class Occlusion(ExplanationMethod):
    r"""Cover a patch of 4×4 with blank paper, at every place, and see what the score loses.

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
        "What the score loses, on average, when a patch of 4×4 pixels that holds this one is "
        "covered with blank paper."
    )
    FORMULA: ClassVar[str] = "M[i] = mean of s(x) − s(x without p)  over the 4×4 patches p at i"
    SOURCE: ClassVar[str] = "Zeiler & Fergus 2014"

    def looks(self, shape: Shape) -> int:
        height, width = shape[:2]
        return (height - min(PATCH, height) + 1) * (width - min(PATCH, width) + 1) + 1

    def explain(
        self, score: ClassScore, x: FloatArray, progress: Progress = silent
    ) -> FloatArray:
        high, wide = min(PATCH, x.shape[0]), min(PATCH, x.shape[1])
        places = [
            (slice(row, row + high), slice(column, column + wide))
            for row in range(x.shape[0] - high + 1)
            for column in range(x.shape[1] - wide + 1)
        ]
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
