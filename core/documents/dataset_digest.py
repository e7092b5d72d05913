"""Tell data sets apart by what is in them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from core.datasets.class_names import class_names_of
from core.datasets.dataset import Dataset

#: Images of a piece.
PIECE = 4096


def dataset_digest(dataset: Dataset, check: Callable[[], object] = bool) -> str:
    """Return the SHA-256 of the images one trains on, their labels and the class names.

    The images of another order are another data set: which ones are held back follows from
    their places.

    Parameters
    ----------
    dataset : Dataset
    check : callable, optional
        Called between two pieces; raises if the digest is no longer wanted.
    """
    digest = hashlib.sha256()
    names = "\0".join(dataset.class_names)
    digest.update(f"{dataset.train.images.shape}\n{names}\n".encode())
    digest.update(np.ascontiguousarray(dataset.train.labels).data)
    images = np.ascontiguousarray(dataset.train.images)
    for first in range(0, len(images), PIECE):
        check()
        digest.update(images[first : first + PIECE].data)
    return digest.hexdigest()


def has_digest(dataset: Dataset, digest: str, check: Callable[[], object] = bool) -> bool:
    """Return whether `digest` is that of a data set.

    A set that is known by name counts with numbers for names, too: files of such a set may
    have been read where it was not known what they are.  `check` is as for `dataset_digest`.
    """
    if dataset_digest(dataset, check) == digest:
        return True
    if dataset.credit is None:
        return False
    parts = [part for part in (dataset.train, dataset.test) if part is not None]
    numbered = replace(dataset, class_names=class_names_of(*parts))
    return dataset_digest(numbered, check) == digest
