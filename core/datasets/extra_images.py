"""A data set with a few images of one's own among those it is trained on."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain

import numpy as np

from core.datasets.dataset import Dataset, LabelledImages
from core.datasets.labelled_npz import read_labelled
from core.datasets.source_rows import TRAIN, all_rows
from core.datasets.streaming.image_storage import ImageStorage, in_pieces
from core.errors import LoadError
from core.formats.file_access import short_name
from core.number_words import counted

#: Between what an experiment calls its data and the file of what is added to it.
PLUS, SUFFIX = " + ", ".npz"
#: What the name of a list of corrected labels ends in; it stands before the file that is added.
CORRECTIONS = ".labels.json"
_AFTER_CORRECTIONS = re.compile(
    rf"(.+{re.escape(CORRECTIONS)}(?:#\d{{1,7}})?){re.escape(PLUS)}(.+)", re.DOTALL
)


def parted_source(source: str) -> tuple[str, str]:
    """Return what data is called, and the file that is added to it; empty for none.

    No data set alone is called ``.npz``, so a path with a plus in it stays whole.
    """
    if not source.endswith(SUFFIX):
        return source, ""
    if listed := _AFTER_CORRECTIONS.fullmatch(source):
        return listed[1], listed[2]
    words = source.split(PLUS)
    ways = [(PLUS.join(words[:at]), PLUS.join(words[at:])) for at in range(1, len(words))]
    ways = [way for way in ways if way[0]]
    whole = [way for way in ways if _is_absolute(way[1])]  # a folder may have a plus in it
    return (whole or ways[::-1] or [(source, "")])[0]


def _is_absolute(path: str) -> bool:
    return path[:1] in ("/", "\\") or path[1:3] in (":\\", ":/")


def joined_source(base: str, extra: str) -> str:
    """Return what data is called to which the file `extra` is added, if it names one."""
    return f"{base}{PLUS}{extra}" if extra else base


def with_extra(dataset: Dataset, path: str, storage: ImageStorage | None = None) -> Dataset:
    """Return a data set with the images of an ``.npz`` file behind its training images.

    Parameters
    ----------
    dataset : Dataset
    path : str
        Of the file.
    storage : ImageStorage, optional
        Where the images go; into memory by default.

    Raises
    ------
    LoadError
        If they cannot be read, are of another size, or of no class of the data set.
    """
    images, labels = read_labelled(path, dataset.image_shape)
    classes = len(dataset.class_names)
    if len(labels) and int(labels.max()) >= classes:
        raise LoadError(
            f"{short_name(path)}: expected labels from 0 to {classes - 1}, received "
            f"{int(labels.max())}"
        )
    before = dataset.train
    pieces = chain(in_pieces(before.images), in_pieces(images))
    together = (storage or ImageStorage()).collected(
        dataset.image_shape, pieces, len(before) + len(labels)
    )
    train = LabelledImages(
        together,
        np.concatenate([before.labels, labels.astype(before.labels.dtype)]),
        (before.came_from or all_rows(TRAIN, len(before))).with_more(len(labels)),
    )
    train.labels.flags.writeable = False
    added = counted(len(labels), "image")
    return replace(
        dataset,
        name=f"{dataset.name} + {added} of one's own",
        train=train,
        notes=(*dataset.notes, f"{added} of one's own {'is' if len(labels) == 1 else 'are'} "
               "among the training images."),
    )  # fmt: skip
