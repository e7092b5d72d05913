"""What is taken for what."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.arrays import IntArray


@dataclass(frozen=True, slots=True)
class Confusion:
    """Images of one class that were taken for another.

    Attributes
    ----------
    true, predicted : int
        Indices of the classes; never the same.
    count : int
        Images; at least 1.
    """

    true: int
    predicted: int
    count: int


def confusion_matrix(true: IntArray, predicted: IntArray, classes: int) -> IntArray:
    """Return how many images of each class were taken for each.

    Parameters
    ----------
    true, predicted : ndarray of int, shape (N,)
        From 0 to below `classes`.
    classes : int

    Returns
    -------
    ndarray of int, shape (classes, classes)
        Rows are the true classes, columns the predicted ones; the sum is N.
    """
    pairs = true.astype(np.int64) * classes + predicted
    counts: IntArray = np.bincount(pairs, minlength=classes * classes)
    return counts.reshape(classes, classes)


def top_confusions(
    true: IntArray, predicted: IntArray, classes: int, at_most: int
) -> tuple[Confusion, ...]:
    """Return the most frequent mistakes, the most frequent first.

    Among equals, the one of the lower true class comes first, then that of the lower
    predicted one.  No table of all pairs is made, so there may be many classes.
    """
    wrong = true != predicted
    pairs = true[wrong].astype(np.int64) * classes + predicted[wrong]
    found, counts = np.unique(pairs, return_counts=True)
    order = np.argsort(-counts, kind="stable")[:at_most]
    return tuple(
        Confusion(int(found[i]) // classes, int(found[i]) % classes, int(counts[i]))
        for i in order
    )
