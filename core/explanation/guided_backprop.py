"""The gradient, of which gates pass back only what speaks for the class."""

from __future__ import annotations

from typing import ClassVar

from core.arrays import FloatArray
from core.explanation.class_score import ClassScore
from core.explanation.method import ExplanationMethod, Progress, silent


class GuidedBackprop(ExplanationMethod):
    r"""The gradient with one rule changed: a ReLU passes back no negative numbers.

    .. math:: g_x = g_y \cdot [x > 0] \cdot [g_y > 0] \quad\text{at every ReLU}

    References
    ----------
    .. [1] Springenberg et al. (2015), "Striving for Simplicity", arXiv:1412.6806.
    """

    NAME: ClassVar[str] = "guided-backprop"
    TITLE: ClassVar[str] = "Guided backprop"
    SHORT: ClassVar[str] = "Guided"
    BRIEF: ClassVar[str] = "only positive blame"
    RULE: ClassVar[str] = (
        "The gradient, but every ReLU passes back only what speaks for the class: sharp "
        "pictures, which say more about the image than about the network."
    )
    FORMULA: ClassVar[str] = "at every ReLU: ds/dx = ds/dy if x > 0 and ds/dy > 0, else 0"
    SOURCE: ClassVar[str] = "Springenberg et al. 2015"

    def explain(
        self, score: ClassScore, x: FloatArray, progress: Progress = silent
    ) -> FloatArray:
        slope: FloatArray = score.gradients(x[None], is_guided=True)[0]
        return slope
