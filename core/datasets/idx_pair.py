"""Images and labels that lie in two IDX files."""

from __future__ import annotations

from pathlib import Path

from core.arrays import ByteArray, IntArray
from core.datasets.dataset import LabelledImages
from core.datasets.idx import read_idx, read_idx_labels
from core.errors import LoadError
from core.formats.file_access import short_name
from core.number_words import counted


def read_idx_pair(
    images_path: Path,
    labels_path: Path,
    *,
    images_sha256: str | None = None,
    labels_sha256: str | None = None,
) -> LabelledImages:
    """Return the images of one file with the labels of the other.

    Raises
    ------
    LoadError
        If a file cannot be read, or they do not hold equally many.
    """
    labels, _ = read_idx_labels(labels_path, sha256=labels_sha256)
    images = read_idx(images_path, dimensions=3, sha256=images_sha256)[..., None]
    return labelled(images, labels, images_path, labels_path)


def labelled(
    images: ByteArray, labels: IntArray, images_path: Path, labels_path: Path
) -> LabelledImages:
    """Return images (N, H, W, C) with their labels (N,).

    Raises
    ------
    LoadError
        If there are not equally many.
    """
    if len(images) != len(labels):
        raise LoadError(
            f"{short_name(images_path)} holds {counted(len(images), 'image')}, but "
            f"{short_name(labels_path)} holds {counted(len(labels), 'label')}"
        )
    return LabelledImages(images, labels)
