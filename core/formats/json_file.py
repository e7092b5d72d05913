"""Files of JSON text that people write and programs read."""

from __future__ import annotations

from pathlib import Path

from core.errors import LoadError
from core.formats.file_access import open_for_reading, short_name
from core.json_text import MAX_CHARACTERS


def json_file_text(path: Path | str, what: str) -> str:
    """Return the text of a file, at most as much as any JSON text of ours may have.

    Parameters
    ----------
    path : path
    what : str
        What the file should hold, in the middle of a sentence: ``an experiment``.

    Raises
    ------
    LoadError
        If it cannot be read, or is no text.
    """
    with open_for_reading(path) as (file, _):
        content = file.read(4 * MAX_CHARACTERS + 1)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise LoadError(
            f"{short_name(path)}: expected {what} as JSON text, received binary data"
        ) from None
