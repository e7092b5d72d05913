"""Look whether a file is a document, and a whole one, before anything in it is believed."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from core.documents.opening_watch import OpeningWatch
from core.documents.schema import APPLICATION_ID, VERSION, expected_schema, schema_of
from core.documents.sqlite_access import FAILURES, reason_of
from core.errors import LoadError
from core.formats.file_access import short_name

#: Of SQLite, between two questions whether a document is still wanted.
INSTRUCTIONS = 10_000


def check_document(
    connection: sqlite3.Connection, path: Path, watch: OpeningWatch, *, checks_pages: bool
) -> None:
    """Raise unless a database is a whole document.

    Parameters
    ----------
    connection : sqlite3.Connection
    path : Path
        Of the file, for sentences.
    watch : OpeningWatch
        Asked while all pages are looked at.
    checks_pages : bool
        Whether they are.

    Raises
    ------
    LoadError
        If it is foreign, damaged, or of a newer version.
    Cancelled
        If it is no longer wanted.
    """
    name = short_name(path)
    try:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if application != APPLICATION_ID:
            raise LoadError(f"{name}: this is not a Glassbox run")
        if version > VERSION:
            raise LoadError(
                f"{name}: this run was saved by a newer Glassbox (its version is "
                f"{version}, this one reads up to {VERSION})"
            )
        if version < 1 or schema_of(connection) != expected_schema(version):
            raise LoadError(f"{name}: this file is damaged: its tables are not those of a run")
        found = ("ok",)
        if checks_pages:
            connection.set_progress_handler(watch.is_unwanted, INSTRUCTIONS)
            found = connection.execute("PRAGMA quick_check(1)").fetchone()
            connection.set_progress_handler(None, 0)
    except FAILURES as error:
        watch.check()
        raise LoadError(f"{name}: {reason_of(error)}") from None
    if found != ("ok",):
        raise LoadError(f"{name}: this file is damaged")
