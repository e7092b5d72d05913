"""One number by which all scores are divided, so that a network is as sure as it is right."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray, IntArray

#: Between which temperatures the best is looked for.
COLDEST, HOTTEST = 0.02, 50.0
#: How often the interval is halved: its logarithm is known to 1e-10 then.
HALVINGS = 36


@dataclass(frozen=True, slots=True)
class Temperature:
    """A temperature, and what it was fitted on.

    Attributes
    ----------
    value : float
        Above 1 the network becomes less sure, below 1 surer.
    images : int
        It was fitted on.
    is_at_limit : bool
        Whether the best one lies beyond what was looked at: where every image is right,
        surer is always better.
    """

    value: float
    images: int
    is_at_limit: bool


def fitted_temperature(scores: FloatArray, labels: IntArray) -> Temperature | None:
    r"""Return the temperature with which the loss of some images is least.

    .. math:: T = \arg\min_T -\sum_n \log \mathrm{softmax}(z_n / T)_{y_n}

    In 1/T the sum is convex, so its slope, which is looked for the zero of, only rises:

    .. math:: \sum_n \Bigl( \sum_k \mathrm{softmax}(z_n / T)_k \, z_{nk} - z_{n y_n} \Bigr)

    Parameters
    ----------
    scores : ndarray of float, shape (N, classes)
        Before softmax.
    labels : ndarray of int, shape (N,)

    Returns
    -------
    Temperature or None
        None without images, or if a score is no number.

    References
    ----------
    .. [1] Guo et al. (2017), "On Calibration of Modern Neural Networks", arXiv:1706.04599,
       section 4.2.
    """
    if not len(scores) or not np.isfinite(scores).all():
        return None
    z = scores.astype(np.float64)
    z -= z.max(axis=1, keepdims=True)
    of_true = float(z[np.arange(len(z)), labels].sum())

    def slope(inverse: float) -> float:
        weights = np.exp(inverse * z)
        return float(((weights * z).sum(axis=1) / weights.sum(axis=1)).sum()) - of_true

    low, high = -math.log(HOTTEST), -math.log(COLDEST)  # logarithms of 1/T
    if slope(math.exp(low)) >= 0:
        return Temperature(HOTTEST, len(z), is_at_limit=True)
    if slope(math.exp(high)) <= 0:
        return Temperature(COLDEST, len(z), is_at_limit=True)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if slope(math.exp(middle)) < 0:
            low = middle
        else:
            high = middle
    return Temperature(math.exp(-(low + high) / 2), len(z), is_at_limit=False)


def tempered_confidence(scores: FloatArray, temperature: float) -> FloatArray:
    """Return the probability of the largest score, once all are divided by `temperature`.

    Parameters
    ----------
    scores : ndarray of float, shape (N, classes)
        Before softmax.
    temperature : float
        Above 0.

    Returns
    -------
    ndarray of float64, shape (N,)
    """
    z = scores.astype(np.float64)
    z -= z.max(axis=1, keepdims=True)
    z /= temperature
    confidence: FloatArray = 1 / np.exp(z).sum(axis=1)
    return confidence
