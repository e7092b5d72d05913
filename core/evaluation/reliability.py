"""How often a network is right where it is so and so sure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.arrays import FloatArray

BINS = 15


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Images of which the network is about equally sure.

    Attributes
    ----------
    low, high : float
        Between which confidences: above `low`, up to `high`.
    count : int
    accuracy, confidence : float or None
        Means over the images; None without any.
    """

    low: float
    high: float
    count: int
    accuracy: float | None
    confidence: float | None

    @property
    def gap(self) -> float:
        """How much more often it is right than it believes; 0 without images."""
        if self.accuracy is None or self.confidence is None:
            return 0.0
        return self.accuracy - self.confidence


def reliability(
    confidence: FloatArray, is_right: NDArray[np.bool_], bins: int = BINS
) -> tuple[ReliabilityBin, ...] | None:
    """Return the bins of a reliability diagram, all of one width.

    Bin b of B holds confidences from above (b − 1)/B to b/B; 0 belongs to the first.

    Parameters
    ----------
    confidence : ndarray of float, shape (N,)
        Probability given to the predicted class, from 0 to 1.
    is_right : ndarray of bool, shape (N,)
    bins : int

    Returns
    -------
    tuple of ReliabilityBin, or None
        None without images, or if a confidence is no number.

    References
    ----------
    .. [1] Guo et al. (2017), "On Calibration of Modern Neural Networks", arXiv:1706.04599,
       section 2.
    """
    sure = confidence.astype(np.float64)
    if not len(sure) or not np.isfinite(sure).all():
        return None
    place = np.searchsorted(np.arange(1, bins) / bins, sure, side="left")
    counts = np.bincount(place, minlength=bins)
    right = np.bincount(place, is_right.astype(np.float64), minlength=bins)
    believed = np.bincount(place, sure, minlength=bins)
    return tuple(
        ReliabilityBin(
            b / bins,
            (b + 1) / bins,
            int(count),
            float(right[b] / count) if count else None,
            float(believed[b] / count) if count else None,
        )
        for b, count in enumerate(counts)
    )
