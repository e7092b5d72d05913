"""The drawing that was looked at in a run."""

from __future__ import annotations

import hashlib

from core.documents.document_file import DocumentFile
from core.errors import LoadError
from core.formats.file_access import short_name

#: A board of the largest size, as text, takes less.
MAX_CHARACTERS = 1_000_000
_HAS_TABLE = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'drawings'"
_READ = "SELECT CASE WHEN length(content) <= ? THEN content END, digest FROM drawings LIMIT 1"


class DrawingTable:
    """Reads and writes one drawing, as text; what the text says is not its business.

    Parameters
    ----------
    file : DocumentFile
    """

    def __init__(self, file: DocumentFile) -> None:
        self._file = file

    def read(self) -> str:
        """Return the drawing; empty if there is none, or the file is of a version without.

        Raises
        ------
        LoadError
            If it is damaged.
        """
        has_table = self._file.rows(_HAS_TABLE)
        found = self._file.rows(_READ, MAX_CHARACTERS) if has_table else []
        if not found:
            return ""
        text, digest = found[0]
        if not isinstance(text, str) or digest != _digest(text):
            name = short_name(self._file.path)
            raise LoadError(f"{name}: the drawing in this file is damaged")
        return text

    def keep(self, text: str) -> None:
        """Write a drawing in the place of the one before; holds the file no longer than that.

        Raises
        ------
        OSError
            If it cannot be written.
        """
        was_writing = self._file.is_writing
        self._file.begin_writing()
        with self._file.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO drawings VALUES (1, ?, ?)", (text, _digest(text))
            )
        if not was_writing:
            self._file.end_writing()


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "replace")).digest()
