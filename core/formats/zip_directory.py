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

from core.arrays import IntArray
from core.errors import LoadError
from core.formats.zip_entries import ZipEntry, each_entry, entries_at, names_of, starts_of

#: In bytes; some 100,000 files.
MAX_DIRECTORY = 1 << 23
#: How far from the end of the file the directory's own entry may begin: a comment follows it.
_TAIL = 65_557
_END = struct.Struct("<4s4H2LH")
_LOCAL = struct.Struct("<4s5H3L2H")
_END_SIGNATURE, _LOCAL_SIGNATURE = b"PK\5\6", b"PK\3\4"
_ZIP64_SIGNATURE = b"PK\6\7"
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
        starts = starts_of(self._content)
        entries = list(self.each()) if starts is None else self._at(starts)
        self._check_count(len(entries))
        return entries

    def sample(self, at_most: int) -> list[ZipEntry]:
        """Return some files from all over the names, `at_most` or up to twice as many.

        Raises
        ------
        LoadError
            If the directory is damaged.
        """
        starts = starts_of(self._content)
        if starts is None:
            entries = sorted(self.each(), key=lambda entry: entry.raw_name)
            self._check_count(len(entries))
            return entries[:: max(1, len(entries) // at_most)]
        self._check_count(len(starts))
        step = max(1, len(starts) // at_most)
        if step > 1:  # the classes may lie in turns, and every tenth be of one of them
            begins, ends = names_of(self._content, starts)
            pairs = zip(begins.tolist(), ends.tolist(), strict=True)
            names = [self._content[first:last] for first, last in pairs]
            starts = starts[sorted(range(len(names)), key=names.__getitem__)[::step]]
        return self._at(starts)

    def each(self) -> Iterator[ZipEntry]:
        """Yield one file after the other.

        Raises
        ------
        LoadError
            If the directory is damaged there.
        """
        try:
            yield from each_entry(self._content, self._before)
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

    def _at(self, starts: IntArray) -> list[ZipEntry]:
        """Return the files whose entries begin at `starts`."""
        try:
            return entries_at(self._content, starts, self._before)
        except ValueError:
            raise self._damage() from None

    def _check_count(self, count: int) -> None:
        if count % (1 << 16) != self._end.files:
            raise self._damage()

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
