"""Open SQLite databases that may come from anywhere."""

from __future__ import annotations

import math
import shutil
import sqlite3
from pathlib import Path

from core.documents.document_changed import DocumentChanged
from core.documents.schema import migrate
from core.errors import LoadError
from core.formats.file_access import short_name
from core.formats.path_facts import is_taken

#: Bytes; a disk with less room is full.
FULL = 2**16
MAX_BYTES = 4 * 2**30
#: No layer has more than 20 million numbers, so no row is longer.
MAX_ROW_BYTES = 192 * 2**20
#: Of a document that is made: arrays are written in three fifths of the time that SQLite's
#: usual 4,096 take.
PAGE_BYTES = 16_384
#: Bytes beside a document that is written before SQLite brings them into it.
WRITE_AHEAD_BYTES = 4 * 2**20
#: What SQLite leaves beside a file that is open, or whose writer was killed.
COMPANIONS = ("-wal", "-journal", "-shm")

#: What SQLite raises about a file that is damaged, or a disk that does not do as it should.
FAILURES = (sqlite3.Error, OverflowError, UnicodeDecodeError, MemoryError)

_REASONS = {
    "SQLITE_CORRUPT": "this file is damaged",
    "SQLITE_NOTADB": "this is not a Glassbox run",
    "SQLITE_BUSY": "this run is open in another window",
    "SQLITE_LOCKED": "this run is open in another window",
    "SQLITE_FULL": "the disk is full",
    "SQLITE_READONLY": "this file may only be read",
    "SQLITE_CANTOPEN": "this file cannot be opened",
    "SQLITE_PERM": "this file cannot be opened",
    "SQLITE_IOERR": "the disk does not answer",
    "SQLITE_TOOBIG": "this file is damaged",
}


_OF_WRITING = (
    "SQLITE_FULL", "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_IOERR_WRITE",
    "SQLITE_IOERR_FSYNC", "SQLITE_IOERR_DIR_FSYNC", "SQLITE_IOERR_TRUNCATE",
    "SQLITE_IOERR_DELETE",
)  # fmt: skip


def reason_of(error: Exception, path: Path | None = None) -> str:
    """Return in a few words why SQLite refused, fit to show.

    Parameters
    ----------
    error : Exception
    path : Path, optional
        What was written: then a disk that does not answer because it is full is called so.
    """
    name = getattr(error, "sqlite_errorname", "") or ""
    if path is not None and name.startswith("SQLITE_IOERR") and free_bytes(path) < FULL:
        name = "SQLITE_FULL"
    for prefix, reason in _REASONS.items():
        if name.startswith(prefix):
            return reason
    return "this file is damaged" if not name else f"this file cannot be used ({name})"


def free_bytes(path: Path) -> float:
    """Return how much room there is for `path`; infinity if no one knows."""
    try:
        return shutil.disk_usage(path.parent).free
    except (OSError, ValueError):
        return math.inf


def is_held_elsewhere(error: Exception) -> bool:
    """Return whether SQLite refused because another program has the file."""
    name = getattr(error, "sqlite_errorname", "") or ""
    return name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))


def is_of_writing(error: Exception) -> bool:
    """Return whether a copy failed because of where it was to be written."""
    name = getattr(error, "sqlite_errorname", "") or ""
    return name.startswith(_OF_WRITING)


def has_companion(path: Path, *suffixes: str) -> bool:
    """Return whether SQLite left one of some files beside `path`."""
    return any(is_taken(path.with_name(path.name + suffix)) for suffix in suffixes)


def identity_of(path: Path) -> tuple[int, int]:
    """Return what distinguishes a file from another one of the same name.

    Raises
    ------
    LoadError
        If it is not there, is no file, or is too large.
    """
    name = short_name(path)
    try:
        if not path.exists():
            raise LoadError(f"{name}: there is no such file")
        if not path.is_file():
            raise LoadError(f"{name}: expected a file, received a folder or a device")
        found = path.stat()
    except LoadError:
        raise
    except OSError as error:
        reason = (error.strerror or type(error).__name__)[:120]
        raise LoadError(f"{name}: cannot be read ({reason})") from None
    except ValueError:  # a path with a zero byte in it
        raise LoadError(f"{name}: this is not the name of a file") from None
    if found.st_size > MAX_BYTES:
        raise LoadError(
            f"{name}: expected at most {MAX_BYTES:,} bytes, received {found.st_size:,}"
        )
    return found.st_dev, found.st_ino


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """Return a connection that trusts nothing in the file."""
    connection = sqlite3.connect(
        f"{path.as_uri()}?mode={mode}",
        uri=True,
        timeout=1.0,
        isolation_level=None,
        check_same_thread=False,
    )
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_ROW_BYTES)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    for setting in ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0"):
        connection.execute(f"PRAGMA {setting}")
    return connection


def connect_for_writing(path: Path) -> sqlite3.Connection:
    """Return a connection that holds the file for itself, brought to the newest version.

    Raises
    ------
    DocumentChanged
        If the file is held by someone else.
    OSError
        If it cannot be written.
    """
    try:
        connection = connect(path, "rw")
        try:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA secure_delete = OFF")
            (page,) = connection.execute("PRAGMA page_size").fetchone()
            pages = max(WRITE_AHEAD_BYTES // page, 1)
            connection.execute(f"PRAGMA wal_autocheckpoint = {pages}")
            connection.execute("BEGIN EXCLUSIVE")
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            migrate(connection, version)
            connection.execute("COMMIT")
        except BaseException:
            connection.close()
            raise
    except FAILURES as error:
        text = f"{short_name(path)}: {reason_of(error)}"
        if is_held_elsewhere(error):
            raise DocumentChanged(text, is_held=True) from error
        raise OSError(text) from error
    return connection
