"""How well each class is recognised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.arrays import IntArray


@dataclass(frozen=True, slots=True)
class ClassFigures:
    """What is known about one class; None where there is nothing to divide by.

    Attributes
    ----------
    index : int
    name : str
    precision : float or None
        Share of the images taken for this class that are of it; None if none was.
    recall : float or None
        Share of the images of this class that were taken for it; None if there is none.
    f1 : float or None
        Harmonic mean of the two, 2 TP / (2 TP + FP + FN); None if neither exists.
    support : int
        Images of this class.

    References
    ----------
    .. [1] van Rijsbergen (1979), "Information Retrieval", chapter 7.
    """

    index: int
    name: str
    precision: float | None
    recall: float | None
    f1: float | None
    support: int


def class_figures(
    true: IntArray, predicted: IntArray, names: Sequence[str]
) -> tuple[ClassFigures, ...]:
    """Return the figures of every class, in their order.

    Parameters
    ----------
    true, predicted : ndarray of int, shape (N,)
        From 0 to below ``len(names)``.
    names : sequence of str
    """
    count = len(names)
    support = np.bincount(true, minlength=count).tolist()
    taken = np.bincount(predicted, minlength=count).tolist()
    right = np.bincount(true[true == predicted], minlength=count).tolist()
    return tuple(
        ClassFigures(
            index,
            name,
            _share(right[index], taken[index]),
            _share(right[index], support[index]),
            _share(2 * right[index], taken[index] + support[index]),
            support[index],
        )
        for index, name in enumerate(names)
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
