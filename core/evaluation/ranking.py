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


def in_cell(verdicts: Verdicts, true: int, predicted: int) -> IntArray:
    """Return where images of one class were taken for another, or for their own."""
    is_there = (verdicts.true == true) & (verdicts.predicted == predicted)
    return np.flatnonzero(is_there)
