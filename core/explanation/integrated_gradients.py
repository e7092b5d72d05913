"""The gradient, collected on the way from a blank image to this one."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from core.arrays import FloatArray, Shape
from core.explanation.class_score import ClassScore
from core.explanation.method import ExplanationMethod, Progress, silent

STEPS = 64


def path_shares(steps: int = STEPS) -> FloatArray:
    """Return how much of the ink is there at each step of the way: midpoints of equal parts.

    Returns
    -------
    ndarray of shape (steps,)
        Above 0 and below 1.
    """
    return (np.arange(steps) + 0.5) / steps


class IntegratedGradients(ExplanationMethod):
    r"""What each pixel's ink added while the image was faded in from no ink at all.

    .. math:: M_i = x_i \int_0^1 \frac{\partial s}{\partial x_i}(t x)\, dt
              \approx \frac{x_i}{64} \sum_{k=0}^{63}
              \frac{\partial s}{\partial x_i}\Bigl(\tfrac{k + 1/2}{64} x\Bigr)

    The map adds up to s(x) − s(0), but for the error of a sum in place of the integral.

    References
    ----------
    .. [1] Sundararajan et al. (2017), "Axiomatic Attribution for Deep Networks",
       arXiv:1703.01365.
    """

    NAME: ClassVar[str] = "integrated-gradients"
    TITLE: ClassVar[str] = "Integrated gradients"
    BRIEF: ClassVar[str] = "ink · mean slope from 0"
    RULE: ClassVar[str] = (
        "What the ink in this pixel added to the score while the image was faded in from a "
        "blank one. All pixels together make the whole difference."
    )
    FORMULA: ClassVar[str] = "M[i] = x[i] · mean of ds/dx[i] at t·x  over 64 midpoints t"
    SOURCE: ClassVar[str] = "Sundararajan et al. 2017"
    ADDS_UP: ClassVar[bool] = True

    def looks(self, shape: Shape) -> int:
        return STEPS

    def explain(
        self, score: ClassScore, x: FloatArray, progress: Progress = silent
    ) -> FloatArray:
        faded = path_shares()[:, None, None, None] * x
        share: FloatArray = x * score.gradients(faded).mean(axis=0)
        return share
