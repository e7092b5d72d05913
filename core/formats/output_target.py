"""Look at the place where a result is to be written, before there is one."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from core.errors import CoreError
from core.formats.file_access import short_name
from core.formats.path_facts import IMPOSSIBLE, is_folder
from core.formats.system_reason import reason_not_written


class OutputError(CoreError):
    """A result cannot be written; the text says in one sentence why."""


def check_output(path: Path | str, inputs: Iterable[Path | str] = ()) -> None:
    """Raise before hours of work if the result could not, or must not, be written to `path`.

    Parameters
    ----------
    path : path
        Links are followed.
    inputs : iterable of path
        Files and folders the result is made of.  None of them is replaced, under whatever
        name: another spelling, a symbolic or a hard link, a file in a folder of them.  Names
        of nothing, such as that of data that comes with the program, do no harm.

    Raises
    ------
    OutputError
        If the folder is missing or may not be written to, something that is no ordinary file
        is at `path`, or the result would replace an input.
    """
    name = short_name(path)
    try:
        target = Path(path).resolve()
        found = stat_of(target)
        if found is None and not str(path).strip():
            raise OutputError("expected the name of a file to write, received none")
        if found is not None and not stat.S_ISREG(found.st_mode):
            kind = "a folder" if stat.S_ISDIR(found.st_mode) else "a device or a pipe"
            raise OutputError(f"{name}: expected the name of a file, received {kind}")
        if not is_folder(target.parent):
            raise OutputError(f"{name}: the folder to write it into does not exist")
        if not os.access(target.parent, os.W_OK):
            raise OutputError(f"{name}: the folder may not be written to")
    except OSError as error:
        raise OutputError(f"{name}: cannot be written ({reason_not_written(error)})") from None
    except (ValueError, RuntimeError):
        raise OutputError(f"{name}: this is not a possible file name") from None
    for source in inputs:
        if _would_replace(target, found, source):
            raise OutputError(
                f"{name}: the output would overwrite the input {short_name(source)}"
            )


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


def _would_replace(target: Path, found: os.stat_result | None, source: Path | str) -> bool:
    if not str(source):
        return False
    try:
        other = Path(source).resolve()
        if other == target:
            return True
        if found is None:
            return False
        if is_folder(other):
            return target.is_relative_to(other)
        return os.path.samestat(found, other.stat())
    except IMPOSSIBLE:
        return False
