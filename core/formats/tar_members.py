"""Read some files out of a tar archive, without unpacking it."""

from __future__ import annotations

import tarfile
from collections.abc import Callable, Iterator
from typing import BinaryIO

from core.errors import LoadError
from core.formats.file_access import short_value

_BLOCK = 512
_PIECE = 1 << 20
MOST_MEMBERS = 100_000
#: Bytes of the whole archive.
MAX_BYTES = 1 << 29


def tar_members(
    file: BinaryIO, name: str, is_wanted: Callable[[str], bool], at_most: int
) -> dict[str, bytes]:
    """Return the content of the files in an archive that are wanted, by their paths in it.

    Long names, and all else that headers of other kinds say, are not looked at.

    Parameters
    ----------
    file : binary file
        At the beginning of the archive.
    name : str
        Of the archive, for sentences.
    is_wanted : callable
        Told a path in the archive.
    at_most : int
        Bytes of one file.

    Raises
    ------
    LoadError
        If the archive is damaged or too large, a name leads out of it, or it holds links.
    """
    found: dict[str, bytes] = {}
    passed = 0
    for _ in range(MOST_MEMBERS):
        member = _header(file.read(_BLOCK), name)
        if member is None:
            return found
        _check(member, name)
        passed += _BLOCK + member.size
        if passed > MAX_BYTES:
            raise LoadError(f"{name}: expected at most {MAX_BYTES:,} bytes in the archive")
        if member.isfile() and is_wanted(member.name):
            if member.size > at_most:
                raise LoadError(
                    f"{name}, {short_value(member.name)}: expected at most {at_most:,} bytes"
                )
            found[member.name] = b"".join(_pieces(file, member.size, name))
        else:
            _skip(file, member.size, name)
        _skip(file, -member.size % _BLOCK, name)
    raise LoadError(f"{name}: expected at most {MOST_MEMBERS:,} files in the archive")


def _header(block: bytes, name: str) -> tarfile.TarInfo | None:
    """Return what a header says; None at the end."""
    if not block or block == bytes(_BLOCK):
        return None
    if len(block) < _BLOCK:
        raise _cut_off(name)
    try:
        member = tarfile.TarInfo.frombuf(block, "utf-8", "replace")
    except (tarfile.HeaderError, ValueError, OverflowError):
        raise LoadError(f"{name}: the archive is damaged") from None
    if member.size < 0:
        raise LoadError(f"{name}: the archive is damaged")
    return member


def _check(member: tarfile.TarInfo, name: str) -> None:
    shown, path = short_value(member.name), member.name.replace("\\", "/")
    if path.startswith("/") or ".." in path.split("/") or path[1:2] == ":":
        raise LoadError(
            f"{name}: {shown} leads out of the archive, which only a harmful one does"
        )
    if member.issym() or member.islnk():
        raise LoadError(f"{name}: {shown} is a link; pack the files themselves")


def _skip(file: BinaryIO, count: int, name: str) -> None:
    for _ in _pieces(file, count, name):
        pass


def _pieces(file: BinaryIO, count: int, name: str) -> Iterator[bytes]:
    """Yield so many bytes, never asking for much that may not be there."""
    while count:
        piece = file.read(min(count, _PIECE))
        if not piece:
            raise _cut_off(name)
        count -= len(piece)
        yield piece


def _cut_off(name: str) -> LoadError:
    return LoadError(f"{name}: the archive ends too early")
