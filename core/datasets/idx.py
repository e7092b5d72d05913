"""Read IDX, the format of the original MNIST files, plain or packed."""

from __future__ import annotations

import hashlib
import math
import struct
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.arrays import ByteArray, Shape
from core.errors import LoadError
from core.formats.unpacked_file import UnpackedFile, open_unpacked

MAX_VALUES = 1 << 31
UNSIGNED_BYTES = 0x08
#: Types of values by the third byte of a file, as NumPy calls them.
TYPES = {UNSIGNED_BYTES: ">u1", 0x09: ">i1", 0x0B: ">i2", 0x0C: ">i4"}
HIGHEST_LABEL = 255


def read_idx(
    path: Path | str,
    *,
    dimensions: int,
    sha256: str | None = None,
    at_most: int | None = None,
) -> ByteArray:
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
    at_most : int, optional
        So many images or labels are enough; what follows them is not looked at.

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
        expected = bytes([0, 0, UNSIGNED_BYTES, dimensions])
        if source.head[:4] != expected and len(source.head) >= 4:
            raise LoadError(
                f"{source.name}: expected the IDX magic number {expected.hex()} "
                f"({dimensions}-dimensional, unsigned bytes), received {source.head[:4].hex()}"
            )
        return _values(source, dimensions, sha256, at_most)


def read_idx_labels(
    path: Path | str, *, sha256: str | None = None
) -> tuple[ByteArray, tuple[str, ...]]:
    """Return the classes stored in an IDX file, and what was left out.

    Whole numbers of any type are read.  Of a table, as QMNIST's labels are, the first column
    is the class.

    Parameters
    ----------
    path : path
    sha256 : str or None
        Expected hash of the uncompressed file.

    Returns
    -------
    labels : ndarray of uint8, shape (N,)
        Read-only.
    notes : tuple of str

    Raises
    ------
    LoadError
        As `read_idx`; or if a label is not from 0 to 255, which is told with its place.
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
    wrong = np.flatnonzero((values < 0) | (values > HIGHEST_LABEL))
    if len(wrong):
        raise LoadError(
            f"{name}: expected labels from 0 to {HIGHEST_LABEL}, received "
            f"{values[wrong[0]]} as label {wrong[0] + 1:,}"
        )
    labels = values.astype(np.uint8)
    labels.flags.writeable = False
    return labels, notes


def _values(
    source: UnpackedFile, dimensions: int, sha256: str | None, at_most: int | None = None
) -> NDArray[Any]:
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
    expected = count * dtype.itemsize
    if source.is_packed and expected > source.at_most:
        raise LoadError(
            f"{name}: {source.size:,} packed bytes cannot hold the {count:,} values "
            "that the header announces"
        )
    if at_most is not None and at_most < shape[0]:
        shape = (at_most, *shape[1:])
        expected = math.prod(shape) * dtype.itemsize
        values = source.file.read(min(expected, source.at_most))
    else:
        values = _all_values(source, expected)
    if len(values) != expected:
        received = "more" if len(values) > expected else f"{len(values):,}"
        raise LoadError(
            f"{name}: the header announces {_sides(shape)} = "
            f"{expected:,} bytes, received {received}"
        )
    if sha256 is not None and _sha256(header, values) != sha256:
        raise LoadError(f"{name}: the content is not that of the original file (SHA-256)")
    array = np.frombuffer(values, dtype).reshape(shape)
    return (
        array.view(np.uint8) if dtype.itemsize == 1 and header[2] == UNSIGNED_BYTES else array
    )


def _all_values(source: UnpackedFile, expected: int) -> bytes:
    """Return the bytes that follow, and one more if there are more than expected."""
    # `read` sets aside all it is asked for, so it is not asked for what is not there
    values = source.file.read(min(expected + 1, source.at_most))
    # reaches the end: checks what is packed
    if len(values) == expected and source.file.read(1):
        values += b"+"
    return values


def _sides(shape: Shape) -> str:
    return " × ".join(f"{side:,}" for side in shape)


def _sha256(header: bytes, values: bytes) -> str:
    digest = hashlib.sha256(header)
    digest.update(values)
    return digest.hexdigest()
