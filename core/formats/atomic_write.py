"""Write a file so that a crash leaves the old one or the new one, never a half."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path


def write_atomically(path: Path | str, content: bytes) -> None:
    """Replace the file at `path` by `content` in one step.

    The bytes go to a temporary file in the same folder, are forced to the disk, and the
    file is then renamed over the old one.

    Raises
    ------
    OSError
        If the folder does not exist or cannot be written to; nothing is changed then.
    """
    target = Path(path).resolve()
    temporary = target.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    _force_folder_to_disk(target.parent)


def _force_folder_to_disk(folder: Path) -> None:
    # Not every system lets a folder be opened; the rename is already atomic without it.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
