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
from core.datasets.source_head import SourceHead
from core.errors import LoadError

SUFFIX = ".toyset"


def write_toy_data(path: Path, count: int) -> Path:
    """Write so many images of 28×28 pixels, of ten classes, each a stripe of its own."""
    path.write_text(f"toy {count}")
    return path


def _looks_like_toy(head: SourceHead) -> bool:
    return head.head.startswith(b"toy ")


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
    read=_read,
    looks_like=_looks_like_toy,
)


@contextmanager
def toy_data_format() -> Iterator[DataFormat]:
    """Let the closed catalogue hold one kind of data more."""
    known = MappingProxyType({TOY.name: TOY, **catalog.DATA_FORMATS})
    with mock.patch.object(catalog, "DATA_FORMATS", known):
        yield TOY
