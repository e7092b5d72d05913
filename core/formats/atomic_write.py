"""Write a file so that a crash leaves the old one or the new one, never a half."""

from __future__ import annotations

from pathlib import Path

from core.formats.atomic_file import AtomicFile


def write_atomically(path: Path | str, content: bytes) -> None:
    """Replace the file at `path` by `content` in one step; see `AtomicFile`.

    Raises
    ------
    OSError
        If the folder does not exist or cannot be written to; nothing is changed then.
    """
    with AtomicFile(path) as written:
        written.file.write(content)
