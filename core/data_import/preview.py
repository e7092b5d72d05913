"""What a network will see of a source, told from a part of it or from all."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from core.arrays import ByteArray, IntArray, Shape
from core.data_description import DataDescription
from core.datasets.dataset import Dataset
from core.datasets.description import prepared_dataset
from core.datasets.kept_reading import KeptReading
from core.datasets.label_file import parted_labels
from core.datasets.loading import load_dataset
from core.datasets.loading_watch import IsCancelled, LoadingWatch, Progress
from core.datasets.reading import format_of
from core.datasets.source_head import source_head
from core.errors import LoadError

#: Classes of which a mean image is made; no one scrolls further.
MOST_MEANS = 200
#: More classes are shown by size.
FEW_CLASSES = 10
#: Images of a sample, and pictures that are decoded for one: a single one first, as a PNG of
#: 12 million pixels takes a third of a second.
MOST_IMAGES, PICTURES = 500, (1, 4, 16, 61)
#: Seconds in which the first ones come if the others need not be waited for.
_FAST = 0.02
_PIECE = 1_024


@dataclass(frozen=True, slots=True, eq=False)
class Preview:
    """Images as a description makes them, of all classes.

    Attributes
    ----------
    description : DataDescription
    images : ndarray of uint8, shape (N, H, W, C)
        Those for training, then those for testing.
    labels : ndarray of int, shape (N,)
    class_names : tuple of str
    counts : ndarray of int, shape (K,)
        Images of each class among these.
    test_count : int
        Images for testing among these, at the end; 0 if there are none.
    is_whole : bool
        Whether these are all images of the source.
    notes : tuple of str
        What was guessed or changed while reading, as sentences.
    order : ndarray of int, shape (K,)
        Classes as they are shown: by number, or if there are more than ten by size.
    means : ndarray of uint8, shape (M, H, W, C)
        Mean image of each of the first classes in `order`.
    """

    description: DataDescription
    images: ByteArray
    labels: IntArray
    class_names: tuple[str, ...]
    counts: IntArray
    test_count: int
    is_whole: bool
    notes: tuple[str, ...]
    order: IntArray
    means: ByteArray

    def __len__(self) -> int:
        return len(self.images)

    @property
    def image_shape(self) -> Shape:
        """Shape (H, W, C) of one image."""
        return self.images.shape[1:]

    @property
    def value_range(self) -> tuple[int, int]:
        """Lowest and highest brightness, from 0 to 255."""
        return int(self.images.min()), int(self.images.max())


def sample_previews(
    description: DataDescription,
    *,
    kept: KeptReading | None = None,
    cancelled: IsCancelled | None = None,
) -> Iterator[Preview]:
    """Yield what a description makes of some images, those of the one before among them.

    Of a folder or an archive they come from all over, of other sources they are the first.
    What is set aside for testing is among them like the rest.

    Parameters
    ----------
    description : DataDescription
    kept : KeptReading, optional
        What earlier samples of the source have read, and this one adds to.
    cancelled : callable, optional
        Returns whether to give up.

    Raises
    ------
    LoadError
        If they cannot be read by it.
    Cancelled
        If `cancelled` says so.
    """
    if isinstance(description.split, str):
        source_head(parted_labels(description.split)[0])  # that it is there has to do
    kept = kept or KeptReading()
    is_of_pictures = kept.format(description.source, format_of).reads_into_size
    began, is_fast = time.monotonic(), False
    for most in PICTURES if is_of_pictures else (MOST_IMAGES,):
        if is_fast and most != PICTURES[-1]:
            continue
        watch = LoadingWatch(cancelled=cancelled, at_most=most, kept=kept)
        looked_at = replace(description, split=None, class_names=None)
        try:
            dataset = prepared_dataset(looked_at, watch)
        except LoadError:
            if is_of_pictures and most != PICTURES[-1]:
                continue  # of more pictures one may be readable
            raise
        names = description.class_names  # of a part it is not known which class is which
        if names is not None and len(names) == len(dataset.class_names):
            dataset = replace(dataset, class_names=names)
        yield preview_of(dataset, description, is_whole=False)
        is_fast = time.monotonic() - began < _FAST


def whole_preview(
    description: DataDescription,
    *,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> tuple[Dataset, Preview]:
    """Read all of a source; return it, and what is shown of it.

    Raises
    ------
    LoadError
        If it cannot be read.
    Cancelled
        If `cancelled` says so.
    """
    dataset = load_dataset(description, progress=progress, cancelled=cancelled)
    return dataset, preview_of(dataset, description)


def preview_of(
    dataset: Dataset, description: DataDescription, *, is_whole: bool = True
) -> Preview:
    """Return what is shown of a data set that was read by a description."""
    parts = [part for part in (dataset.train, dataset.test) if part is not None]
    images = parts[0].images
    if len(parts) > 1:
        images = np.concatenate([part.images for part in parts])
    labels = np.concatenate([part.labels for part in parts]).astype(np.int64)
    counts = np.bincount(labels, minlength=len(dataset.class_names))
    order = np.arange(len(counts))
    if len(order) > FEW_CLASSES:
        order = np.argsort(-counts, kind="stable")
    return Preview(
        description=description,
        images=images,
        labels=labels,
        class_names=dataset.class_names,
        counts=counts,
        test_count=0 if len(parts) == 1 else len(parts[1]),
        is_whole=is_whole,
        notes=dataset.notes,
        order=order,
        means=_means(images, labels, order[:MOST_MEANS]),
    )


def _means(images: ByteArray, labels: IntArray, classes: IntArray) -> ByteArray:
    """Return the mean image of each of some classes, black where there is none."""
    means = np.zeros((len(classes), *images.shape[1:]), np.uint8)
    by_class = np.argsort(labels, kind="stable")
    starts = np.searchsorted(labels[by_class], classes)
    ends = np.searchsorted(labels[by_class], classes, side="right")
    for at, (start, end) in enumerate(zip(starts, ends, strict=True)):
        total = np.zeros(images.shape[1:])
        for first in range(start, end, _PIECE):
            rows = by_class[first : min(first + _PIECE, end)]
            total += images[rows].sum(axis=0, dtype=np.float64)
        means[at] = np.rint(total / max(end - start, 1))
    return means
