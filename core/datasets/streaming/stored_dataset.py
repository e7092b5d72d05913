"""A data set whose images lie in a file."""

from __future__ import annotations

import mmap
import os
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.catalogue.data_credit import DataCredit, credit_entries, credit_from
from core.datasets.dataset import Dataset, LabelledImages
from core.datasets.source_rows import SourceRows
from core.datasets.streaming.layout import (
    BLOCK,
    Region,
    description_place,
    parsed_description,
)

#: Blocks of each array that are compared with their check sums whenever it is opened.
_COMPARED = 16
_DAMAGED = (AttributeError, KeyError, TypeError, ValueError, OverflowError)
TRAIN, TEST = "train", "test"


@dataclass(frozen=True, slots=True)
class StoredPart:
    """Where images, labels and rows of the source lie of one part."""

    images: Region
    labels: Region
    rows: Region | None = None
    rows_of: str = ""


def describe(key: str, dataset: Dataset, regions: Mapping[str, StoredPart]) -> dict[str, Any]:
    """Return what a file says of itself.

    Parameters
    ----------
    key : str
        Of the source, and how it was read.
    dataset : Dataset
    regions : mapping of str to StoredPart
    """
    return {
        "key": key,
        "name": dataset.name,
        "class_names": dataset.class_names,
        "notes": dataset.notes,
        "problems": dataset.problems,
        "credit": credit_entries(dataset.credit, ""),
        "parts": {name: _plain_part(part) for name, part in regions.items()},
    }


def _plain_part(part: StoredPart) -> dict[str, Any]:
    plain: dict[str, Any] = {"images": part.images, "labels": part.labels}
    if part.rows is not None:
        plain.update(rows=part.rows, rows_of=part.rows_of)
    return plain


def open_stored(path: Path, key: str) -> Dataset | None:
    """Return the data set in a file; None if it is damaged, unfinished or of something else.

    Length, description and some blocks of every array are compared with what was written.

    Parameters
    ----------
    path : Path
    key : str
        Of the source, and how it would be read now.
    """
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            place = description_place(file.read(64), size)
            if place is None:
                return None
            offset, length, digest = place
            file.seek(offset)
            found = parsed_description(file.read(length), digest)
            if found is None or found.get("key") != key:
                return None
            content = mmap.mmap(file.fileno(), size, access=mmap.ACCESS_READ)
        return _dataset(found, content, offset)
    except OSError:
        return None
    except _DAMAGED:
        return None


def _dataset(found: Mapping[str, Any], content: mmap.mmap, end: int) -> Dataset:
    parts = {name: _part(part, content, end) for name, part in found["parts"].items()}
    names = _texts(found["class_names"])
    for part in parts.values():
        if len(part) and int(part.labels.max()) >= len(names):
            raise ValueError("labels of no class")
    return Dataset(
        str(found["name"]),
        parts[TRAIN],
        parts.get(TEST),
        names,
        _texts(found["notes"]),
        _texts(found["problems"]),
        _credit(found.get("credit")),
    )


def _credit(entries: object) -> DataCredit | None:
    """Return whose the images are; None if that is not known, or was not written down."""
    if not isinstance(entries, dict) or not all(
        isinstance(one, str) for one in entries.values()
    ):
        return None
    return credit_from(entries, "")


def _part(plain: Mapping[str, Any], content: mmap.mmap, end: int) -> LabelledImages:
    images = _array(Region.from_plain(plain["images"]), content, end)
    labels = _array(Region.from_plain(plain["labels"]), content, end).copy()
    if images.ndim != 4 or images.dtype != np.uint8 or labels.shape != images.shape[:1]:
        raise ValueError("no images with labels")
    labels.flags.writeable = False
    if "rows" not in plain:
        return LabelledImages(images, labels)
    rows = _array(Region.from_plain(plain["rows"]), content, end).copy()
    if rows.shape != labels.shape or rows.dtype.kind != "i":
        raise ValueError("no rows of a source")
    return LabelledImages(images, labels, SourceRows(str(plain["rows_of"]), rows))


def _array(region: Region, content: mmap.mmap, end: int) -> NDArray[Any]:
    if region.offset + region.length > end:
        raise ValueError("an array behind the end")
    blocks = len(region.sums)
    with memoryview(content) as view:
        for at in np.unique(np.linspace(0, max(blocks - 1, 0), _COMPARED).astype(int)):
            if blocks and _sum(view, region, int(at)) != region.sums[at]:
                raise ValueError("an array that was changed")
    count = int(np.prod(region.shape))
    flat: NDArray[Any] = np.frombuffer(content, region.dtype, count, region.offset)
    return flat.reshape(region.shape)


def _sum(view: memoryview, region: Region, block: int) -> int:
    first = region.offset + block * BLOCK
    with view[first : min(first + BLOCK, region.offset + region.length)] as part:
        return zlib.crc32(part)


def _texts(values: Any) -> tuple[str, ...]:  # noqa: ANN401
    if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
        raise TypeError("no texts")
    return tuple(values)
