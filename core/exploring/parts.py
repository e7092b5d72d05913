"""The images of a data set, part by part, as one explores them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.arrays import ByteArray, IntArray
from core.datasets.dataset import Dataset, LabelledImages
from core.datasets.sample import Part
from core.datasets.split import split_rows

#: An image of a data set: its part, and its index there.
Place = tuple[Part, int]
PART_WORDS = {Part.TRAIN: "training", Part.VALIDATION: "validation", Part.TEST: "test"}


@dataclass(frozen=True, slots=True, eq=False)
class ExploredPart:
    """Training, validation or test images.

    Attributes
    ----------
    part : Part
    data : LabelledImages
        What the part is cut from.
    rows : ndarray of int, shape (N,)
        Where its images are in there.
    """

    part: Part
    data: LabelledImages
    rows: IntArray

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def labels(self) -> IntArray:
        """True classes, in the order of the part, shape (N,)."""
        labels: IntArray = self.data.labels[self.rows].astype(np.int64)
        return labels

    @property
    def width(self) -> int:
        """Numbers of one image."""
        return int(np.prod(self.data.images.shape[1:], dtype=np.int64))

    def image(self, index: int) -> ByteArray:
        """Return image `index` of the part, shape (H, W, C)."""
        image: ByteArray = self.data.images[self.rows[index]]
        return image


def explored_parts(
    dataset: Dataset, validation_share: float, seed: int
) -> tuple[ExploredPart, ...]:
    """Return the parts of a data set that hold images, split as an experiment splits them."""
    train, validation = split_rows(len(dataset.train), validation_share, seed)
    parts = [
        ExploredPart(Part.TRAIN, dataset.train, train),
        ExploredPart(Part.VALIDATION, dataset.train, validation),
    ]
    if dataset.test is not None:
        parts.append(ExploredPart(Part.TEST, dataset.test, np.arange(len(dataset.test))))
    return tuple(part for part in parts if len(part) and part.width)


def part_named(parts: Sequence[ExploredPart], wanted: Part) -> ExploredPart | None:
    """Return the part of that kind; None if it holds no images."""
    return next((one for one in parts if one.part is wanted), None)


def spread(count: int, most: int) -> IntArray:
    """Return which of `count` are taken: all, or `most` at equal distances."""
    if count <= most:
        return np.arange(count)
    return np.arange(most) * count // most
