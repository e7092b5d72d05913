"""The gradient of the score, pixel by pixel."""

from __future__ import annotations

from typing import ClassVar

from core.arrays import FloatArray
from core.explanation.class_score import ClassScore
from core.explanation.method import ExplanationMethod, Progress, silent


class Gradient(ExplanationMethod):
    r"""How the score answers to a little more ink.

    .. math:: M_i = \frac{\partial s}{\partial x_i}

    References
    ----------
    .. [1] Simonyan et al. (2014), "Deep Inside Convolutional Networks", arXiv:1312.6034.
    """

    NAME: ClassVar[str] = "gradient"
    TITLE: ClassVar[str] = "Gradient"
    BRIEF: ClassVar[str] = "slope of the score"
    RULE: ClassVar[str] = (
        "How fast the score rises or falls with a little more ink in this pixel, whether there "
        "is ink now or not."
    )
    FORMULA: ClassVar[str] = "M[i] = ds/dx[i]"
    SOURCE: ClassVar[str] = "Simonyan et al. 2014"

    def explain(
        self, score: ClassScore, x: FloatArray, progress: Progress = silent
    ) -> FloatArray:
        slope: FloatArray = score.gradients(x[None])[0]
        return slope
