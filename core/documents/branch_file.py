"""Let a run go on in a file of its own when its document went on without it."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path

from core.documents.new_file import make_document
from core.documents.run_document import RunDocument
from core.documents.run_table import RunTable
from core.documents.run_title import branch_title
from core.documents.snapshot_table import drop_states, write_state
from core.errors import LoadError
from core.training.session_state import SessionState


def branch_file(document: RunDocument, path: Path, state: SessionState) -> RunDocument:
    """Return a document at `path` of a run that leaves that of `document` at `state`.

    What `document` holds of the steps before is in it too, if it can be read just now; later
    steps are not.

    Parameters
    ----------
    document : RunDocument
        Stays as it is.
    path : Path
        Where there is no file.
    state : SessionState

    Raises
    ------
    OSError
        If it cannot be written, or there is such a file.
    LoadError
        If it cannot be read again.
    """
    labels = document.labels
    recipe = document.recipe.branch(labels.name, state.step)
    labels = labels.renamed(branch_title(labels.name, state.step))

    def fill(connection: sqlite3.Connection) -> None:
        document.copy_into(connection)
        connection.execute("BEGIN EXCLUSIVE")
        RunTable.write(connection, recipe, labels)
        document.history.rewind(connection, state.step)
        late = connection.execute("SELECT step FROM snapshots WHERE step > ?", (state.step,))
        drop_states(connection, [state.step, *(step for (step,) in late.fetchall())])
        write_state(connection, state, pinned=True)
        connection.execute("COMMIT")

    with suppress(LoadError):  # someone else holds it, or did away with it
        if document.last_step() >= state.step:
            make_document(path, fill)
            return RunDocument(path)
    return RunDocument.create(path, recipe, state, labels=labels)
