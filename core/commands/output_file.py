"""Check and write the file a command was asked for."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable
from pathlib import Path

from core.errors import CoreError
from core.formats.file_access import short_name


class OutputError(CoreError):
    """A result cannot be written; the text says in one sentence why."""


def check_writable(path: Path, inputs: Iterable[Path | str] = ()) -> None:
    """Raise before hours of work if the result could not be written afterwards.

    Parameters
    ----------
    path : Path
        A link is followed.
    inputs : iterable of path
        What the result is made of, which must not be replaced under any of its names.

    Raises
    ------
    OutputError
        If the folder is missing or may not be written to, or if what is at `path` is no
        ordinary file, or one of the inputs.
    """
    name = short_name(path)
    try:
        target = path.resolve()
        found = stat_of(target)
        if found is not None and stat.S_ISDIR(found.st_mode):
            raise OutputError(f"{name}: expected the name of a file, received a folder")
        if found is not None and not stat.S_ISREG(found.st_mode):
            raise OutputError(f"{name}: this is a device or a pipe, and no ordinary file")
        if not target.parent.is_dir():
            raise OutputError(f"{name}: the folder to write it into does not exist")
        if not os.access(target.parent, os.W_OK | os.X_OK):
            raise OutputError(f"{name}: the folder may not be written to")
    except (OSError, ValueError, RuntimeError):
        raise OutputError(f"{name}: this is not a possible file name") from None
    for source in inputs:
        if found is not None and _is_same(found, source):
            raise OutputError(
                f"{name}: the output would overwrite the input {short_name(source)}"
            )


def written(path: Path, write: Callable[[], None]) -> None:
    """Call `write`, which writes to `path`.

    Raises
    ------
    OutputError
        In place of any OSError.
    """
    try:
        write()
    except OSError as error:
        reason = (error.strerror or type(error).__name__)[:120]
        raise OutputError(f"{short_name(path)}: cannot be written ({reason})") from None


def stat_of(path: Path) -> os.stat_result | None:
    """Return what is at `path`, None if nothing is.

    Raises
    ------
    OSError
        If that cannot be found out.
    """
    try:
        return path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _is_same(found: os.stat_result, source: Path | str) -> bool:
    try:
        return os.path.samestat(found, Path(source).stat())
    except (OSError, ValueError):  # an input that is not there is told about by its reader
        return False
