"""Whether a network is as sure as it is right."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.arrays import FloatArray
from core.evaluation.reliability import BINS, ReliabilityBin, reliability


def calibration_error(
    confidence: FloatArray, is_right: NDArray[np.bool_], bins: int = BINS
) -> float | None:
    """Return the expected calibration error of images; see `error_of_bins`.

    Parameters
    ----------
    confidence : ndarray of shape (N,)
        Probability given to the predicted class, from 0 to 1.
    is_right : ndarray of bool, shape (N,)
    bins : int

    Returns
    -------
    float or None
        From 0 to 1; None without images, or if a confidence is no number.
    """
    found = reliability(confidence, is_right, bins)
    return None if found is None else error_of_bins(found)


def error_of_bins(bins: Sequence[ReliabilityBin]) -> float:
    r"""Return the expected calibration error.

    .. math:: \mathrm{ECE} = \sum_{b} \frac{|B_b|}{N}
              \left| \mathrm{accuracy}(B_b) - \mathrm{confidence}(B_b) \right|

    References
    ----------
    .. [1] Guo et al. (2017), "On Calibration of Modern Neural Networks", arXiv:1706.04599,
       equation 3.
    """
    images = sum(one.count for one in bins)
    return sum(one.count * abs(one.gap) for one in bins) / images
