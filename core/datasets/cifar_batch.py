"""Read one batch of CIFAR-10 or CIFAR-100: its binary version, or the one for Python."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.arrays import ByteArray
from core.errors import LoadError
from core.formats.pickled_batch import PickledArray, read_pickled_batch
from core.formats.unpacked_file import open_unpacked

SIDE, CHANNELS = 32, 3
PIXELS = SIDE * SIDE * CHANNELS
#: Bytes of one batch; all of CIFAR-100 has 155 million.
MAX_BYTES = 1 << 28
#: Classes by how many label bytes stand before an image; the last one is the fine label.
CLASSES = {1: 10, 2: 100}
_COARSE = 20
#: How a pickle of version 2 to 4 begins.
PICKLED = (b"\x80\x02", b"\x80\x03", b"\x80\x04\x95")
_LABELS = {"labels": 10, "fine_labels": 100}


@dataclass(frozen=True, slots=True, eq=False)
class CifarBatch:
    """Images with their labels.

    Attributes
    ----------
    images : ndarray of uint8, shape (N, 32, 32, 3)
    labels : ndarray of uint8, shape (N,)
    class_count : int
        10 or 100.
    """

    images: ByteArray
    labels: ByteArray
    class_count: int


def read_cifar_batch(path: Path) -> CifarBatch:
    """Return the images in a batch of either version, seen from its first bytes.

    Raises
    ------
    LoadError
        If it is damaged, too large or something else.
    """
    return batch_of(*_content(path))


def batch_of(content: bytes, name: str) -> CifarBatch:
    """Return the images in the bytes of a batch; `name` is for sentences.

    Raises
    ------
    LoadError
        If it is damaged or something else.
    """
    if content.startswith(PICKLED):
        return _from_python(read_pickled_batch(content, name), name)
    return _from_binary(content, name)


def read_class_names(path: Path) -> tuple[str, ...]:
    """Return the names in ``batches.meta``, ``meta``, or a text with a name a line.

    Raises
    ------
    LoadError
        If it holds none.
    """
    return names_of(*_content(path))


def names_of(content: bytes, name: str) -> tuple[str, ...]:
    """Return the names in the bytes of a file of names; `name` is for sentences.

    Raises
    ------
    LoadError
        If there are none.
    """
    if content.startswith(PICKLED):
        found = read_pickled_batch(content, name)
        values = found.get("fine_label_names", found.get("label_names"))
    else:
        values = content.decode("utf-8", errors="replace").split()
    if not isinstance(values, list) or not values or len(values) > max(CLASSES.values()):
        raise LoadError(f"{name}: expected the names of classes")
    return tuple(
        one.decode("utf-8", errors="replace") if isinstance(one, bytes) else str(one)
        for one in values
        if isinstance(one, (bytes, str))
    )


def label_bytes(size: int, head: bytes) -> int | None:
    """Return how many labels stand before each image of a binary batch; None if it is none.

    Parameters
    ----------
    size : int
        Of the file.
    head : bytes
        Its first ones.
    """
    if len(head) < max(CLASSES) or not size:
        return None
    if size % (PIXELS + 1) == 0 and head[0] < CLASSES[1]:
        return 1
    if size % (PIXELS + 2) == 0 and head[0] < _COARSE and head[1] < CLASSES[2]:
        return 2
    return None


def _content(path: Path) -> tuple[bytes, str]:
    with open_unpacked(path) as source:
        # `read` sets aside all it is asked for, so it is not asked for what is not there
        content = source.file.read(min(MAX_BYTES, source.at_most) + 1)
        if len(content) > MAX_BYTES:
            raise LoadError(f"{source.name}: expected at most {MAX_BYTES:,} bytes")
        return content, source.name


def _from_binary(content: bytes, name: str) -> CifarBatch:
    before = label_bytes(len(content), content[:2])
    if before is None:
        raise LoadError(
            f"{name}: expected a batch of CIFAR, a multiple of {PIXELS + 1:,} or "
            f"{PIXELS + 2:,} bytes, received {len(content):,}"
        )
    rows = np.frombuffer(content, np.uint8).reshape(-1, before + PIXELS)
    return _batch(rows[:, before:], rows[:, before - 1], CLASSES[before], name)


def _from_python(found: dict[str, Any], name: str) -> CifarBatch:
    data = found.get("data")
    key = next((key for key in ("fine_labels", "labels") if key in found), None)
    if not isinstance(data, PickledArray) or key is None or not isinstance(found[key], list):
        raise LoadError(f"{name}: expected data and labels, as a batch of CIFAR has them")
    if len(data.shape) != 2 or data.shape[1] != PIXELS or data.shape[0] < 1:
        raise LoadError(f"{name}: expected images of {PIXELS:,} bytes")
    if len(data.content) != data.shape[0] * PIXELS:
        raise LoadError(f"{name}: the images are cut off")
    labels = found[key]
    if len(labels) != data.shape[0] or not all(type(label) is int for label in labels):
        raise LoadError(f"{name}: expected one label an image, whole numbers")
    pixels = np.frombuffer(data.content, np.uint8).reshape(data.shape)
    if not all(0 <= label < _LABELS[key] for label in labels):
        raise LoadError(f"{name}: expected labels from 0 to {_LABELS[key] - 1}")
    return _batch(pixels, np.array(labels, np.uint8), _LABELS[key], name)


def _batch(
    pixels: NDArray[np.uint8], labels: NDArray[np.uint8], classes: int, name: str
) -> CifarBatch:
    if int(labels.max()) >= classes:
        raise LoadError(
            f"{name}: expected labels from 0 to {classes - 1}, received {labels.max()}"
        )
    planes = pixels.reshape(-1, CHANNELS, SIDE, SIDE)
    images = np.ascontiguousarray(planes.transpose(0, 2, 3, 1))  # (N, 32, 32, 3)
    return CifarBatch(images, labels.copy(), classes)
