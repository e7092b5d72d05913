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
#: Where the first page says how large a page is, what wrote it last, how many pages there are,
#: and whether that is still so: https://www.sqlite.org/fileformat2.html, 1.3.
PAGE_SIZE, COUNTER, PAGES, VALID_FOR = (slice(at, at + n) for at, n in
                                        ((16, 2), (24, 4), (28, 4), (92, 4)))  # fmt: skip
HEADER = 100


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
        if checks_pages and _is_cut_off(connection):
            raise LoadError(f"{name}: this file is damaged: its end is missing")
        if checks_pages:
            connection.set_progress_handler(watch.is_unwanted, INSTRUCTIONS)
            found = connection.execute("PRAGMA quick_check(1)").fetchone()
            connection.set_progress_handler(None, 0)
    except FAILURES as error:
        watch.check()
        raise LoadError(f"{name}: {reason_of(error)}") from None
    if found != ("ok",):
        raise LoadError(f"{name}: this file is damaged")


def _is_cut_off(connection: sqlite3.Connection) -> bool:
    """Return whether the file has fewer pages than it says; SQLite misses none that is unused.

    A log beside the file may hold more pages, but takes none away.
    """
    (_, _, place) = connection.execute("PRAGMA database_list").fetchone()
    if not place:
        return False  # a database in memory
    with Path(place).open("rb") as file:
        head = file.read(HEADER)
        size = file.seek(0, 2)
    if len(head) < HEADER or head[COUNTER] != head[VALID_FOR]:
        return False
    of_page = int.from_bytes(head[PAGE_SIZE], "big")
    return size < int.from_bytes(head[PAGES], "big") * (65536 if of_page == 1 else of_page)
