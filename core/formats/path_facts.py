"""What stands at a path, asked without ever raising."""

from __future__ import annotations

import os
import stat
from itertools import islice
from pathlib import Path

#: What the system raises about names it cannot have, and links that lead in a circle.
IMPOSSIBLE = (OSError, ValueError, RuntimeError)


def is_file(path: Path | str) -> bool:
    """Return whether an ordinary file that may be read is at `path`, or at the end of a link.

    False for what is not there, a folder, a device or a pipe, and for whatever cannot be
    looked at: a locked folder, a share that is gone, links in a circle, an impossible name.
    """
    try:
        return stat.S_ISREG(os.stat(path).st_mode) and os.access(path, os.R_OK)
    except IMPOSSIBLE:
        return False


def is_folder(path: Path | str) -> bool:
    """Return whether a folder whose files can be listed is at `path`; see `is_file`."""
    try:
        return stat.S_ISDIR(os.stat(path).st_mode) and os.access(path, os.R_OK | os.X_OK)
    except IMPOSSIBLE:
        return False


def is_taken(path: Path | str) -> bool:
    """Return whether there is anything of this name, be it a link that leads nowhere.

    False also if that cannot be found out; who writes then is told why by the system.
    """
    try:
        os.lstat(path)
    except IMPOSSIBLE:
        return False
    return True


def files_in(folder: Path | str, *, at_most: int) -> list[Path]:
    """Return the readable files in `folder` by name; empty if it cannot be listed.

    Parameters
    ----------
    folder : path
    at_most : int
        No more entries than that are looked at.
    """
    return [path for path in entries_in(folder, at_most=at_most) if is_file(path)]


def folders_in(folder: Path | str, *, at_most: int) -> list[Path]:
    """Return the readable folders in `folder` by name; see `files_in`."""
    return [path for path in entries_in(folder, at_most=at_most) if is_folder(path)]


def entries_in(folder: Path | str, *, at_most: int) -> list[Path]:
    """Return whatever is in `folder`, by name; see `files_in`."""
    return [Path(folder, name) for name in names_in(folder, at_most=at_most)]


def names_in(folder: Path | str, *, at_most: int) -> list[str]:
    """Return the names of whatever is in `folder`, sorted: much faster than `entries_in`."""
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in islice(entries, at_most)]
    except IMPOSSIBLE:
        return []
    return sorted(names, key=os.path.normcase)
