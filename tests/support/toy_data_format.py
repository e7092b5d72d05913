"""A kind of data that the program knows for the duration of a test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from unittest import mock

import numpy as np

from core.datasets import catalog
from core.datasets.data_format import DataFormat
from core.datasets.dataset import Dataset, LabelledImages
from core.datasets.loading_watch import LoadingWatch
from core.errors import LoadError

SUFFIX = ".toyset"


def write_toy_data(path: Path, count: int) -> Path:
    """Write so many images of 28×28 pixels, of ten classes, each a stripe of its own."""
    path.write_text(f"toy {count}")
    return path


def _looks_like_toy(source: str) -> bool:
    return source.endswith(SUFFIX)


def _read(source: str, watch: LoadingWatch) -> Dataset:
    kind, _, count = Path(source).read_text().partition(" ")
    if kind != "toy":
        raise LoadError(f"{Path(source).name}: expected toy data")
    watch.report(0.5, "Drawing stripes")
    labels = (np.arange(int(count)) % 10).astype(np.uint8)
    images = np.zeros((len(labels), 28, 28, 1), np.uint8)
    for image, label in zip(images, labels, strict=True):
        image[2 * label : 2 * label + 4] = 255
    return Dataset("stripes", LabelledImages(images, labels), None, tuple("abcdefghij"))


TOY = DataFormat(
    name="toy",
    title="Toy set",
    explained="a toy set",
    expected="a .toyset file",
    suffixes=(SUFFIX,),
    looks_like=_looks_like_toy,
    read=_read,
)


@contextmanager
def toy_data_format() -> Iterator[DataFormat]:
    """Let the closed catalogue hold one kind of data more."""
    known = MappingProxyType({**catalog.DATA_FORMATS, TOY.name: TOY})
    with mock.patch.object(catalog, "DATA_FORMATS", known):
        yield TOY
