"""Read IDX, the format of the original MNIST files, plain or gzip."""

from __future__ import annotations

import hashlib
import math
import struct
import zlib
from pathlib import Path
from typing import BinaryIO, Protocol

import numpy as np

from core.arrays import ByteArray, Shape
from core.errors import LoadError
from core.formats.file_access import open_for_reading, short_name

MAX_VALUES = 1 << 29
MAX_EXPANSION = 200
_SMALL = 1 << 24
_UNSIGNED_BYTES = 8
_GZIP_MAGIC = b"\x1f\x8b"
_GZIP_WINDOW_BITS = 31


def read_idx(path: Path | str, *, dimensions: int, sha256: str | None = None) -> ByteArray:
    """Return the array of unsigned bytes stored in an IDX file.

    Nothing is believed: the header decides how many bytes may follow, one byte more than
    that is asked for, and a file with fewer or more is refused.  A gzip file therefore
    cannot expand beyond what its own header announces.

    Parameters
    ----------
    path : path
        Whether the content is gzip is seen from its first two bytes.
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
    name = short_name(path)
    with open_for_reading(path) as (file, size):
        is_gzip = file.read(2) == _GZIP_MAGIC
        file.seek(0)
        if str(path).endswith(".gz") and not is_gzip:
            raise LoadError(f"{name}: expected gzip data, as the name ends in .gz")
        source: _Source = _GzipSource(file, size, name) if is_gzip else _PlainSource(file, size)
        header = source.take(4 + 4 * dimensions)
        shape = _shape_of(header, dimensions, name)
        expected = math.prod(shape)
        if is_gzip and expected > max(_SMALL, MAX_EXPANSION * size):
            raise LoadError(
                f"{name}: {size:,} bytes of gzip cannot hold the {expected:,} values "
                "that the header announces"
            )
        values = source.take(expected + 1)
        if len(values) != expected:
            received = "more" if len(values) > expected else f"{len(values):,}"
            raise LoadError(
                f"{name}: the header announces {_sides(shape)} = "
                f"{expected:,} bytes, received {received}"
            )
        source.check_end()
    if sha256 is not None and _sha256(header, values) != sha256:
        raise LoadError(f"{name}: the content is not that of the original file (SHA-256)")
    return np.frombuffer(values, np.uint8).reshape(shape)


def _shape_of(header: bytes, dimensions: int, name: str) -> Shape:
    if len(header) < 4 + 4 * dimensions:
        raise LoadError(f"{name}: expected an IDX header, received {len(header)} bytes")
    expected = bytes([0, 0, _UNSIGNED_BYTES, dimensions])
    if header[:4] != expected:
        raise LoadError(
            f"{name}: expected the IDX magic number {expected.hex()} "
            f"({dimensions}-dimensional, unsigned bytes), received {header[:4].hex()}"
        )
    shape: Shape = struct.unpack(f">{dimensions}I", header[4:])
    if not 1 <= math.prod(shape) <= MAX_VALUES:
        raise LoadError(
            f"{name}: expected from 1 to {MAX_VALUES:,} values, the header announces "
            f"{_sides(shape)}"
        )
    return shape


def _sides(shape: Shape) -> str:
    return " × ".join(f"{side:,}" for side in shape)


def _sha256(header: bytes, values: bytes) -> str:
    digest = hashlib.sha256(header)
    digest.update(values)
    return digest.hexdigest()


class _Source(Protocol):
    def take(self, limit: int) -> bytes:
        """Return the next `limit` bytes, or fewer at the end."""

    def check_end(self) -> None:
        """Raise `LoadError` if the end is damaged."""


class _PlainSource:
    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self._size = size

    def take(self, limit: int) -> bytes:
        # `read` sets aside all it is asked for, so it is not asked for what is not there.
        return self._file.read(min(limit, self._size))

    def check_end(self) -> None:
        pass


class _GzipSource:
    """One gzip member, expanded only as far as asked."""

    def __init__(self, file: BinaryIO, size: int, name: str) -> None:
        self._name = name
        self._expander = zlib.decompressobj(_GZIP_WINDOW_BITS)
        self._packed = file.read(min(size, MAX_VALUES))

    def take(self, limit: int) -> bytes:
        try:
            expanded = self._expander.decompress(self._packed, limit)
        except zlib.error:
            raise LoadError(f"{self._name}: the gzip data is damaged") from None
        self._packed = self._expander.unconsumed_tail
        return expanded

    def check_end(self) -> None:
        if not self._expander.eof:
            raise LoadError(f"{self._name}: the gzip data ends too early")
        if self._expander.unused_data:
            raise LoadError(f"{self._name}: there are bytes after the end of the gzip data")
