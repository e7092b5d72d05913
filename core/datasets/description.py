"""From the description of data to the images and labels it stands for."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np

from core.arrays import ByteArray, IntArray, shape_text
from core.data_description import DataDescription
from core.datasets.chosen_images import chosen_images
from core.datasets.corrected_data import corrected_data
from core.datasets.dataset import Dataset, LabelledImages
from core.datasets.extra_images import parted_source, with_extra
from core.datasets.first_label import counted_from
from core.datasets.label_file import labels_apart, parted_labels
from core.datasets.loading_watch import LoadingWatch
from core.datasets.reading import read_source, read_source_images
from core.datasets.set_aside import set_aside
from core.datasets.source_rows import OTHER, all_rows
from core.datasets.turned import NOTE, is_stored_turned, turned_upright
from core.errors import LoadError
from core.formats.file_access import short_name

#: Where data is read, its description is at hand.
__all__ = ["DataDescription", "prepared_dataset", "prepared_images"]


def prepared_dataset(description: DataDescription, watch: LoadingWatch) -> Dataset:
    """Return the data set that a description stands for.

    In this order: the source is read, its first label becomes class 0; its images get size and
    channels, and are inverted; test images are set aside, or come from another source; classes
    get their names; images of one's own, which have their shape already, come last.  Labels are
    those of the source: `core.datasets.loading` corrects them, so that the same images are set
    aside whatever they are called.

    Raises
    ------
    LoadError
        If a source cannot be read, or has not what the description asks for.
    Cancelled
        If `watch` says so.
    """
    base, extra = parted_source(description.source)
    base, _ = parted_labels(base)
    dataset = _chosen(description.moved_to(base), watch)
    if isinstance(description.split, float):
        check = partial(watch.report, 1.0, "Setting test images aside")
        dataset = set_aside(dataset, description.split, watch.storage, check)
    elif description.split is not None:
        dataset = _with_test(dataset, description, description.split, watch)
    dataset = _renamed(dataset, description.class_names)
    return with_extra(dataset, extra, watch.storage) if extra else dataset


def prepared_images(description: DataDescription, watch: LoadingWatch) -> ByteArray:
    """Return the images (N, H, W, C) of a source, labelled or not, as a description says.

    Raises
    ------
    LoadError
        If they cannot be read.
    Cancelled
        If `watch` says so.
    """
    images = read_source_images(description, watch)
    was_turned = is_stored_turned(short_name(description.source))
    if description.extra.transposed not in (None, was_turned):
        images = turned_upright(images)[0]
    return chosen_images(images, description, short_name(description.source), watch)


def _chosen(description: DataDescription, watch: LoadingWatch) -> Dataset:
    dataset = read_source(description, watch)
    if not description.has_choices:
        return dataset
    dataset = _turned(dataset, description.extra.transposed)
    if description.extra.first_label is not None:
        dataset = counted_from(description.extra.first_label, dataset)
    return replace(
        dataset,
        train=_chosen_part(dataset.train, description, watch),
        test=None if dataset.test is None else _chosen_part(dataset.test, description, watch),
    )


def _turned(dataset: Dataset, wanted: bool | None) -> Dataset:
    """Return images with rows and columns exchanged just if that is wanted; None as read."""
    was_turned = NOTE in dataset.notes
    if wanted is None or wanted is was_turned:
        return dataset
    train, test = (
        None if part is None else replace(part, images=turned_upright(part.images)[0])
        for part in (dataset.train, dataset.test)
    )
    notes = [note for note in dataset.notes if note != NOTE]
    if wanted:
        notes.append("Rows and columns of the images were exchanged, as chosen.")
    return replace(dataset, train=train or dataset.train, test=test, notes=tuple(notes))


def _chosen_part(
    part: LabelledImages, description: DataDescription, watch: LoadingWatch
) -> LabelledImages:
    name = short_name(description.source)
    return replace(part, images=chosen_images(part.images, description, name, watch))


def _renamed(dataset: Dataset, names: tuple[str, ...] | None) -> Dataset:
    if names is None:
        return dataset
    parts = [part for part in (dataset.train, dataset.test) if part is not None]
    highest = max(int(part.labels.max()) for part in parts if len(part))
    if len(names) <= highest:
        raise LoadError(
            f"{dataset.name}: expected a name for each of {highest + 1} classes, received "
            f"{len(names)}"
        )
    return replace(dataset, class_names=names)


def _with_test(
    dataset: Dataset, description: DataDescription, source: str, watch: LoadingWatch
) -> Dataset:
    """Return `dataset` with the images of another source as its test images.

    That source may name a list of corrected labels of its own.
    """
    listed = labels_apart(DataDescription(source))
    height, width, channels = dataset.image_shape
    same = replace(
        description,
        source=listed.source,
        size=(height, width) if description.size is not None else None,
        channels=channels if description.channels is not None else None,
        split=None,
    )
    other = _chosen(same, watch)
    other = corrected_data(other, listed, watch, lambda: other)
    if other.image_shape != dataset.image_shape:
        raise LoadError(
            f"{short_name(source)}: expected test images of the shape of the training images, "
            f"{shape_text(dataset.image_shape)}, received {shape_text(other.image_shape)}; "
            "choose a size"
        )
    elsewhere = all_rows(OTHER, len(other.train))
    test = LabelledImages(other.train.images, _labels_in(dataset, other, source), elsewhere)
    return replace(dataset, test=test, notes=(
        *dataset.notes, f"The test images are those of {short_name(source)}.",
    ))  # fmt: skip


def _labels_in(dataset: Dataset, other: Dataset, source: str) -> IntArray:
    """Return the labels of `other` by the classes of `dataset`, which go by their names."""
    if other.class_names == dataset.class_names:
        return other.train.labels
    places = {name: at for at, name in enumerate(dataset.class_names)}
    used = sorted(set(other.train.labels.tolist()))
    unknown = [other.class_names[at] for at in used if other.class_names[at] not in places]
    if unknown:
        raise LoadError(
            f"{short_name(source)}: the class {unknown[0]!r:.60} is none of the training images"
        )
    table = np.array(
        [places.get(name, 0) for name in other.class_names], dataset.train.labels.dtype
    )
    labels: IntArray = table[other.train.labels]
    labels.flags.writeable = False
    return labels
