"""Whether a network is as sure as it is right."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.arrays import FloatArray

BINS = 15


def calibration_error(
    confidence: FloatArray, is_right: NDArray[np.bool_], bins: int = BINS
) -> float | None:
    r"""Return the expected calibration error.

    .. math:: \mathrm{ECE} = \sum_{b} \frac{|B_b|}{N}
              \left| \mathrm{accuracy}(B_b) - \mathrm{confidence}(B_b) \right|

    Bin b of B holds confidences from above (b − 1)/B to b/B; 0 belongs to the first.

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

    References
    ----------
    .. [1] Guo et al. (2017), "On Calibration of Modern Neural Networks", arXiv:1706.04599.
    """
    sure = confidence.astype(np.float64)
    if not len(sure) or not np.isfinite(sure).all():
        return None
    upper = np.arange(1, bins) / bins
    place = np.searchsorted(upper, sure, side="left")
    surplus = np.bincount(place, is_right.astype(np.float64) - sure, minlength=bins)
    return float(np.abs(surplus).sum() / len(sure))
