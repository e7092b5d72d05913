"""Where a document ends, to see whether someone went on in it."""

from __future__ import annotations

from core.documents.document_file import DocumentFile
from core.documents.history_table import HistoryTable


def end_of(file: DocumentFile) -> tuple[int, object]:
    """Return the last step, and what tells one run's way there from another one's.

    Raises
    ------
    LoadError
        If the document is damaged, or held by another program.
    """
    rows = file.rows("SELECT substr(digest, 1, 64) FROM batches ORDER BY first DESC LIMIT 1")
    steps = [n for n in file.rows("SELECT max(step) FROM snapshots")[0] if isinstance(n, int)]
    return max(HistoryTable(file).last_step() or 0, *steps, 0), rows
