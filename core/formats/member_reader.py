"""Read one file of a zip archive piece by piece."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from typing import BinaryIO

#: Bytes that are read, and at most unpacked, at once.
_PACKED, _UNPACKED = 1 << 16, 1 << 22
_RAW_DEFLATE = -15


class MemberReader(io.RawIOBase):
    """Unpacks what is asked for; reaching the end checks length and check sum.

    Parameters
    ----------
    file : binary file
        Where the packed bytes begin.
    packed_size, size, crc : int
        As the archive announces them.
    is_packed : bool
        By deflate, or not at all.
    damage : callable
        Returns what is raised if the content is something else.
    check : callable
        Called before every piece; raises if the content is no longer wanted.
    """

    def __init__(
        self,
        file: BinaryIO,
        sizes: tuple[int, int],
        crc: int,
        damage: Callable[[], Exception],
        *,
        is_packed: bool,
        check: Callable[[], object] = bool,
    ) -> None:
        super().__init__()
        self._file, self._damage, self._check = file, damage, check
        (self._left, self._size), self._expected = sizes, crc
        self._inflate = zlib.decompressobj(_RAW_DEFLATE) if is_packed else None
        self._waiting = b""
        self._count = self._crc = 0

    def readable(self) -> bool:
        """Return true."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill `buffer` from the front; return how many bytes that are, 0 at the end."""
        self._check()
        wanted = min(len(buffer), _UNPACKED)
        content = self._packed(wanted) if self._inflate is None else self._inflated(wanted)
        self._count += len(content)
        self._crc = zlib.crc32(content, self._crc)
        if self._count > self._size or (wanted and not content and not self._is_whole()):
            raise self._damage()
        buffer[: len(content)] = content
        return len(content)

    def _is_whole(self) -> bool:
        return self._count == self._size and self._crc == self._expected

    def _packed(self, most: int) -> bytes:
        content = self._file.read(min(most, self._left))
        self._left -= len(content)
        return content

    def _inflated(self, wanted: int) -> bytes:
        content = b""
        while not content and self._inflate is not None:
            packed = self._waiting or self._packed(_PACKED)
            try:
                content = self._inflate.decompress(packed, wanted)
            except zlib.error:
                raise self._damage() from None
            self._waiting = self._inflate.unconsumed_tail
            if not packed:
                break
        return content
