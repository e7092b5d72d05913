"""The gradient, collected on the way from a blank image to this one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from core.arrays import FloatArray, Shape
from core.explanation.class_score import SHARD, ClassScore
from core.explanation.method import ExplanationMethod, Progress, silent

#: Parts of the way: so many at first, then twice as many each time, and never more than that.
FEWEST, MOST = 64, 1024
#: By how much of the difference of the scores a map that adds up may miss it.
COMPLETE_WITHIN = 0.01


def path_shares(steps: int) -> FloatArray:
    """Return how much of the ink is there at each step of the way: midpoints of equal parts.

    Returns
    -------
    ndarray of shape (steps,)
        Above 0 and below 1.
    """
    return (np.arange(steps) + 0.5) / steps


def missed_share(total: float, delta: float) -> float:
    """Return by which share of `delta` a sum misses it; infinity if that is 0."""
    away = abs(total - delta)
    return away / abs(delta) if delta else (np.inf if away else 0.0)


@dataclass(frozen=True, slots=True, eq=False)
class Integral:
    """What the gradients of a path come to.

    Attributes
    ----------
    values : ndarray of shape (H, W, C)
        Of each pixel: ink times mean gradient.
    steps : int
        Gradients that were taken.
    """

    values: FloatArray
    steps: int


def integral(score: ClassScore, x: FloatArray, progress: Progress = silent) -> Integral:
    """Collect the gradient on the way from no ink to an image, in parts that are fine enough.

    64 parts at first, then twice as many each time, until the sum misses the difference of
    the scores by at most 1 %, or there are 1,024 of them.

    Parameters
    ----------
    score : ClassScore
    x : ndarray of shape (H, W, C)
        0 is no ink, 1 full ink.
    progress : callable, optional
        What it raises ends the work.
    """
    full, blank = score.values(np.stack([x, np.zeros_like(x)])).tolist()
    steps = FEWEST
    while True:
        values = x * _mean_gradient(score, x, steps)
        progress(min(steps / MOST, 1.0))
        total = float(values.sum())
        # what is not finite does not become so with more parts
        is_complete = not missed_share(total, full - blank) > COMPLETE_WITHIN
        if is_complete or steps >= MOST or not np.isfinite(total):
            return Integral(values, steps)
        steps *= 2


def _mean_gradient(score: ClassScore, x: FloatArray, steps: int) -> FloatArray:
    """Return d(score)/d(image), averaged over the way; shape of `x`."""
    shares = path_shares(steps)[:, None, None, None]
    found: FloatArray = np.zeros(x.shape)
    for start in range(0, steps, SHARD):
        part = shares[start : start + SHARD]
        found += score.gradients(part * x).sum(axis=0)
    return found / steps


class IntegratedGradients(ExplanationMethod):
    r"""What each pixel's ink added while the image was faded in from no ink at all.

    .. math:: M_i = x_i \int_0^1 \frac{\partial s}{\partial x_i}(t x)\, dt
              \approx \frac{x_i}{n} \sum_{k=0}^{n-1}
              \frac{\partial s}{\partial x_i}\Bigl(\tfrac{k + 1/2}{n} x\Bigr)

    The map adds up to s(x) − s(0), but for the error of a sum in place of the integral: n is
    64, and is doubled until that error is at most 1 %, up to 1,024.

    References
    ----------
    .. [1] Sundararajan et al. (2017), "Axiomatic Attribution for Deep Networks",
       arXiv:1703.01365.
    """

    NAME: ClassVar[str] = "integrated-gradients"
    TITLE: ClassVar[str] = "Integrated gradients"
    SHORT: ClassVar[str] = "Integrated"
    BRIEF: ClassVar[str] = "ink · mean slope from 0"
    RULE: ClassVar[str] = (
        "What the ink in this pixel added to the score while the image was faded in from a "
        "blank one. All pixels together make the whole difference."
    )
    FORMULA: ClassVar[str] = (
        "M[i] = x[i] · mean over n midpoints t of ds/dx[i] at t·x; n = 64, doubled up to 1,024 "
        "until it adds up within 1 %"
    )
    SOURCE: ClassVar[str] = "Sundararajan et al. 2017"
    ADDS_UP: ClassVar[bool] = True

    def looks(self, shape: Shape) -> int:
        return FEWEST

    def explain(
        self, score: ClassScore, x: FloatArray, progress: Progress = silent
    ) -> FloatArray:
        return integral(score, x, progress).values

    def explain_in_steps(
        self, score: ClassScore, x: FloatArray, progress: Progress = silent
    ) -> tuple[FloatArray, int]:
        found = integral(score, x, progress)
        return found.values, found.steps
