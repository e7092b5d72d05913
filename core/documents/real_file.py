"""Which file a path means, whatever it is called there."""

from __future__ import annotations

import os
from pathlib import Path

from core.documents.sqlite_access import has_companion
from core.errors import LoadError
from core.formats.file_access import short_name

#: In the head of an SQLite file: whether what was written last is beside it.
_WRITE_AHEAD_AT, _WRITE_AHEAD = 18, 2
#: What holds that; an index (``-shm``) may be left by who only read, under any name.
_LOGS = ("-wal", "-journal")


def real_path(path: Path) -> Path:
    """Return where the file lies that `path` leads to, and with it what SQLite put beside it.

    Symbolic links are followed.  A file with several names is taken under the one it was left
    open under.

    Raises
    ------
    LoadError
        If it was left open under a name that is not in its folder.
    """
    real = Path(os.path.realpath(path))
    if not _has_other_names(real) or not _is_open(real):
        return real
    names = [real, *_names_beside(real)]
    for has_log in (_has_filled_log, _has_log):
        for name in names:
            if has_log(name):
                return name
    raise LoadError(
        f"{short_name(path)}: this file has another name, under which it was left open: "
        "open it there"
    )


def is_same_file(path: Path, other: Path) -> bool:
    """Return whether two paths lead to one file; False if either leads nowhere."""
    try:
        return path.samefile(other)
    except (OSError, ValueError):
        return False


def _has_log(path: Path) -> bool:
    return has_companion(path, *_LOGS)


def _has_filled_log(path: Path) -> bool:
    logs = [path.with_name(path.name + suffix) for suffix in _LOGS]
    try:
        return any(log.is_file() and log.stat().st_size > 0 for log in logs)
    except OSError:  # its writer may be taking it away just now
        return False


def _has_other_names(path: Path) -> bool:
    try:
        return path.is_file() and path.stat().st_nlink > 1
    except (OSError, ValueError):
        return False


def _is_open(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(_WRITE_AHEAD_AT + 1)
    except OSError:
        return False
    return len(head) > _WRITE_AHEAD_AT and head[_WRITE_AHEAD_AT] == _WRITE_AHEAD


def _names_beside(path: Path) -> list[Path]:
    try:
        with os.scandir(path.parent) as entries:
            number = path.stat().st_ino
            return [Path(entry.path) for entry in entries if entry.inode() == number]
    except OSError:
        return []
