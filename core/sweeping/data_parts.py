"""A data set as texts that travel to a worker, and back."""

from __future__ import annotations

import base64
import binascii
import math
import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np

from core.datasets.dataset import Dataset, LabelledImages
from core.documents.dataset_digest import dataset_digest
from core.errors import LoadError
from core.sweeping.trial_task import DataPart

#: Letters of one part; a task is no longer than `core.json_text` takes.
PART_LETTERS = 900_000
#: Bytes of the largest set that is sent; a larger one has to lie on the worker's computer.
MOST_BYTES = 2 * 2**30
#: The quickest of zlib: digits become a fifth in any case.
LEVEL = 1
_LABELS: Mapping[int, np.dtype[Any]] = {1: np.dtype(np.uint8), 2: np.dtype("<u2")}


def data_parts(dataset: Dataset, digest: str) -> list[DataPart]:
    """Return what a worker needs of a data set to train on it; test images stay here.

    Raises
    ------
    LoadError
        If it is too large to be sent.
    """
    images, labels = dataset.train.images, dataset.train.labels
    if images.nbytes + labels.nbytes > MOST_BYTES:
        raise LoadError(
            f"{dataset.name}: {images.nbytes:,} bytes are too many to be sent to a worker: "
            "put the data at the same place on its computer"
        )
    packer = zlib.compressobj(LEVEL)
    packed = packer.compress(np.ascontiguousarray(images).data)
    packed += packer.compress(np.ascontiguousarray(labels).data) + packer.flush()
    text = base64.b64encode(packed).decode("ascii")
    pieces = [text[at : at + PART_LETTERS] for at in range(0, len(text), PART_LETTERS)]
    names = "\0".join(dataset.class_names)
    return [
        DataPart(
            digest,
            dataset.name,
            names,
            images.shape,
            labels.dtype.itemsize,
            part,
            len(pieces),
            piece,
        )
        for part, piece in enumerate(pieces)
    ]


def dataset_of(parts: Mapping[int, DataPart]) -> Dataset:
    """Return the data set that all its parts make.

    Raises
    ------
    LoadError
        If it is not the one it says it is.
    """
    first = parts[0]
    bad = LoadError(f"{first.name}: the data arrived damaged")
    shape = first.shape
    size = math.prod(shape) + first.label_bytes * (shape[0] if shape else 0)
    if len(shape) != 4 or size > MOST_BYTES or first.label_bytes not in _LABELS:
        raise bad
    try:
        packed = base64.b64decode("".join(parts[at].content for at in range(len(parts))))
        content = zlib.decompressobj().decompress(packed, size + 1)
    except (binascii.Error, zlib.error, KeyError):
        raise bad from None
    if len(content) != size:
        raise bad
    numbers = np.frombuffer(content, np.uint8)
    images = numbers[: math.prod(shape)].reshape(shape)  # (N, H, W, C)
    labels = numbers[math.prod(shape) :].view(_LABELS[first.label_bytes])  # (N,)
    names = tuple(first.class_names.split("\0"))
    dataset = Dataset(first.name, LabelledImages(images, labels), None, names)
    if dataset_digest(dataset) != first.digest:
        raise bad
    return dataset
