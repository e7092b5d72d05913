"""The tables of a run document, and how older ones become newer ones."""

from __future__ import annotations

import sqlite3
from contextlib import closing

#: Tells our files from all other SQLite databases: "GlBx".
APPLICATION_ID = 0x476C4278

#: What each version changed about the one before; the first made it from nothing.
MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        "CREATE TABLE run (id INTEGER PRIMARY KEY, recipe TEXT, labels TEXT, digest BLOB)",
        "CREATE TABLE batches (first INTEGER PRIMARY KEY, content BLOB, digest BLOB)",
        "CREATE TABLE events "
        "(id INTEGER PRIMARY KEY, step INTEGER, kind TEXT, content TEXT, digest BLOB)",
        "CREATE TABLE snapshots "
        "(step INTEGER PRIMARY KEY, pinned INTEGER, size INTEGER, progress TEXT, digest BLOB)",
        "CREATE TABLE tensors (id INTEGER PRIMARY KEY, step INTEGER, name TEXT, dtype TEXT, "
        "shape TEXT, content BLOB)",
        "CREATE UNIQUE INDEX tensor_places ON tensors (step, name)",
    ),
    # states between two turning points are kept without the gradients of their batch
    ("ALTER TABLE snapshots ADD COLUMN has_gradients INTEGER DEFAULT 1",),
    # what was drawn and looked at
    ("CREATE TABLE drawings (id INTEGER PRIMARY KEY, content TEXT, digest BLOB)",),
)
VERSION = len(MIGRATIONS)


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Bring a database of some version to the newest, inside the caller's transaction."""
    for statements in MIGRATIONS[version:]:
        for statement in statements:
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {VERSION}")


def schema_of(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    """Return the definition of everything a database consists of."""
    found = connection.execute(
        "SELECT type, name, tbl_name, substr(sql, 1, 2000) FROM sqlite_schema LIMIT 100"
    )
    return sorted(found.fetchall(), key=repr)


def expected_schema(version: int) -> list[tuple[object, ...]]:
    """Return what `schema_of` returns for an untouched document of some version."""
    with closing(sqlite3.connect(":memory:")) as connection:
        for statements in MIGRATIONS[:version]:
            for statement in statements:
                connection.execute(statement)
        return schema_of(connection)
