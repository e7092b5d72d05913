"""Files of images in a folder, found again by what they were made of."""

from __future__ import annotations

import os
import secrets
import shutil
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from core.datasets.dataset import Dataset
from core.datasets.streaming.image_storage import FilePlace
from core.datasets.streaming.pixel_file import PixelFile
from core.datasets.streaming.stored_dataset import open_stored
from core.errors import LoadError
from core.formats.path_facts import entries_in
from core.formats.size_text import size_text
from core.formats.system_reason import reason_not_written

SUFFIX = ".pixels"
_MOST_FILES = 10_000
#: A file that is not finished and was not written to for so many seconds was left by a crash.
_LEFT = 3_600
#: Bytes of the disk that are left free for everybody else.
_SPARED = 1 << 28


@dataclass(frozen=True, slots=True)
class CacheContents:
    """What is in a cache.

    Attributes
    ----------
    sets : int
    bytes : int
    """

    sets: int = 0
    bytes: int = 0

    @property
    def text(self) -> str:
        """How much that is: ``3 data sets, 1.2 GB``."""
        if not self.sets:
            return "empty"
        return f"{self.sets:,} data set{'s' * (self.sets != 1)}, {size_text(self.bytes)}"


class ImageCache:
    """The files of images in a folder; several programs may use it at once.

    Parameters
    ----------
    folder : Path
        Made when the first file is.
    room : int
        Bytes that all files may take together.
    """

    def __init__(self, folder: Path, room: int) -> None:
        self.folder = folder
        self._room = room

    def find(self, key: str) -> Dataset | None:
        """Return the data set that was kept under `key`; None if there is none to be trusted.

        What is damaged is removed.
        """
        for path in self._files():
            if not path.name.startswith(f"{key}-"):
                continue
            found = open_stored(path, key)
            if found is not None:
                with suppress(OSError):
                    os.utime(path)  # used now: others make room first
                return found
            if not _is_in_the_making(path):
                with suppress(OSError):
                    path.unlink()
        return None

    def place(self, key: str, name: str) -> FilePlace:
        """Return where a file for `key` would be made; `name` is that of the source."""

        def make(needed: int) -> PixelFile:
            self._make_room(needed, name)
            path = self.folder / f"{key}-{secrets.token_hex(4)}{SUFFIX}"
            return PixelFile(path, self._room, name)

        return FilePlace(key, self._room, make)

    def contents(self) -> CacheContents:
        """Return how much there is, what is in the making included."""
        sizes = [size for path in self._files() if (size := _size(path)) is not None]
        return CacheContents(len(sizes), sum(sizes))

    def empty(self) -> CacheContents:
        """Remove all files but those in the making; return what was removed.

        Data sets that are in use can be used on.

        Raises
        ------
        OSError
            If some cannot be removed; the others are gone then.
        """
        sets = freed = 0
        failed: OSError | None = None
        for path in self._files():
            if _is_in_the_making(path):
                continue
            try:
                size = path.lstat().st_size
                path.unlink()
            except FileNotFoundError:
                continue
            except OSError as error:
                failed = failed or error
            else:
                sets += 1
                freed += size
        if failed is not None:
            reason = reason_not_written(failed)
            raise OSError(f"{self.folder.name}: not everything can be removed ({reason})")
        return CacheContents(sets, freed)

    def _make_room(self, needed: int, name: str) -> None:
        """Make the folder, and room in it, by removing what was not used for longest."""
        if needed > self._room:
            raise LoadError(
                f"{name}: its images take {size_text(needed)}, the settings allow "
                f"{size_text(self._room)} on the disk; choose a smaller size, or allow more"
            )
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LoadError(
                f"{name}: its images are too many for the memory, and {self.folder.name} "
                f"cannot be made for them ({reason_not_written(error)})"
            ) from None
        removable = sorted(
            (path for path in self._files() if not _is_in_the_making(path)), key=_last_used
        )
        taken = self.contents().bytes
        while removable and (taken + needed > self._room or self._free() < needed + _SPARED):
            path = removable.pop(0)
            taken -= _size(path) or 0
            with suppress(OSError):
                path.unlink()
        if self._free() < needed + _SPARED:
            raise LoadError(
                f"{name}: its images take {size_text(needed)} on the disk, and "
                f"{size_text(self._free())} are free; make room, or choose a smaller size"
            )

    def _free(self) -> int:
        try:
            return shutil.disk_usage(self.folder).free
        except OSError:
            return 1 << 62

    def _files(self) -> list[Path]:
        return [
            path
            for path in entries_in(self.folder, at_most=_MOST_FILES)
            if path.name.endswith(SUFFIX)
        ]


def _is_in_the_making(path: Path) -> bool:
    """Return whether somebody seems to be writing a file: it begins with zeros until then."""
    try:
        with path.open("rb") as file:
            return file.read(1) in (b"\0", b"") and time.time() - path.stat().st_mtime < _LEFT
    except OSError:
        return False


def _size(path: Path) -> int | None:
    try:
        return path.lstat().st_size
    except OSError:
        return None


def _last_used(path: Path) -> float:
    try:
        return path.lstat().st_mtime
    except OSError:
        return 0.0
