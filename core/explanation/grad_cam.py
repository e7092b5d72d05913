"""Which places of the last convolution's maps spoke for the class."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from core.arrays import FloatArray
from core.drawing.scaled import scaled
from core.errors import SpecError
from core.explanation.class_score import ClassScore
from core.explanation.method import ExplanationMethod, Progress, silent
from core.layers.spec import LayerSpec


def last_convolution(specs: Sequence[LayerSpec]) -> int:
    """Return the index of the last layer that slides filters.

    Raises
    ------
    SpecError
        If there is none.
    """
    for index in range(len(specs) - 1, -1, -1):
        if specs[index].SLIDES_FILTERS:
            return index
    raise SpecError("Grad-CAM needs a convolution: there is none")


class GradCAM(ExplanationMethod):
    r"""The last convolution's maps, each weighted by how much the class listens to it.

    .. math:: \alpha_k = \frac{1}{PQ} \sum_{p,q} \frac{\partial s}{\partial A_{pqk}}, \qquad
              M_{pq} = \max\Bigl(0, \sum_k \alpha_k A_{pqk}\Bigr)

    A is what the last convolution gives, before its activation; the map is enlarged to the
    size of the image, each number a mean of the four nearest.

    References
    ----------
    .. [1] Selvaraju et al. (2017), "Grad-CAM: Visual Explanations from Deep Networks",
       arXiv:1610.02391.
    """

    NAME: ClassVar[str] = "grad-cam"
    TITLE: ClassVar[str] = "Grad-CAM"
    BRIEF: ClassVar[str] = "Σ maps · weight, above 0"
    RULE: ClassVar[str] = (
        "Where those maps of the last convolution are high that speak for this class. Coarse, "
        "as the maps are small, and never below 0."
    )
    FORMULA: ClassVar[str] = (
        "M = max(0, Σ a[k] · A[k])  over all channels k,  a[k] = mean over places of ds/dA[k]"
    )
    SOURCE: ClassVar[str] = "Selvaraju et al. 2017"
    IS_SIGNED: ClassVar[bool] = False

    def explain(
        self, score: ClassScore, x: FloatArray, progress: Progress = silent
    ) -> FloatArray:
        maps, gradient = score.at(last_convolution(score.specs), x)
        weights = gradient.mean(axis=(0, 1))
        height, width = x.shape[:2]
        return scaled(np.maximum(maps @ weights, 0), (height, width))
