"""Set a share of every class aside as test images."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from core.arrays import IntArray
from core.datasets.dataset import Dataset, LabelledImages
from core.datasets.source_rows import TRAIN, all_rows
from core.datasets.streaming.image_storage import ImageStorage, in_pieces
from core.errors import LoadError
from core.number_text import percent_text
from core.number_words import are, counted
from core.random_streams import random_stream


def set_aside(
    dataset: Dataset,
    share: float,
    storage: ImageStorage | None = None,
    check: Callable[[], object] = bool,
) -> Dataset:
    """Return a data set with new test images: `share` of the images of each class.

    They are drawn at random, always the same ones.  Those for testing that the source has
    are left out.

    Parameters
    ----------
    dataset : Dataset
    share : float in (0, 1)
    storage : ImageStorage, optional
        Where the images go; into memory by default.
    check : callable, optional
        Called between two pieces; raises if they are no longer wanted.

    Raises
    ------
    LoadError
        If no image would be set aside, or none left.
    """
    storage = storage or ImageStorage()
    rows = rows_aside(dataset.train.labels, share)
    if not len(rows) or len(rows) == len(dataset.train):
        raise LoadError(
            f"{dataset.name}: of {counted(len(dataset.train), 'image')}, a share of "
            f"{percent_text(share)} of every class cannot be set aside for testing"
        )
    is_test = np.zeros(len(dataset.train), bool)
    is_test[rows] = True
    note = f"{counted(len(rows), 'test image')}: {_share_text(share)} of every class."
    if dataset.test is not None:
        left = len(dataset.test)
        note += f" {counted(left, 'test image')} of the source {are(left)} left out."
    return replace(
        dataset,
        train=_taken(dataset.train, np.flatnonzero(~is_test), storage, check),
        test=_taken(dataset.train, rows, storage, check),
        notes=(*dataset.notes, note),
    )


def _share_text(share: float) -> str:
    """Return a share as short as it was chosen: ``10 %``, ``12.5 %``."""
    is_whole = abs(100 * share - round(100 * share)) < 1e-9
    return percent_text(share, 0 if is_whole else 1)


def rows_aside(labels: IntArray, share: float) -> IntArray:
    """Return which images are set aside, in rising order: of each class its share, rounded."""
    rows: list[IntArray] = []
    for label in np.unique(labels):
        members = np.flatnonzero(labels == label)
        order = random_stream(0, "test share", int(label)).permutation(len(members))
        rows.append(members[order[: round(len(members) * share)]])
    return np.sort(np.concatenate(rows)) if rows else np.zeros(0, np.int64)


def _taken(
    part: LabelledImages, rows: IntArray, storage: ImageStorage, check: Callable[[], object]
) -> LabelledImages:
    pieces = in_pieces(part.images, rows, check)
    images = storage.collected(part.images.shape[1:], pieces, len(rows))
    labels = part.labels[rows]
    labels.flags.writeable = False
    came_from = part.came_from or all_rows(TRAIN, len(part))
    return LabelledImages(images, labels, came_from.of(rows))
