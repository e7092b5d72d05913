"""Read the sets of data that are known by name, and know them again under another."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import numpy as np

from core.arrays import ByteArray, shape_text
from core.catalogue.data_folders import folder_of, path_of
from core.catalogue.known_set import KnownSet
from core.catalogue.known_sets import KNOWN_SETS
from core.datasets.dataset import Dataset, LabelledImages
from core.errors import LoadError
from core.formats.size_text import size_text


def placed_source(source: str) -> str:
    """Return where the set that `source` names lies; `source` itself if it is no such name.

    Raises
    ------
    LoadError
        If it is not on this computer; says how to come by it.
    """
    known = KNOWN_SETS.get(source)
    if known is None or known.is_built_in:
        return source
    path = path_of(known)
    if path is None:
        raise LoadError(_absence(known))
    return str(path)


def _absence(known: KnownSet) -> str:
    ways = []
    if known.remote:
        ways.append(
            f"“data {known.name} --download” or File → Known data sets fetches it "
            f"({size_text(known.download_size)})"
        )
    if known.needs:
        ways.append(f"{known.needs} brings it")
    return f"{known.title} is not on this computer: {', and '.join(ways)}"


def credited(dataset: Dataset, source: str, place: str) -> Dataset:
    """Return a data set with the names and the credit of the known set that it is.

    Parameters
    ----------
    dataset : Dataset
        As its files were read.
    source : str
        What it was called.
    place : str
        What was read; another text than `source` if that was a name.

    Raises
    ------
    LoadError
        If it was called by a name, and is another set.
    """
    known = KNOWN_SETS.get(source)
    if known is None:
        known = known_again(dataset, place)
        return dataset if known is None else _named(dataset, known)
    if dataset.image_shape != known.shape:
        raise LoadError(
            f"{known.title}: expected images of {shape_text(known.shape)} in {place}, received "
            f"{shape_text(dataset.image_shape)}"
        )
    train = _part(dataset.train, known)
    test = None if dataset.test is None else _part(dataset.test, known)
    notes = () if known.full_ink != 255 else dataset.notes  # its table is known
    return _named(replace(dataset, train=train, test=test, notes=notes), known)


def known_again(dataset: Dataset, place: str) -> KnownSet | None:
    """Return which known set was read from a path, if it is one; None for any other data."""
    for known in KNOWN_SETS.values():
        if dataset.image_shape != known.shape or known.first_label or known.full_ink != 255:
            continue  # a path means what its files say
        if known.train_count == len(dataset.train) and known.labels_sha256:
            labels = np.ascontiguousarray(dataset.train.labels, np.uint8)
            if hashlib.sha256(labels.data).hexdigest() == known.labels_sha256:
                return known
        if not known.is_built_in and (folder := folder_of(known)) is not None:
            path = Path(place).absolute()
            if folder.absolute() in (path, path.parent):
                return known
    return None


def _named(dataset: Dataset, known: KnownSet) -> Dataset:
    highest = max(
        int(part.labels.max()) for part in (dataset.train, dataset.test) if part is not None
    )
    if highest >= known.class_count:
        raise LoadError(
            f"{known.title}: expected {known.class_count} classes, received the label {highest}"
        )
    names = known.class_names or dataset.class_names
    return replace(dataset, name=known.title, class_names=names, credit=known.credit)


def _part(part: LabelledImages, known: KnownSet) -> LabelledImages:
    """Return images in which 255 is full ink, with labels from 0."""
    images, labels = part.images, part.labels
    if known.first_label:
        if len(labels) and int(labels.min()) < known.first_label:
            raise LoadError(
                f"{known.title}: expected labels from {known.first_label}, received "
                f"{int(labels.min())}"
            )
        labels = labels - labels.dtype.type(known.first_label)
        labels.flags.writeable = False
    return LabelledImages(_inked(images, known.full_ink), labels)


def _inked(images: ByteArray, full_ink: int) -> ByteArray:
    if full_ink == 255:
        return images
    table = np.minimum(np.round(np.arange(256) * (255 / full_ink)), 255).astype(np.uint8)
    inked: ByteArray = table[images]
    inked.flags.writeable = False
    return inked
