"""The gradient times the ink that is there."""

from __future__ import annotations

from typing import ClassVar

from core.arrays import FloatArray
from core.explanation.class_score import ClassScore
from core.explanation.method import ExplanationMethod, Progress, silent


class GradientXInput(ExplanationMethod):
    r"""What each pixel's ink adds to the score, as far as the slope here tells.

    .. math:: M_i = x_i \frac{\partial s}{\partial x_i}

    In a network of dense, convolution, ReLU and max-pool layers without biases the map adds up
    to the score exactly.

    References
    ----------
    .. [1] Shrikumar et al. (2016), "Not Just a Black Box", arXiv:1605.01713.
    """

    NAME: ClassVar[str] = "gradient-x-input"
    TITLE: ClassVar[str] = "Gradient × input"
    SHORT: ClassVar[str] = "Grad × input"
    BRIEF: ClassVar[str] = "ink · slope"
    RULE: ClassVar[str] = (
        "What the ink in this pixel adds to the score, as far as the slope here tells: 0 where "
        "there is no ink."
    )
    FORMULA: ClassVar[str] = "M[i] = x[i] · ds/dx[i]"
    SOURCE: ClassVar[str] = "Shrikumar et al. 2016"

    def explain(
        self, score: ClassScore, x: FloatArray, progress: Progress = silent
    ) -> FloatArray:
        share: FloatArray = x * score.gradients(x[None])[0]
        return share
