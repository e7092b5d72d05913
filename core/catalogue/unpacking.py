"""Take the wanted files out of an archive whose digest is known to be right."""

from __future__ import annotations

import tarfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from core.errors import LoadError

_PIECE = 1 << 20
#: No file of a set that is known by name is larger.
MOST_BYTES = 1 << 29

#: Called between two pieces; raises `Cancelled` if it is to end.
Check = Callable[[], object]


def unpack(archive: Path, members: tuple[str, ...], folder: Path, check: Check) -> None:
    """Write the files called `members` into `folder`, wherever in the archive they lie.

    Their names are ours: nothing that an archive says of paths, links or modes is used.

    Raises
    ------
    LoadError
        If the archive is damaged, or one of them is not there or too large.
    """
    wanted = set(members)
    try:
        with _entries(archive) as entries:
            for name, open_entry in entries:
                base = PurePosixPath(name).name
                if base in wanted:
                    with open_entry() as source:
                        _copy(source, folder / base, check)
                    wanted.discard(base)
                check()
    except (tarfile.TarError, zipfile.BadZipFile, EOFError, NotImplementedError) as error:
        raise LoadError(f"{archive.name}: the archive is damaged ({error})"[:300]) from None
    if wanted:
        raise LoadError(f"{archive.name}: expected {min(wanted)} in this archive")


@contextmanager
def _entries(archive: Path) -> Iterator[Iterator[tuple[str, Callable[[], BinaryIO]]]]:
    if archive.suffix == ".zip":
        with zipfile.ZipFile(archive) as zipped:
            yield ((info.filename, _zip_opener(zipped, info)) for info in zipped.infolist())
    else:
        with tarfile.open(archive, "r:*") as packed:
            yield ((info.name, _tar_opener(packed, info)) for info in packed if info.isreg())


def _zip_opener(zipped: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    return lambda: zipped.open(info)  # type: ignore[return-value]


def _tar_opener(packed: tarfile.TarFile, info: tarfile.TarInfo) -> Callable[[], BinaryIO]:
    return lambda: packed.extractfile(info)  # type: ignore[return-value]


def _copy(source: BinaryIO, target: Path, check: Check) -> None:
    written = 0
    with target.open("wb") as file:
        while piece := source.read(_PIECE):
            check()
            written += len(piece)
            if written > MOST_BYTES:
                raise LoadError(f"{target.name}: expected at most {MOST_BYTES:,} bytes")
            file.write(piece)
