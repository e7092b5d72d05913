"""Which images come first: the surest, the worst, the closest calls."""

from __future__ import annotations

from enum import StrEnum

import numpy as np

from core.arrays import FloatArray, IntArray
from core.evaluation.verdicts import Verdicts


class Ranking(StrEnum):
    """By what images are put in order."""

    CONFIDENCE = "confidence"  # the surest first
    LOSS = "loss"  # the largest first
    MARGIN = "margin"  # the smallest first


def ranked(verdicts: Verdicts, places: IntArray, by: Ranking) -> IntArray:
    """Return `places` in order; of equals the first image comes first.

    What is no number counts as the worst: as the largest loss, no confidence, no margin.

    Parameters
    ----------
    verdicts : Verdicts
    places : ndarray of int, shape (n,)
        Positions in the arrays of `verdicts`.
    by : Ranking
    """
    if by is Ranking.CONFIDENCE:
        keys: FloatArray = -np.nan_to_num(verdicts.confidence[places], nan=-np.inf)
    elif by is Ranking.LOSS:
        keys = -np.nan_to_num(verdicts.losses[places], nan=np.inf, posinf=np.inf)
    else:
        keys = np.nan_to_num(verdicts.margin[places], nan=-np.inf)
    # a lexical sort is stable in both keys
    order: IntArray = places[np.lexsort((verdicts.rows[places], keys))]
    return order


def most_wrong(verdicts: Verdicts) -> IntArray:
    """Return where the mistakes are, the one with the largest loss first."""
    return ranked(verdicts, np.flatnonzero(~verdicts.is_right), Ranking.LOSS)


def least_sure(verdicts: Verdicts) -> IntArray:
    """Return all places, the closest call first: that with the smallest margin."""
    return ranked(verdicts, np.arange(len(verdicts.rows)), Ranking.MARGIN)


def likely_mislabelled(verdicts: Verdicts) -> IntArray:
    """Return where the label is likely wrong, the clearest case first.

    A network is at least as sure of another class as it is, on average, of the images that
    bear that class's label.  The clearest case is that in which the probability of the label is
    smallest, compared with that of the other class.

    References
    ----------
    .. [1] Northcutt, Jiang and Chuang (2021), "Confident Learning: Estimating Uncertainty in
       Dataset Labels", Journal of Artificial Intelligence Research 70, section 3.1.
    """
    if not verdicts.gives_probabilities:
        return np.zeros(0, np.int64)
    true, given = verdicts.true, verdicts.given.astype(np.float64)
    classes = int(max(true.max(), verdicts.predicted.max())) + 1
    counts = np.bincount(true, minlength=classes)
    with np.errstate(invalid="ignore"):  # of a class without images nothing is known
        usual = np.bincount(true, given, minlength=classes) / counts
        is_sure = verdicts.confidence >= usual[verdicts.predicted]
    places = np.flatnonzero(~verdicts.is_right & is_sure)
    keys = given[places] - verdicts.confidence[places]
    order: IntArray = places[np.lexsort((verdicts.rows[places], keys))]
    return order


def in_cell(verdicts: Verdicts, true: int, predicted: int) -> IntArray:
    """Return where images of one class were taken for another, or for their own."""
    is_there = (verdicts.true == true) & (verdicts.predicted == predicted)
    return np.flatnonzero(is_there)
