"""Labels that begin at 1 instead of 0, as those of EMNIST's letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from core.arrays import IntArray
from core.datasets.dataset import DIGITS, Dataset, LabelledImages
from core.errors import LoadError


def begin_at_one(counts: IntArray, names: Sequence[str]) -> bool:
    """Return whether every class but the first has images, and classes are called by number.

    Parameters
    ----------
    counts : ndarray of int, shape (K,)
        Images of each label; those beyond the last that has any are none.
    names : sequence of str
    """
    there = np.flatnonzero(counts)
    if len(there) < 2 or not np.array_equal(there, np.arange(1, len(there) + 1)):
        return False
    return tuple(names) == tuple(map(str, range(len(names))))


def surely_begin_at_one(dataset: Dataset) -> bool:
    """Return whether labels begin at 1, and are too many to be those of digits without a 0."""
    parts = [part for part in (dataset.train, dataset.test) if part is not None]
    labels = np.concatenate([part.labels for part in parts])
    counts = np.bincount(labels, minlength=len(dataset.class_names))
    is_more = len(dataset.class_names) > len(DIGITS)
    return is_more and begin_at_one(counts, dataset.class_names)


def counted_from(first: int, dataset: Dataset) -> Dataset:
    """Return a data set whose label `first` is its class 0, still called by that number.

    Raises
    ------
    LoadError
        If there is a lower one.
    """
    parts = [part for part in (dataset.train, dataset.test) if part is not None]
    lowest, highest = first, first
    for part in parts:
        if len(part):
            lowest = min(lowest, int(part.labels.min()))
            highest = max(highest, int(part.labels.max()))
    if lowest < first:
        raise LoadError(
            f"{dataset.name}: expected labels from {first}, as chosen, received {lowest}"
        )
    return replace(
        dataset,
        train=_moved(dataset.train, first),
        test=None if dataset.test is None else _moved(dataset.test, first),
        class_names=dataset.class_names[first : highest + 1],
    )


def _moved(part: LabelledImages, first: int) -> LabelledImages:
    labels: IntArray = part.labels - part.labels.dtype.type(first)
    labels.flags.writeable = False
    return replace(part, labels=labels)
