"""A file of images that is being written."""

from __future__ import annotations

import json
import mmap
import os
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.arrays import Shape
from core.datasets.streaming.layout import ALIGNMENT, BLOCK, Region, head
from core.errors import LoadError
from core.formats.size_text import size_text
from core.formats.system_reason import reason_not_written

#: After so many bytes they are forced to the disk: the end takes no longer than the rest.
_FORCED = 1 << 28


class PixelFile:
    """Takes arrays piece by piece, one after the other.

    Until `finish` it is a file that nobody believes; `abandon` leaves nothing behind.

    Parameters
    ----------
    path : Path
        Of a file that is not there yet; its folder is.
    most : int
        Bytes that it may take.
    name : str
        Of the source, for sentences.

    Raises
    ------
    LoadError
        From here and from every method that writes, if the disk is full or does not answer,
        or there would be too many bytes.
    """

    def __init__(self, path: Path, most: int, name: str) -> None:
        self.path = path
        self._most, self._name = most, name
        self._end = self._unforced = 0
        self._shape: Shape = ()
        self._dtype = np.dtype(np.uint8)
        self._start = self._count = 0
        self._sums: list[int] = []
        self._block = 0  # bytes in the block of the last sum
        with self._explained():
            self._file = path.open("x+b")
        try:
            self._write(bytes(ALIGNMENT))
        except LoadError:
            self.abandon()
            raise

    def begin(self, shape: Shape, dtype: np.dtype[Any]) -> None:
        """Begin an array whose entries along the first axis are of `shape`."""
        self._write(bytes(-self._end % ALIGNMENT))
        self._shape, self._dtype = shape, dtype
        self._start, self._count = self._end, 0
        self._sums, self._block = [], BLOCK

    def add(self, piece: NDArray[Any]) -> None:
        """Add entries, (n, *shape), to the array."""
        content = memoryview(np.ascontiguousarray(piece)).cast("B") if piece.size else b""
        at = 0
        while at < len(content):
            if self._block == BLOCK:
                self._sums.append(0)
                self._block = 0
            part = content[at : at + BLOCK - self._block]
            self._sums[-1] = zlib.crc32(part, self._sums[-1])
            self._block += len(part)
            at += len(part)
        self._write(content)
        self._count += len(piece)

    def end(self) -> Region:
        """End the array; return where it lies."""
        shape = (self._count, *self._shape)
        return Region(self._start, self._dtype.str, shape, tuple(self._sums))

    def mapped(self, region: Region) -> NDArray[Any]:
        """Return an array of the file; read-only, and in memory only where it is looked at."""
        if not region.length:
            return np.empty(region.shape, region.dtype)
        with self._explained():
            self._file.flush()
            content = mmap.mmap(self._file.fileno(), self._end, access=mmap.ACCESS_READ)
        count = int(np.prod(region.shape))
        flat: NDArray[Any] = np.frombuffer(content, region.dtype, count, region.offset)
        return flat.reshape(region.shape)

    def finish(self, description: Mapping[str, Any]) -> None:
        """Say what the file holds, and make it believable in one step."""
        text = json.dumps(description, default=asdict).encode()
        offset = self._end
        self._write(text)
        with self._explained():
            self._force()
            self._file.seek(0)
            self._file.write(head(offset, text))
            self._force()
            self._file.close()

    def abandon(self) -> None:
        """Remove the file; what was mapped of it can be read on where the system allows it."""
        with suppress(OSError):
            self._file.close()
        with suppress(OSError):
            self.path.unlink()

    def _write(self, content: bytes | memoryview) -> None:
        if self._end + len(content) > self._most:
            raise LoadError(
                f"{self._name}: its images take more than the {size_text(self._most)} that "
                "the settings allow on the disk; choose a smaller size, or allow more"
            )
        with self._explained():
            self._file.write(content)
            self._end += len(content)
            self._unforced += len(content)
            if self._unforced > _FORCED:
                self._force()

    def _force(self) -> None:
        self._file.flush()
        os.fsync(self._file.fileno())
        self._unforced = 0

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise LoadError(
                f"{self._name}: its images are too many for the memory and cannot be kept in "
                f"{self.path.parent.name} ({reason_not_written(error)})"
            ) from None
