"""Check and write the file a command was asked for."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from core.errors import CoreError
from core.formats.file_access import short_name


class OutputError(CoreError):
    """A result cannot be written; the text says in one sentence why."""


def check_writable(path: Path) -> None:
    """Raise before hours of work if the result could not be written afterwards.

    Raises
    ------
    OutputError
        If the folder is missing or may not be written to, or `path` is a folder.
    """
    name = short_name(path)
    try:
        folder = path.resolve().parent
        if path.is_dir():
            raise OutputError(f"{name}: expected the name of a file, received a folder")
        if not folder.is_dir():
            raise OutputError(f"{name}: the folder to write it into does not exist")
        if not os.access(folder, os.W_OK):
            raise OutputError(f"{name}: the folder may not be written to")
    except (OSError, ValueError, RuntimeError):
        raise OutputError(f"{name}: this is not a possible file name") from None


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
