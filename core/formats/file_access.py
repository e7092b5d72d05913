"""Open files that may be missing, unreadable or no files at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from core.errors import LoadError
from core.sentence import printable


def short_name(path: Path | str) -> str:
    """Return the file's name, printable and short enough for a sentence."""
    name = Path(path).name or str(path)
    shown = printable(name)
    return shown if len(shown) <= 60 else f"{shown[:28]}...{shown[-29:]}"


def short_value(text: str) -> str:
    """Return foreign `text` quoted, escaped and short enough for a sentence."""
    shown = ascii(text[:200])
    return shown if len(shown) <= 40 else f"{shown[:36]}...{shown[-1]}"


def has_changed(before: os.stat_result, after: os.stat_result) -> bool:
    """Return whether something was written into a file between two looks at it."""
    return (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns)


@contextmanager
def open_for_reading(
    path: Path | str, *, may_change: bool = False
) -> Iterator[tuple[BinaryIO, int]]:
    """Open an ordinary file; yield it with its size in bytes.

    Parameters
    ----------
    path : path
    may_change : bool, default False
        Whether somebody may write into it meanwhile, as into the document of a run.

    Raises
    ------
    LoadError
        If there is no such file, it is a folder, pipe or device, or reading fails; and at the
        end, if somebody wrote into it meanwhile.
    """
    name = short_name(path)
    try:
        mode = os.stat(path).st_mode
        if not stat.S_ISREG(mode):
            kind = "a folder" if stat.S_ISDIR(mode) else "a device or a pipe"
            raise LoadError(f"{name}: expected a file, received {kind}")
        with Path(path).open("rb") as file:
            before = os.fstat(file.fileno())
            try:
                yield file, before.st_size
            finally:  # whatever else is said of it, this is why
                if not may_change and has_changed(before, os.fstat(file.fileno())):
                    raise LoadError(
                        f"{name}: this file changed while it was read; open it again"
                    ) from None
    except LoadError:
        raise
    except (FileNotFoundError, NotADirectoryError):
        raise LoadError(f"{name}: there is no such file") from None
    except OSError as error:
        reason = (error.strerror or type(error).__name__)[:120]
        raise LoadError(f"{name}: cannot be read ({reason})") from None
    except ValueError:  # a path with a zero byte in it
        raise LoadError(f"{name}: this is not the name of a file") from None
