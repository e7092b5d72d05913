"""Small sets of labelled images in an .npz file."""

from __future__ import annotations

from pathlib import Path

from core.arrays import ByteArray, Shape
from core.errors import LoadError
from core.formats.file_access import short_name
from core.formats.npz_archive import NpzArchive

MOST_IMAGES = 10_000
IMAGES, LABELS = "images", "labels"


def read_labelled(path: Path | str, shape: Shape) -> tuple[ByteArray, ByteArray]:
    """Return the images (N, H, W, C) and the labels (N,) in a file, both uint8.

    Parameters
    ----------
    path : path
    shape : tuple (H, W, C)
        Of one image.

    Raises
    ------
    LoadError
        If the file cannot be read or holds something else.
    """
    archive = NpzArchive(path)
    if archive.names != {IMAGES, LABELS}:
        raise LoadError(
            f"{short_name(path)}: expected an .npz file of images and labels and nothing else"
        )
    labels = archive.read(LABELS, "|u1", None, at_most=MOST_IMAGES)
    images = archive.read(IMAGES, "|u1", (len(labels), *shape), at_most=0)
    return images, labels
