"""Read IDX, the format of the original MNIST files, plain or packed."""

from __future__ import annotations

import hashlib
import math
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.arrays import ByteArray, IntArray, Shape
from core.datasets.label_numbers import HIGHEST_LABEL, stored_labels
from core.datasets.loading_watch import LoadingWatch
from core.datasets.pixel_values import pixel_factor, pixel_notes, whole_pixels
from core.errors import LoadError
from core.formats.unpacked_file import UnpackedFile, open_unpacked

MAX_VALUES = 1 << 31
IMAGE_DIMENSIONS = 3
#: Bytes that are read at once, and for which room is made though they may not be there.
_PIECE, _BELIEVED = 1 << 22, 1 << 26
UNSIGNED_BYTES = 0x08
#: Types of values by the third byte of a file, as NumPy calls them.
TYPES = {
    UNSIGNED_BYTES: ">u1", 0x09: ">i1", 0x0B: ">i2", 0x0C: ">i4", 0x0D: ">f4", 0x0E: ">f8"
}  # fmt: skip


def read_idx(path: Path | str, *, dimensions: int, sha256: str | None = None) -> ByteArray:
    """Return the array of unsigned bytes stored in an IDX file.

    Nothing is believed: the header decides how many bytes may follow, one byte more than
    that is asked for, and a file with fewer or more is refused.  A packed file therefore
    cannot expand beyond what its own header announces.

    Parameters
    ----------
    path : path
        Whether the content is packed is seen from its first bytes.
    dimensions : int
        3 for images ``(N, H, W)``, 1 for labels ``(N,)``.
    sha256 : str or None
        Expected hash of the uncompressed file.

    Returns
    -------
    ndarray of uint8
        Read-only.

    Raises
    ------
    LoadError
        If the file is missing, truncated, oversized, damaged or of another kind.
    """
    with open_unpacked(path) as source:
        _check_magic(source, dimensions)
        return _values(source, dimensions, sha256)


def read_idx_images(path: Path | str, watch: LoadingWatch) -> tuple[ByteArray, tuple[str, ...]]:
    """Return the images stored in an IDX file; checks as `read_idx`.

    Numbers of any type are read: whole ones and fractions from 0 to 255, fractions from 0 to 1.

    Parameters
    ----------
    path : path
    watch : LoadingWatch

    Returns
    -------
    images : ndarray of uint8, shape (N, H, W, 1)
        Read-only.
    notes : tuple of str
        What was changed, as sentences.

    Raises
    ------
    LoadError
        If the file is missing, truncated, oversized, damaged or of another kind.
    Cancelled
        If `watch` says so.
    """
    factor, was_rounded = 1, False
    with open_unpacked(path) as source:
        header = _image_header(source)
        if header.dtype != np.uint8:  # what they mean takes all of them to tell
            lowest, highest = np.inf, -np.inf
            for piece in _pieces(source, header, watch):
                lowest = np.minimum(lowest, piece.min())  # keeps NaN, as `min` does not
                highest = np.maximum(highest, piece.max())
            is_fraction = header.dtype.kind == "f"
            factor = pixel_factor(
                float(lowest), float(highest), source.name, is_fraction=is_fraction
            )
    with open_unpacked(path) as source:
        header = _image_header(source)
        count, height, width = header.shape
        wanted = min(count, watch.at_most or count)
        is_believed = not source.is_packed or header.length <= _BELIEVED
        growing = watch.storage.images((height, width, 1), wanted if is_believed else None)
        for piece in _pieces(source, header, watch):
            pixels = piece
            if header.dtype != np.uint8:
                pixels, was_rounded_here = whole_pixels(piece, factor)
                was_rounded = was_rounded or was_rounded_here
            growing.add(pixels.reshape(-1, height, width, 1))
        return growing.finish(), pixel_notes(factor, was_rounded=was_rounded)


def _image_header(source: UnpackedFile) -> _Header:
    head = source.head
    if len(head) >= 4 and not (
        head[:2] == b"\0\0" and head[2] in TYPES and head[3] == IMAGE_DIMENSIONS
    ):
        _check_magic(source, IMAGE_DIMENSIONS)
    return _header(source, IMAGE_DIMENSIONS)


def _pieces(
    source: UnpackedFile, header: _Header, watch: LoadingWatch
) -> Iterator[NDArray[Any]]:
    """Yield the values of images, some images at a time; the file has to be of that length."""
    count, size = header.shape[0], math.prod(header.shape[1:]) * header.dtype.itemsize
    wanted = min(count, watch.at_most or count)
    step = max(1, _PIECE // size)
    for first in range(0, wanted, step):
        expected = min(step, wanted - first) * size
        values = source.file.read(expected)
        if len(values) != expected:
            raise _wrong_length(source, header, f"{first * size + len(values):,}")
        yield np.frombuffer(values, header.dtype).reshape(-1, *header.shape[1:])
        watch.report(source.share_read, f"Reading {source.name}")
    if wanted == count and source.file.read(1):  # reaches the end: checks what is packed
        raise _wrong_length(source, header, "more")


def read_idx_labels(
    path: Path | str, *, sha256: str | None = None
) -> tuple[IntArray, tuple[str, ...]]:
    """Return the classes stored in an IDX file, and what was left out.

    Numbers of any type are read that are whole.  Of a table, as QMNIST's labels are, the
    first column is the class.

    Parameters
    ----------
    path : path
    sha256 : str or None
        Expected hash of the uncompressed file.

    Returns
    -------
    labels : ndarray of uint8 or uint16, shape (N,)
        Read-only.
    notes : tuple of str

    Raises
    ------
    LoadError
        As `read_idx`; or if a label is not from 0 to 65,535, which is told with its place.
    """
    with open_unpacked(path) as source:
        magic = source.head[:4]
        if len(magic) == 4 and (magic[:2] != b"\0\0" or magic[3] not in (1, 2)):
            raise LoadError(
                f"{source.name}: expected the IDX magic number 00000801 of labels, "
                f"received {magic.hex()}"
            )
        if len(magic) == 4 and magic[2] not in TYPES:
            raise LoadError(f"{source.name}: expected whole numbers as labels")
        values = _values(source, magic[3] if len(magic) == 4 else 1, sha256)
        name = source.name
    notes: tuple[str, ...] = ()
    if values.ndim == 2:
        notes = (f"Of the {values.shape[1]} columns of {name}, the first is the class.",)
        values = values[:, 0]
    if values.dtype == np.uint8 and values.flags.c_contiguous:
        return values, notes
    is_label = (values >= 0) & (values <= HIGHEST_LABEL)
    if values.dtype.kind == "f":
        is_label &= values == np.floor(values)
    wrong = np.flatnonzero(~is_label)
    if len(wrong):
        raise LoadError(
            f"{name}: expected labels from 0 to {HIGHEST_LABEL:,}, received "
            f"{values[wrong[0]]} as label {wrong[0] + 1:,}"
        )
    return stored_labels(values), notes


@dataclass(frozen=True, slots=True)
class _Header:
    content: bytes
    dtype: np.dtype[Any]
    shape: Shape

    @property
    def length(self) -> int:
        """Of what follows, in bytes."""
        return math.prod(self.shape) * self.dtype.itemsize


def _check_magic(source: UnpackedFile, dimensions: int) -> None:
    expected = bytes([0, 0, UNSIGNED_BYTES, dimensions])
    if source.head[:4] != expected and len(source.head) >= 4:
        raise LoadError(
            f"{source.name}: expected the IDX magic number {expected.hex()} "
            f"({dimensions}-dimensional, unsigned bytes), received {source.head[:4].hex()}"
        )


def _header(source: UnpackedFile, dimensions: int) -> _Header:
    name = source.name
    header = source.file.read(4 + 4 * dimensions)
    if len(header) < 4 + 4 * dimensions:
        raise LoadError(f"{name}: expected an IDX header, received {len(header)} bytes")
    dtype = np.dtype(TYPES[header[2]])
    shape: Shape = struct.unpack(f">{dimensions}I", header[4:])
    count = math.prod(shape)
    if not 1 <= count <= MAX_VALUES:
        raise LoadError(
            f"{name}: expected from 1 to {MAX_VALUES:,} values, the header announces "
            f"{_sides(shape)}"
        )
    found = _Header(header, dtype, shape)
    if source.is_packed and found.length > source.at_most:
        raise LoadError(
            f"{name}: {source.size:,} packed bytes cannot hold the {count:,} values "
            "that the header announces"
        )
    if not source.is_packed and len(header) + found.length > source.size:
        raise _wrong_length(source, found, f"{source.size - len(header):,}")
    return found


def _values(source: UnpackedFile, dimensions: int, sha256: str | None) -> NDArray[Any]:
    name, header = source.name, _header(source, dimensions)
    expected = header.length
    # `read` sets aside all it is asked for, so it is not asked for what is not there
    values = source.file.read(min(expected + 1, source.at_most))
    if len(values) == expected and source.file.read(
        1
    ):  # reaches the end: checks what is packed
        values += b"+"
    if len(values) != expected:
        received = "more" if len(values) > expected else f"{len(values):,}"
        raise _wrong_length(source, header, received)
    if sha256 is not None and _sha256(header.content, values) != sha256:
        raise LoadError(f"{name}: the content is not that of the original file (SHA-256)")
    array = np.frombuffer(values, header.dtype).reshape(header.shape)
    is_plain = header.content[2] == UNSIGNED_BYTES
    return array.view(np.uint8) if is_plain else array


def _wrong_length(source: UnpackedFile, header: _Header, received: str) -> LoadError:
    return LoadError(
        f"{source.name}: the header announces {_sides(header.shape)} = "
        f"{header.length:,} bytes, received {received}"
    )


def _sides(shape: Shape) -> str:
    return " × ".join(f"{side:,}" for side in shape)


def _sha256(header: bytes, values: bytes) -> str:
    digest = hashlib.sha256(header)
    digest.update(values)
    return digest.hexdigest()
