"""Labelled images, in memory or in a file that the system reads in where it is needed."""

from __future__ import annotations

from dataclasses import dataclass

from core.arrays import ByteArray, IntArray, Shape
from core.catalogue.data_credit import DataCredit
from core.datasets.source_rows import SourceRows

#: Class names of every set of handwritten digits.
DIGITS = tuple("0123456789")


@dataclass(frozen=True, slots=True, eq=False)
class LabelledImages:
    """Images with their true class.

    Attributes
    ----------
    images : ndarray of uint8, shape (N, H, W, C)
        0 is no ink, 255 full ink.
    labels : ndarray of uint8 or uint16, shape (N,)
        Index into the class names.
    came_from : SourceRows or None
        Which images of the source these are; None for all of this part, in order.
    """

    images: ByteArray
    labels: IntArray
    came_from: SourceRows | None = None

    def __len__(self) -> int:
        return len(self.images)


@dataclass(frozen=True, slots=True, eq=False)
class Dataset:
    """What an experiment trains, validates and tests on.

    Attributes
    ----------
    name : str
        As shown, e.g. ``"MNIST"``.
    train : LabelledImages
        Training and validation images; `split_rows` tells them apart.
    test : LabelledImages or None
        Images never trained on, if the source has such.
    class_names : tuple of str
    notes : tuple of str
        What was guessed, changed or left out while reading, as sentences.
    problems : tuple of str
        Those of them that say what is wrong with the data.
    credit : DataCredit or None
        Whose it is, if it is a set that is known by name.
    """

    name: str
    train: LabelledImages
    test: LabelledImages | None
    class_names: tuple[str, ...]
    notes: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    credit: DataCredit | None = None

    @property
    def image_shape(self) -> Shape:
        """Shape (H, W, C) of one image."""
        return self.train.images.shape[1:]
