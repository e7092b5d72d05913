"""The mean gradient of many noisy copies."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from core.arrays import FloatArray, Shape
from core.explanation.class_score import ClassScore
from core.explanation.method import ExplanationMethod, Progress, silent

SAMPLES, SIGMA, SEED = 32, 0.15, 0


class SmoothGrad(ExplanationMethod):
    r"""The gradient, averaged over copies of the image with noise.

    .. math:: M_i = \frac{1}{n} \sum_{k=1}^{n}
              \frac{\partial s}{\partial x_i}\bigl(x + \varepsilon_k\bigr), \qquad
              \varepsilon_k \sim \mathcal{N}(0, \sigma^2)

    n is 32, σ 0.15 of full ink, and the noise comes from a fixed seed: the same image has the
    same map.

    References
    ----------
    .. [1] Smilkov et al. (2017), "SmoothGrad: removing noise by adding noise",
       arXiv:1706.03825.
    """

    NAME: ClassVar[str] = "smooth-grad"
    TITLE: ClassVar[str] = "SmoothGrad"
    BRIEF: ClassVar[str] = "mean of 32 noisy copies"
    RULE: ClassVar[str] = (
        "The gradient, averaged over 32 copies of the image with a little noise: what only one "
        "of them says is lost."
    )
    FORMULA: ClassVar[str] = "M[i] = mean of ds/dx[i] at x + ε  over 32 noises ε ~ N(0, 0.15²)"
    SOURCE: ClassVar[str] = "Smilkov et al. 2017"

    def looks(self, shape: Shape) -> int:
        return SAMPLES

    def explain(
        self, score: ClassScore, x: FloatArray, progress: Progress = silent
    ) -> FloatArray:
        noise = np.random.default_rng(SEED).normal(0, SIGMA, (SAMPLES, *x.shape))
        mean: FloatArray = score.gradients(x + noise).mean(axis=0)
        return mean
