"""The one file in a zip archive."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from itertools import chain, islice
from typing import IO, BinaryIO

from core.errors import LoadError
from core.formats.file_access import short_value
from core.formats.system_files import is_of_system
from core.formats.zip_directory import ZipDirectory, directory_end
from core.formats.zip_entries import ZipEntry

_ENCRYPTED = 1
_BEGINNING = b"PK\3\4"
_OF_OFFICE = "[Content_Types].xml"
#: What `zipfile` raises about archives that are damaged or made to mislead.
ZIP_ERRORS = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    struct.error,
    NotImplementedError,
    RuntimeError,
    ValueError,
    IndexError,
    OverflowError,
)


def open_zip_member(file: BinaryIO, size: int, name: str) -> IO[bytes]:
    """Return the one file in an archive, open for reading.

    What systems put into archives on their own, such as ``__MACOSX``, does not count.

    Parameters
    ----------
    file : binary file
    size : int
        Of the archive, in bytes.
    name : str
        For sentences.

    Raises
    ------
    LoadError
        If the archive is damaged or holds nothing, several files, or something encrypted.
    """
    archive = open_archive(file, size, name)
    try:
        members = [member for member in archive.infolist() if _counts(member)]
        names = [member.filename for member in members]
        _check_names(names, name)
        (member,) = members
        check_member(member, name)
        return archive.open(member)
    except LoadError:
        raise
    except ZIP_ERRORS:
        raise LoadError(f"{name}: the zip archive is damaged") from None


def npz_names(file: BinaryIO, size: int, name: str) -> tuple[str, ...]:
    """Return what the arrays of an .npz archive are called; nothing for any other archive.

    Parameters as `open_zip_member`.

    Raises
    ------
    LoadError
        If the archive is damaged.
    """
    directory = ZipDirectory(file, size, name)
    if not is_npz(directory):
        return ()
    return tuple(one.filename.removesuffix(".npy") for one in directory.entries)


def is_npz(directory: ZipDirectory) -> bool:
    """Return whether the files of an archive are arrays, as in an .npz file.

    Raises
    ------
    LoadError
        If the archive is damaged as far as it is looked at.
    """
    first = next(directory.each(), None)
    return first is not None and all(one.filename.endswith(".npy") for one in directory.each())


def holds_several(directory: ZipDirectory) -> bool:
    """Return whether an archive holds several files that are no arrays and no document.

    Raises
    ------
    LoadError
        If the archive is damaged as far as it is looked at.
    """
    names = (entry.filename for entry in directory.each() if _counts(entry))
    first = list(islice(names, 2))
    return (
        len(first) > 1
        and not directory.mentions(_OF_OFFICE)
        and not all(one.endswith(".npy") for one in chain(first, names))
    )


def archive_in(directory: ZipDirectory, name: str, at_most: int) -> bytes | None:
    """Return the archive that is the only file in an archive; None if there is none.

    Parameters
    ----------
    directory : ZipDirectory
    name : str
        Of the outer one, for sentences.
    at_most : int
        Bytes that the inner one may have.

    Raises
    ------
    LoadError
        If the archive is damaged as far as it is looked at.
    """
    entries = list(islice((entry for entry in directory.each() if _counts(entry)), 2))
    if len(entries) != 1 or entries[0].file_size > at_most:
        return None
    (entry,) = entries
    check_member(entry, name)
    try:
        is_archive = directory.read(entry, len(_BEGINNING)).startswith(_BEGINNING)
        return directory.read(entry, entry.file_size + 1) if is_archive else None
    except (OSError, EOFError, zlib.error, *ZIP_ERRORS):
        raise LoadError(f"{name}: the packed data is damaged") from None


def check_member(member: zipfile.ZipInfo | ZipEntry, name: str) -> None:
    """Raise unless a file in an archive may be read; `name` is that of the archive.

    Raises
    ------
    LoadError
        If its name leads out of the archive, or it is a link, encrypted, or packed in a way
        that is not bounded here.
    """
    path = member.filename.replace("\\", "/")
    if path.startswith("/") or ".." in path.split("/") or path[1:2] == ":":
        raise LoadError(
            f"{name}: {short_value(member.filename)} leads out of the archive, which only a "
            "harmful one does"
        )
    if stat.S_ISLNK(member.external_attr >> 16):
        shown = short_value(member.filename)
        raise LoadError(f"{name}: {shown} is a link; pack the files themselves")
    if member.flag_bits & _ENCRYPTED:
        raise LoadError(f"{name}: the archive is encrypted; unpack it first")
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise LoadError(f"{name}: the archive is packed in a rare way; unpack it first")


def open_archive(file: BinaryIO, size: int, name: str) -> zipfile.ZipFile:
    """Return an archive whose directory is no larger than those of data sets.

    Parameters as `open_zip_member`.

    Raises
    ------
    LoadError
        If the archive is damaged or holds too much.
    """
    directory_end(file, size, name)
    try:
        return zipfile.ZipFile(file)
    except (OSError, *ZIP_ERRORS):
        raise LoadError(f"{name}: the zip archive is damaged") from None


def _counts(member: zipfile.ZipInfo | ZipEntry) -> bool:
    parts = member.filename.split("/")
    return not member.is_dir() and not any(
        is_of_system(part) and part not in (".", "..") for part in parts
    )


def _check_names(names: list[str], name: str) -> None:
    if not names:
        raise LoadError(f"{name}: the zip archive is empty")
    if _OF_OFFICE in names:
        raise LoadError(f"{name}: this is an Office document; save its table as CSV")
    if all(one.endswith(".npy") for one in names):
        raise LoadError(
            f"{name}: this is an .npz archive of NumPy arrays (a trained run, perhaps), "
            "expected images as CSV or IDX"
        )
    if len(names) > 1:
        shown = ", ".join(short_value(one) for one in names[:3])
        more = ", ..." if len(names) > 3 else ""
        raise LoadError(
            f"{name}: the archive holds {len(names):,} files ({shown}{more}); unpack it and "
            "open one of them"
        )
