"""Read a file, or what is packed in it, within limits."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO

from core.errors import LoadError
from core.formats.content_kind import HEAD_BYTES, ContentKind, kind_of
from core.formats.file_access import open_for_reading, short_name
from core.formats.zip_directory import ZipDirectory
from core.formats.zip_member import ZIP_ERRORS, holds_several, open_zip_member

#: How many times its packed size something may be; pictures of one colour reach 1,000.
MAX_EXPANSION = 200
#: Up to so many bytes any share is harmless.
SMALL = 1 << 26
#: Bytes of an archive in an archive, which has to be in memory.
MOST_INSIDE = 1 << 29


@dataclass(frozen=True, slots=True, eq=False)
class UnpackedFile:
    """The content of a file that is open, unpacked if it was packed.

    Attributes
    ----------
    file : binary file
        At its beginning.  Reading raises `LoadError` if the packed data is damaged.
    packed : binary file
        The file itself; how far it is read tells how far everything is.
    name : str
        For a sentence.
    size : int
        Of the file itself, in bytes.
    at_most : int
        No more bytes than that can come out of `file`.
    head : bytes
        The first bytes of the content.
    kind : ContentKind
        Of the content.
    is_packed : bool
    """

    file: BinaryIO
    packed: BinaryIO
    name: str
    size: int
    at_most: int
    head: bytes
    kind: ContentKind
    is_packed: bool

    @property
    def share_read(self) -> float:
        """How much of the file has been read, from 0 to 1."""
        return self.packed.tell() / max(self.size, 1)


@contextmanager
def open_unpacked(path: Path | str) -> Iterator[UnpackedFile]:
    """Open an ordinary file, or the one file in a gzip or zip file, whatever its name.

    Gzip is read as Python's `gzip` does: several members follow one another, zeros may pad
    them.  Of a zip archive the one file in it is read.  What is in there may be packed once
    more, as many downloads are.

    Raises
    ------
    LoadError
        If the file cannot be read, is damaged, expands without measure, or is an archive of
        several files.
    """
    name = short_name(path)
    with open_for_reading(path) as (packed, size):
        head = _head_of(packed)
        kind = kind_of(head)
        if kind not in (ContentKind.GZIP, ContentKind.ZIP):
            yield UnpackedFile(packed, packed, name, size, size, head, kind, False)
            return
        at_most = max(SMALL, MAX_EXPANSION * size)
        source: IO[bytes] | gzip.GzipFile
        if kind is ContentKind.GZIP:
            source = gzip.GzipFile(fileobj=packed, mode="rb")
        else:
            source = open_zip_member(packed, size, name)
        with ExitStack() as stack:
            file = stack.enter_context(_buffered(source, name, at_most))
            if inner := _unpacked_again(file, name, at_most):
                file = stack.enter_context(_buffered(inner, name, at_most))
            head = file.peek(HEAD_BYTES)[:HEAD_BYTES]
            yield UnpackedFile(file, packed, name, size, at_most, head, kind_of(head), True)


def _buffered(source: IO[bytes] | gzip.GzipFile, name: str, at_most: int) -> io.BufferedReader:
    return io.BufferedReader(_Checked(source, name, at_most), 1 << 16)


def _unpacked_again(
    file: io.BufferedReader, name: str, at_most: int
) -> IO[bytes] | gzip.GzipFile | None:
    """Return what is packed in a file that was unpacked; None if nothing is.

    An archive of several files is returned as it is.
    """
    kind = kind_of(file.peek(HEAD_BYTES)[:HEAD_BYTES])
    if kind is ContentKind.GZIP:
        return gzip.GzipFile(fileobj=file, mode="rb")
    if kind is not ContentKind.ZIP:
        return None
    content = file.read(min(at_most, MOST_INSIDE) + 1)  # an archive is read from its end
    if len(content) > min(at_most, MOST_INSIDE):
        raise LoadError(
            f"{name}: the archive in it is larger than {MOST_INSIDE:,} bytes; unpack it first"
        )
    archive = io.BytesIO(content)
    if holds_several(ZipDirectory(archive, len(content), name)):
        archive.seek(0)
        return archive
    return open_zip_member(archive, len(content), name)


def _head_of(file: BinaryIO) -> bytes:
    head = file.read(HEAD_BYTES)
    file.seek(0)
    return head


class _Checked(io.RawIOBase):
    """Passes bytes on, up to a limit; says in a sentence what is wrong with them."""

    def __init__(self, source: IO[bytes] | gzip.GzipFile, name: str, at_most: int) -> None:
        super().__init__()
        self._source = source
        self._name = name
        self._at_most = at_most
        self._count = 0

    def readable(self) -> bool:
        """Return true."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill `buffer` from the front; return how many bytes that are, 0 at the end."""
        content = self._read(len(buffer))
        self._count += len(content)
        if self._count > self._at_most:
            raise LoadError(
                f"{self._name}: unpacked it is more than {self._at_most:,} bytes long, which "
                "no data set of this packed size is"
            )
        buffer[: len(content)] = content
        return len(content)

    def _read(self, count: int) -> bytes:
        try:
            return self._source.read(count)
        except EOFError:
            raise LoadError(f"{self._name}: the packed data ends too early") from None
        except gzip.BadGzipFile as error:
            if "Not a gzipped file" in str(error):
                text = "there are bytes after the end of the gzip data"
            else:
                text = "the gzip data is damaged"
            raise LoadError(f"{self._name}: {text}") from None
        except LoadError:
            raise
        except (zlib.error, *ZIP_ERRORS):
            raise LoadError(f"{self._name}: the packed data is damaged") from None
