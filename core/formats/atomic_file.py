"""A file that is there whole, or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import stat
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self


class AtomicFile:
    """Collects bytes beside a file and puts them in its place in one step.

    A crash leaves the old file or the new one, never a half.  Other programs see the old one
    until `commit`.  Where there was a file, its mode is kept; a new one gets what the umask
    allows.  As a context manager, it commits at the end, and abandons after an error.

    Parameters
    ----------
    path : path
        A link is followed: what it points to is replaced.  Only an ordinary file is ever
        replaced, never a folder, a device or a pipe.

    Attributes
    ----------
    file : binary file
        Open for writing.

    Raises
    ------
    OSError
        If the folder does not exist or cannot be written to, or there is something at `path`
        that is no ordinary file.
    """

    def __init__(self, path: Path | str) -> None:
        self._target = _end_of_links(path)
        self._part = self._target.with_name(f".{secrets.token_hex(8)}.tmp")
        self.file = self._part.open("xb")
        # at once: what only its owner may read is not shown to others while it is written
        with suppress(OSError):
            shutil.copymode(self._target, self._part)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if error is None:
            self.commit()
        else:
            self.abandon()

    def commit(self) -> None:
        """Force the bytes to the disk and put them in the place of the file.

        Raises
        ------
        OSError
            If that fails; the file is then as it was, and nothing is left beside it.
        """
        try:
            self.file.flush()
            os.fsync(self.file.fileno())
            self.file.close()
            self._part.replace(self._target)
        except BaseException:
            self.abandon()
            raise
        _force_folder_to_disk(self._target.parent)

    def abandon(self) -> None:
        """Leave the file as it was, and nothing beside it; after `commit` nothing happens."""
        with suppress(OSError):
            self.file.close()
        with suppress(OSError):
            self._part.unlink()


def _end_of_links(path: Path | str) -> Path:
    try:
        target = Path(path).resolve()
        mode = target.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return target
    except RuntimeError:
        raise OSError(errno.ELOOP, "its links lead in a circle", str(path)) from None
    except ValueError:
        raise OSError(errno.EINVAL, "this is not the name of a file") from None
    if not stat.S_ISREG(mode):
        kind = "a folder" if stat.S_ISDIR(mode) else "a device or a pipe"
        raise OSError(errno.EINVAL, f"there is {kind} of this name", str(path))
    return target


def _force_folder_to_disk(folder: Path) -> None:
    # Not every system lets a folder be opened; the rename is already atomic without it.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
