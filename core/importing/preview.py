"""What a network will see of a source, before all of it is read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.arrays import ByteArray, IntArray, Shape
from core.data_description import DataDescription
from core.datasets.dataset import Dataset

#: Classes of which a mean image is made; no one scrolls further.
MOST_MEANS = 200


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
        Images of each class in the whole source, as far as they are known.
    total : int
        Images in the whole source.
    test_count : int
        Images that the source itself has for testing, among `total`; 0 if it has none.
    is_exact : bool
        Whether `counts` and `total` are counted rather than estimated.
    is_whole : bool
        Whether these are all images.
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
    total: int
    test_count: int
    is_exact: bool
    is_whole: bool
    notes: tuple[str, ...]
    order: IntArray
    means: ByteArray

    @property
    def image_shape(self) -> Shape:
        """Shape (H, W, C) of one image."""
        return self.images.shape[1:]

    @property
    def value_range(self) -> tuple[int, int]:
        """Lowest and highest brightness, from 0 to 255."""
        return int(self.images.min()), int(self.images.max())


def preview_of(
    dataset: Dataset,
    description: DataDescription,
    *,
    total: int | None = None,
    is_exact: bool = True,
    counts: IntArray | None = None,
) -> Preview:
    """Return what is shown of a data set.

    Parameters
    ----------
    dataset : Dataset
        All images, or a sample of them.
    description : DataDescription
        By which it was read.
    total : int, optional
        Images in the whole source, if these are not all.
    is_exact : bool
        Whether `total` is counted.
    counts : ndarray of int, shape (K,), optional
        Images of each class in the whole source; estimated from `total` if not given.
    """
    parts = [part for part in (dataset.train, dataset.test) if part is not None]
    images = parts[0].images if len(parts) == 1 else np.concatenate([p.images for p in parts])
    labels = np.concatenate([part.labels for part in parts]).astype(np.int64)
    found = np.bincount(labels, minlength=len(dataset.class_names))
    is_whole = total is None
    known = len(labels) if total is None else total
    if counts is None:
        counts = found if is_whole else np.rint(found * (known / max(len(labels), 1)))
    counts = counts.astype(np.int64)
    order = np.arange(len(counts))
    if len(order) > 10:
        order = np.argsort(-counts, kind="stable")
    share = known / max(len(labels), 1)
    return Preview(
        description=description,
        images=images,
        labels=labels,
        class_names=dataset.class_names,
        counts=counts,
        total=known,
        test_count=0 if len(parts) == 1 else round(len(parts[1]) * share),
        is_exact=is_whole or is_exact,
        is_whole=is_whole,
        notes=dataset.notes,
        order=order,
        means=_means(images, labels, order[:MOST_MEANS]),
    )


def _means(images: ByteArray, labels: IntArray, classes: IntArray) -> ByteArray:
    means = np.zeros((len(classes), *images.shape[1:]), np.uint8)
    by_class = np.argsort(labels, kind="stable")
    starts = np.searchsorted(labels[by_class], classes)
    ends = np.searchsorted(labels[by_class], classes, side="right")
    for at, (start, end) in enumerate(zip(starts, ends, strict=True)):
        if end > start:
            rows = by_class[start:end]
            total = sum(
                images[rows[first : first + 1024]].sum(axis=0, dtype=np.float64)
                for first in range(0, len(rows), 1024)
            )
            means[at] = np.rint(total / len(rows))
    return means
