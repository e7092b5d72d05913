"""Read a source of data as a description says, before anything is made of its images."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from core.arrays import ByteArray
from core.data_description import DataDescription
from core.datasets.catalog import built_in_formats, expected_formats, file_formats
from core.datasets.class_names import plain_names
from core.datasets.data_format import DataFormat
from core.datasets.dataset import Dataset
from core.datasets.known_data import credited, placed_source
from core.datasets.loading_watch import LoadingWatch
from core.datasets.own_credit import own_credit
from core.datasets.source_head import source_head
from core.errors import LoadError
from core.formats.content_kind import FOREIGN_ARCHIVES, UNPACK_FIRST
from core.formats.file_access import short_name


def read_source(description: DataDescription, watch: LoadingWatch) -> Dataset:
    """Return the data set that a description names, as its kind of data reads it.

    Raises
    ------
    LoadError
        If the data cannot be read.
    Cancelled
        If `watch` says so.
    """
    place = placed_source(description.source)
    known = format_of(place) if watch.kept is None else watch.kept.format(place, format_of)
    read = partial(_read, known, description.moved_to(place), description.source, watch)
    if watch.kept is None or known.reads_into_size:
        return read()
    key = (description.source, replace(description.extra, white=None, transposed=None))
    return watch.kept.dataset(place, (*key, watch.at_most), read)


def _read(
    known: DataFormat, description: DataDescription, source: str, watch: LoadingWatch
) -> Dataset:
    """Return what a format reads at a place that was called `source`."""
    place = description.source
    if known.read_described is not None and description.has_choices:
        dataset = known.read_described(description, watch)
    else:
        dataset = known.read(place, watch)
    dataset = credited(dataset, source, place)
    if (names := plain_names(dataset.class_names)) != dataset.class_names:
        dataset = replace(dataset, class_names=names)
    is_look = watch.at_most is not None
    if dataset.credit is None and not is_look and known not in built_in_formats():
        return replace(dataset, credit=own_credit(place))
    return dataset


def read_source_images(description: DataDescription, watch: LoadingWatch) -> ByteArray:
    """Return the images (N, H, W, C) of a source that need not have labels.

    Raises
    ------
    LoadError
        If they cannot be read.
    Cancelled
        If `watch` says so.
    """
    place = placed_source(description.source)
    known = format_of(place)
    if place != description.source:  # what its images are follows from its name
        return read_source(description, watch).train.images
    if known.read_images_described is not None and description.has_choices:
        return known.read_images_described(description, watch)
    if known.read_images is not None:
        return known.read_images(place, watch)
    return read_source(description, watch).train.images


def format_of(source: str) -> DataFormat:
    """Return what `source` is read as.

    Raises
    ------
    LoadError
        If it cannot be read, or is nothing that is known.
    """
    source = placed_source(source)
    for known in built_in_formats():
        if known.name == source:
            return known
    head = source_head(source)
    for known in file_formats():
        if known.looks_like(head):
            return known
    name = short_name(source)
    if head.kind in FOREIGN_ARCHIVES:
        raise LoadError(f"{name}: this is {head.kind}, {UNPACK_FIRST}")
    raise LoadError(f"{name}: this is {head.kind}, expected {expected_formats()}")
