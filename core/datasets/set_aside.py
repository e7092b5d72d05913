"""Set a share of every class aside as test images."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.arrays import IntArray
from core.datasets.dataset import Dataset, LabelledImages
from core.errors import LoadError
from core.number_text import percent_text
from core.random_streams import random_stream


def set_aside(dataset: Dataset, share: float) -> Dataset:
    """Return a data set with new test images: `share` of the images of each class.

    They are drawn at random, always the same ones.  Those for testing that the source has
    are left out.

    Raises
    ------
    LoadError
        If no image would be set aside, or none left.
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
        train=_taken(dataset.train, ~is_test),
        test=_taken(dataset.train, is_test),
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


def _taken(part: LabelledImages, is_taken: np.ndarray) -> LabelledImages:
    images, labels = part.images[is_taken], part.labels[is_taken]
    images.flags.writeable = labels.flags.writeable = False
    return LabelledImages(images, labels)
