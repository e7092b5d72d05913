"""What is left if a network may say that it does not know."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.arrays import FloatArray


@dataclass(frozen=True, slots=True)
class Answered:
    """Images of which a network is sure enough to answer.

    Attributes
    ----------
    images : int
        All of them.
    answered, right : int
        Of which an answer is given, and is right.
    """

    images: int
    answered: int
    right: int

    @property
    def coverage(self) -> float:
        """Share of the images that are answered; 0 of none."""
        return self.answered / self.images if self.images else 0.0

    @property
    def accuracy(self) -> float | None:
        """Share of the answers that are right; None without an answer."""
        return self.right / self.answered if self.answered else None

    @property
    def wrong(self) -> int:
        """Answers that are wrong all the same."""
        return self.answered - self.right


@dataclass(frozen=True, slots=True, eq=False)
class CoverageCurve:
    """How accuracy rises where fewer images are answered.

    Attributes
    ----------
    threshold, coverage, accuracy : ndarray of float64, shape (K,)
        One place for every confidence there is, the surest first: answers that are at
        least so sure, their share of all images, and how many of them are right.
    """

    threshold: FloatArray
    coverage: FloatArray
    accuracy: FloatArray


def answered_above(
    confidence: FloatArray, is_right: NDArray[np.bool_], threshold: float
) -> Answered:
    """Return what is answered if the network has to be at least so sure.

    Parameters
    ----------
    confidence : ndarray of float, shape (N,)
        What is no number is never sure.
    is_right : ndarray of bool, shape (N,)
    threshold : float
    """
    is_sure = confidence >= threshold
    return Answered(
        len(confidence),
        int(np.count_nonzero(is_sure)),
        int(np.count_nonzero(is_right & is_sure)),
    )


def coverage_curve(confidence: FloatArray, is_right: NDArray[np.bool_]) -> CoverageCurve:
    """Return what is answered at every threshold that makes a difference.

    Parameters
    ----------
    confidence : ndarray of float, shape (N,)
        What is no number is never answered.
    is_right : ndarray of bool, shape (N,)

    References
    ----------
    .. [1] El-Yaniv and Wiener (2010), "On the Foundations of Noise-free Selective
       Classification", Journal of Machine Learning Research 11.
    """
    known = np.flatnonzero(~np.isnan(confidence))
    order = known[np.argsort(-confidence[known], kind="stable")]
    sure = confidence[order].astype(np.float64)
    # images that are equally sure are answered together
    last = np.flatnonzero(np.append(sure[1:] != sure[:-1], True)) if len(sure) else order
    answered = last + 1
    right = np.cumsum(is_right[order])[last]
    return CoverageCurve(sure[last], answered / max(1, len(confidence)), right / answered)
