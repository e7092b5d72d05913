"""Read a data set so that its images are in memory only if there is room for them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from core.data_description import UNIT, DataDescription
from core.datasets.catalog import is_name
from core.datasets.data_source import absolute_source
from core.datasets.dataset import Dataset
from core.datasets.extra_images import parted_source
from core.datasets.known_data import placed_source
from core.datasets.label_file import parted_count, parted_labels
from core.datasets.loading_watch import LoadingWatch
from core.datasets.streaming.image_cache import ImageCache
from core.datasets.streaming.image_storage import ImageStorage
from core.datasets.streaming.policy import current_policy, images_folder, most_in_memory
from core.datasets.streaming.source_facts import source_facts
from core.errors import LoadError
from core.formats.file_access import short_name
from core.formats.path_facts import is_folder
from core.formats.picture_bytes import DECODER

#: Raised whenever readers make other images, or other notes, of the same files.
READING = 3

Read = Callable[[DataDescription, LoadingWatch], Dataset]


def image_cache() -> ImageCache:
    """Return the files of images that this program keeps."""
    return ImageCache(images_folder(), current_policy().room)


def read_within_memory(
    description: DataDescription, watch: LoadingWatch, read: Read
) -> Dataset:
    """Return what `read` makes of a description, its images in a file if they are too many.

    Parameters
    ----------
    description : DataDescription
    watch : LoadingWatch
    read : callable
        Returns the data set; takes note of `LoadingWatch.storage`.

    Raises
    ------
    LoadError
        If `read` raises it, files of a folder change while they are read, or there is no room
        on the disk.
    Cancelled
        If `watch` says so; nothing is left behind then.
    """
    if not description.has_choices and _is_built_in(description.source):
        return read(description, watch)
    facts = _facts(description, watch)
    key, cache = _key(description, facts), image_cache()
    found = cache.find(key)
    if found is not None:
        watch.report(1.0, f"{found.name} is ready")
        return found
    name = short_name(parted_source(description.source)[0])
    storage = ImageStorage(most_in_memory(), cache.place(key, name))
    try:
        dataset = read(description, replace(watch, storage=storage))
        _check_unchanged(facts, _facts(description, watch, 1.0))
        finished = storage.finished(
            dataset, lambda: watch.report(1.0, f"Keeping the images of {name}")
        )
    finally:
        storage.abandon()
    if finished is not dataset:
        cache.keep_to_room()
    return finished


def _facts(
    description: DataDescription, watch: LoadingWatch, share: float = 0.0
) -> dict[str, str]:
    """Return what is known of all sources that a description names."""
    sources = [*parted_source(description.source)]
    if isinstance(description.split, str):
        base, listed = parted_labels(description.split)
        sources += [base, parted_count(listed)[0]]
    return {
        place: source_facts(place, watch, share)
        for place in map(placed_source, filter(None, sources))
        if not is_name(place)
    }


def _is_built_in(source: str) -> bool:
    return is_name(source) and placed_source(source) == source


def _check_unchanged(before: dict[str, str], after: dict[str, str]) -> None:
    for source, facts in before.items():
        if is_folder(Path(source)) and after[source] != facts:
            raise LoadError(
                f"{short_name(source)}: files in this folder changed while they were read; "
                "open it again when nothing writes there any more"
            )


def _key(description: DataDescription, facts: dict[str, str]) -> str:
    """Return what a file of images is found by: what it is made of, and how."""
    same = replace(description, normalise=UNIT)  # no image depends on it
    same = same.moved_to(absolute_source(same.source))
    made_of = [READING, DECODER, same.to_plain(), sorted(facts.items())]
    return hashlib.sha256(json.dumps(made_of).encode()).hexdigest()[:40]
