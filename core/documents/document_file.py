"""A SQLite file that is believed nothing and never left half-written."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import RLock
from typing import Any

from core.documents.schema import APPLICATION_ID, VERSION, expected_schema, schema_of
from core.documents.sqlite_access import (
    FAILURES,
    connect,
    connect_for_writing,
    has_companion,
    identity_of,
    reason_of,
)
from core.errors import LoadError
from core.formats.file_access import short_name


class DocumentFile:
    """The file of a run document: opened for reading, and on demand for writing.

    Reading changes nothing, not even beside the file.  Writing holds the file for this
    process alone, in SQLite's write-ahead mode: whenever the process is killed, the next
    opening finds the last transaction that was finished.  One lock serves all threads.

    Parameters
    ----------
    path : Path or str
    checks_pages : bool, default True
        Whether to look at every page of the file before it is used, which takes time.  A
        list of many runs does without: what it reads has digests of its own.

    Attributes
    ----------
    path : Path
    is_writing : bool

    Raises
    ------
    LoadError
        If it is not a document, is damaged, too large, of a newer version, or held by
        another process.
    """

    def __init__(self, path: Path | str, *, checks_pages: bool = True) -> None:
        self.path = Path(path).absolute()
        self.is_writing = False
        self._lock = RLock()
        self._identity = identity_of(self.path)
        self._shelter: TemporaryDirectory[str] | None = None
        self._connection = self._connect_for_reading()
        try:
            self._check(checks_pages=checks_pages)
        except BaseException:
            self.close()
            raise

    def rows(self, sql: str, *values: object) -> list[Any]:
        """Return what a query finds.

        Raises
        ------
        LoadError
            If the file cannot be read, or is closed.
        """
        with self._lock:
            try:
                return self._connection.execute(sql, values).fetchall()
            except FAILURES as error:
                raise LoadError(f"{short_name(self.path)}: {reason_of(error)}") from None

    def begin_writing(self) -> None:
        """Hold the file for this process, and bring it to the newest version.

        Raises
        ------
        OSError
            If it cannot be written, or is held by another process; reading goes on then.
        """
        with self._lock:
            if self.is_writing:
                return
            self._require_same_file()
            self._connection.close()  # in write-ahead mode it would be in its own way
            try:
                self._connection = connect_for_writing(self.path)
            except OSError:
                self._connection = self._connect_for_reading()
                raise
            self.is_writing = True

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Write everything of a block, or nothing of it.

        Raises
        ------
        OSError
            If it cannot be written; the file is as it was before.
        """
        with self._lock:
            if not self.is_writing:
                raise OSError(f"{short_name(self.path)}: this run is open for reading only")
            self._require_same_file()
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                yield self._connection
                self._connection.execute("COMMIT")
            except FAILURES as error:
                raise OSError(f"{short_name(self.path)}: {reason_of(error)}") from error
            finally:
                with suppress(*FAILURES):
                    if self._connection.in_transaction:
                        self._connection.execute("ROLLBACK")

    def copy_into(self, target: sqlite3.Connection) -> None:
        """Copy everything into another database.

        Raises
        ------
        OSError
            If it cannot be read or written.
        """
        with self._lock:
            try:
                self._connection.backup(target)
            except FAILURES as error:
                raise OSError(f"{short_name(self.path)}: {reason_of(error)}") from error

    def end_writing(self) -> None:
        """Give the file free, as one single file, and read on.

        Raises
        ------
        LoadError
            If it can no longer be read.
        """
        with self._lock:
            if self.is_writing:
                self.close()
                self._connection = self._connect_for_reading()

    def close(self) -> None:
        """Leave one single file behind; a disk that does not let us is no error here."""
        with self._lock, suppress(*FAILURES):
            if self.is_writing:
                self.is_writing = False
                with suppress(*FAILURES):
                    self._connection.execute("PRAGMA journal_mode = DELETE")
            self._connection.close()
            if self._shelter is not None:
                self._shelter.cleanup()

    def _connect_for_reading(self) -> sqlite3.Connection:
        path = self.path
        try:
            if not has_companion(path, "-wal", "-journal"):
                return connect(path, "ro&immutable=1")
            if not has_companion(path, "-journal") and os.access(path.parent, os.W_OK):
                return connect(path, "ro")  # its last transactions are beside it
            # What is to be undone or redone first needs writing: that is done to a copy.
            self._shelter = TemporaryDirectory(prefix="glassbox-")
            for suffix in ("", "-wal", "-journal"):
                if has_companion(path, suffix):
                    shutil.copy(path.with_name(path.name + suffix), self._shelter.name)
            return connect(Path(self._shelter.name, path.name), "rw")
        except FAILURES as error:
            raise LoadError(f"{short_name(path)}: {reason_of(error)}") from None
        except OSError as error:
            raise LoadError(f"{short_name(path)}: cannot be read ({error.strerror})") from None

    @property
    def is_at_its_place(self) -> bool:
        """Whether the file was not deleted, moved or replaced since it was opened."""
        try:
            return identity_of(self.path) == self._identity
        except LoadError:
            return False

    def _require_same_file(self) -> None:
        if self.is_at_its_place:
            return
        raise OSError(f"{short_name(self.path)}: this file was deleted, moved or replaced")

    def _check(self, *, checks_pages: bool) -> None:
        name = short_name(self.path)
        try:
            (application,) = self._connection.execute("PRAGMA application_id").fetchone()
            (version,) = self._connection.execute("PRAGMA user_version").fetchone()
            if application != APPLICATION_ID:
                raise LoadError(f"{name}: this is not a Glassbox run")
            if version > VERSION:
                raise LoadError(
                    f"{name}: this run was saved by a newer Glassbox (its version is "
                    f"{version}, this one reads up to {VERSION})"
                )
            if version < 1 or schema_of(self._connection) != expected_schema(version):
                raise LoadError(
                    f"{name}: this file is damaged: its tables are not those of a run"
                )
            found = ("ok",)
            if checks_pages:
                found = self._connection.execute("PRAGMA quick_check(1)").fetchone()
        except FAILURES as error:
            raise LoadError(f"{name}: {reason_of(error)}") from None
        if found != ("ok",):
            raise LoadError(f"{name}: this file is damaged")
