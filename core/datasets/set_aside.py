"""Set a share of every class aside as test images."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.arrays import IntArray
from core.datasets.dataset import Dataset, LabelledImages
from core.datasets.loading_watch import LoadingWatch
from core.errors import LoadError
from core.number_text import percent_text
from core.random_streams import random_stream

#: Images that are copied at once.
_PIECE = 1_024


def set_aside(dataset: Dataset, share: float, watch: LoadingWatch) -> Dataset:
    """Return a data set with new test images: `share` of the images of each class.

    They are drawn at random, always the same ones.  Those for testing that the source has
    are left out.

    Raises
    ------
    LoadError
        If no image would be set aside, or none left.
    Cancelled
        If `watch` says so.
    """
    rows = rows_aside(dataset.train.labels, share)
    if not len(rows) or len(rows) == len(dataset.train):
        raise LoadError(
            f"{dataset.name}: of {len(dataset.train):,} images, a share of "
            f"{percent_text(share)} of every class cannot be set aside for testing"
        )
    is_test = np.zeros(len(dataset.train), bool)
    is_test[rows] = True
    note = f"{len(rows):,} images, {percent_text(share)} of every class, are test images."
    if dataset.test is not None:
        note += f" The {len(dataset.test):,} test images of the source are left out."
    return replace(
        dataset,
        train=_taken(dataset.train, np.flatnonzero(~is_test), watch),
        test=_taken(dataset.train, rows, watch),
        notes=(*dataset.notes, note),
    )


def rows_aside(labels: IntArray, share: float) -> IntArray:
    """Return which images are set aside, in rising order: of each class its share, rounded."""
    rows: list[IntArray] = []
    for label in np.unique(labels):
        members = np.flatnonzero(labels == label)
        order = random_stream(0, "test share", int(label)).permutation(len(members))
        rows.append(members[order[: round(len(members) * share)]])
    return np.sort(np.concatenate(rows)) if rows else np.zeros(0, np.int64)


def _taken(part: LabelledImages, rows: IntArray, watch: LoadingWatch) -> LabelledImages:
    growing = watch.storage.images(part.images.shape[1:], len(rows))
    for first in range(0, len(rows), _PIECE):
        growing.add(part.images[rows[first : first + _PIECE]])
    labels = part.labels[rows]
    labels.flags.writeable = False
    return LabelledImages(growing.finish(), labels)
