"""The directory of a zip archive of many files, read at once.

`zipfile` makes half a second of work out of the directory of 60,000 pictures, and opens each of
them slowly; a preview has no such time.  Only what is plain is read here.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from threading import Lock
from typing import BinaryIO, NamedTuple

from core.errors import LoadError

#: In bytes; some 100,000 files.
MAX_DIRECTORY = 1 << 23
#: How far from the end of the file the directory's own entry may begin: a comment follows it.
_TAIL = 65_557
_END = struct.Struct("<4s4H2LH")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_END_SIGNATURE, _ENTRY_SIGNATURE, _LOCAL_SIGNATURE = b"PK\5\6", b"PK\1\2", b"PK\3\4"
_ZIP64_SIGNATURE = b"PK\6\7"
_UTF8 = 0x800
_RAW_DEFLATE = -15
#: Packed bytes besides that are enough for the first ones of a file.
_FOR_A_HEAD = 1 << 16


class DirectoryEnd(NamedTuple):
    """The last entry of a directory.

    Attributes
    ----------
    place : int
        Where it is, behind the directory.
    length, offset : int
        Of the directory; the latter is counted from the beginning of the archive.
    files : int
        How many there are; only the last 16 bits of it are written.
    """

    place: int
    length: int
    offset: int
    files: int


class ZipEntry(NamedTuple):
    """A file in an archive, with the names that `zipfile.ZipInfo` has for its facts.

    Attributes
    ----------
    filename : str
    raw_name : bytes
        As it is written.
    flag_bits, compress_type, external_attr : int
    CRC : int
        Of the content.
    compress_size, file_size : int
        In bytes, packed and unpacked.
    header_offset : int
        Where it begins.
    """

    filename: str
    raw_name: bytes
    flag_bits: int
    compress_type: int
    external_attr: int
    CRC: int
    compress_size: int
    file_size: int
    header_offset: int

    def is_dir(self) -> bool:
        """Return whether it is a folder."""
        return self.filename.endswith("/")


class ZipDirectory:
    """The files in an archive, by its directory; may be read by several threads.

    Parameters
    ----------
    file : binary file
        Of the archive; it stays open.
    size : int
        Of the archive, in bytes.
    name : str
        For sentences.

    Raises
    ------
    LoadError
        If the archive is damaged or holds too much.
    """

    def __init__(self, file: BinaryIO, size: int, name: str) -> None:
        self._file, self._size, self._name = file, size, name
        self._lock = Lock()
        self._end = end = directory_end(file, size, name)
        self._before = end.place - end.length - end.offset  # what is before the archive itself
        if self._before < 0:
            raise self._damage()
        file.seek(end.place - end.length)
        self._content = file.read(end.length)

    @property
    def entries(self) -> list[ZipEntry]:
        """All files, read anew.

        Raises
        ------
        LoadError
            If the directory is damaged.
        """
        entries = list(self.each())
        if len(entries) % (1 << 16) != self._end.files:
            raise self._damage()
        return entries

    def each(self) -> Iterator[ZipEntry]:
        """Yield one file after the other.

        Raises
        ------
        LoadError
            If the directory is damaged there.
        """
        try:
            yield from _entries(self._content, self._before)
        except (struct.error, ValueError):
            raise self._damage() from None

    def mentions(self, name: str) -> bool:
        """Return whether there is a file of this name, or one whose name contains it."""
        return name.encode() in self._content

    def read(self, entry: ZipEntry, at_most: int) -> bytes:
        """Return the content of a file, or the first `at_most` bytes of it.

        Raises
        ------
        OSError, struct.error, ValueError, zlib.error
            If it is damaged.
        """
        wanted = min(at_most, entry.file_size)
        most = entry.compress_size if wanted == entry.file_size else wanted + _FOR_A_HEAD
        with self._lock:
            self._file.seek(entry.header_offset)
            header = _LOCAL.unpack(self._file.read(_LOCAL.size))
            raw_name = self._file.read(header[-2])
            if header[0] != _LOCAL_SIGNATURE or raw_name != entry.raw_name:
                raise ValueError("nothing of this name begins here")
            self._file.seek(header[-1], 1)
            # `read` sets aside all it is asked for
            packed = self._file.read(min(entry.compress_size, self._size, most))
        if entry.compress_type == zipfile.ZIP_STORED:
            content = packed[:wanted]
        else:
            content = zlib.decompressobj(_RAW_DEFLATE).decompress(packed, max(wanted, 1))
            content = content[:wanted]
        if len(content) != wanted:
            raise ValueError("it ends too early")
        if wanted == entry.file_size and zlib.crc32(content) != entry.CRC:
            raise ValueError("it was changed")
        return content

    def _damage(self) -> LoadError:
        return LoadError(f"{self._name}: the zip archive is damaged")


def directory_end(file: BinaryIO, size: int, name: str) -> DirectoryEnd:
    """Return where the directory of an archive ends, and leave `file` at its beginning.

    Raises
    ------
    LoadError
        If that is not found, or the directory is larger than those of data sets.
    """
    start = max(0, size - _TAIL)
    file.seek(start)
    tail = file.read(_TAIL)
    file.seek(0)
    at = tail.rfind(_END_SIGNATURE)
    if at < 0 or at + _END.size > len(tail):
        raise LoadError(f"{name}: the zip archive is cut off or damaged")
    _, _, _, _, count, length, offset, _ = _END.unpack_from(tail, at)
    if length > MAX_DIRECTORY or tail[at - 20 : at - 16] == _ZIP64_SIGNATURE:
        raise LoadError(f"{name}: the zip archive holds too much; unpack it and open one file")
    return DirectoryEnd(start + at, length, offset, count)


def _entries(directory: bytes, before: int) -> Iterator[ZipEntry]:
    at = 0
    while at < len(directory):
        (signature, _, _, flags, method, _, _, crc, packed, size, name_length, extra_length,
         comment_length, _, _, attributes, offset) = _ENTRY.unpack_from(
            directory, at
        )  # fmt: skip
        if signature != _ENTRY_SIGNATURE:
            raise ValueError("no entry of a directory")
        at += _ENTRY.size
        raw_name = directory[at : at + name_length]
        name = raw_name.decode("utf-8" if flags & _UTF8 else "cp437").partition("\0")[0]
        yield ZipEntry(
            name, raw_name, flags, method, attributes, crc, packed, size, offset + before
        )
        at += name_length + extra_length + comment_length
