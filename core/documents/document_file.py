"""A SQLite file that is believed nothing and never left half-written."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import Any

from core.datasets.loading_watch import IsCancelled
from core.documents.document_check import check_document
from core.documents.opening_watch import OpeningWatch
from core.documents.real_file import real_path
from core.documents.shelter import Shelter
from core.documents.sqlite_access import (
    FAILURES,
    connect,
    connect_for_writing,
    has_companion,
    identity_of,
    is_of_writing,
    reason_of,
)
from core.errors import LoadError
from core.formats.file_access import short_name


class DocumentFile:
    """The file of a run document: opened for reading, and on demand for writing.

    Reading changes nothing, not even beside the file; what another process wrote meanwhile is
    seen.  Writing holds the file for this process alone, in SQLite's write-ahead mode: whenever
    the process is killed, the next opening finds the last transaction that was finished.  One
    lock serves all threads.

    Parameters
    ----------
    path : Path or str
    checks_pages : bool, default True
        Whether to look at every page of the file before it is used, which takes time.  A
        list of many runs does without: what it reads has digests of its own.
    cancelled : callable, optional
        Asked between two pieces that are read, until `watch.settle` is called.

    Attributes
    ----------
    path : Path
        As it was given; links are followed whenever it is used.
    is_writing : bool
    watch : OpeningWatch

    Raises
    ------
    LoadError
        If it is not a document, is damaged, too large, of a newer version, or held by
        another process.
    """

    def __init__(
        self,
        path: Path | str,
        *,
        checks_pages: bool = True,
        cancelled: IsCancelled | None = None,
    ) -> None:
        self.path = Path(path).absolute()
        self.is_writing = self._is_closed = False
        self.watch = OpeningWatch(cancelled)
        self._lock = RLock()
        self._identity = identity_of(self.path)
        self._real = real_path(self.path)
        self._shelter = Shelter()
        self._seen = self._stamp()
        self._connection = self._connect_for_reading()
        try:
            check_document(self._connection, self.path, self.watch, checks_pages=checks_pages)
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
        self.watch.check()
        with self._lock:
            self._read_anew_if_changed()
            try:
                return self._connection.execute(sql, values).fetchall()
            except FAILURES as error:
                raise LoadError(f"{short_name(self.path)}: {reason_of(error)}") from None

    def begin_writing(self) -> None:
        """Hold the file for this process, and bring it to the newest version.

        Raises
        ------
        DocumentChanged
            If it is held by another process; reading goes on as far as that lets us.
        OSError
            If it cannot be written, or is not at its place any more; reading goes on then.
        """
        with self._lock:
            self._require_same_file()
            if self.is_writing:
                return
            self._connection.close()  # in write-ahead mode it would be in its own way
            try:
                self._connection = connect_for_writing(self._real)
            except OSError:
                with suppress(LoadError):  # no one can read what someone else holds
                    self._connect_anew()
                raise
            self.is_writing = True

    @contextmanager
    def transaction(self, *, is_forced: bool = False) -> Iterator[sqlite3.Connection]:
        """Write everything of a block, or nothing of it.

        Parameters
        ----------
        is_forced : bool
            Whether to wait until it is on the disk, so that not even a power cut takes it.

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
                level = "FULL" if is_forced else "NORMAL"
                self._connection.execute(f"PRAGMA synchronous = {level}")
                self._connection.execute("BEGIN IMMEDIATE")
                yield self._connection
                self._connection.execute("COMMIT")
            except FAILURES as error:
                reason = reason_of(error, self._real)
                raise OSError(f"{short_name(self.path)}: {reason}") from error
            finally:
                with suppress(*FAILURES):
                    if self._connection.in_transaction:
                        self._connection.execute("ROLLBACK")

    def copy_into(self, target: sqlite3.Connection) -> None:
        """Copy everything into another database.

        Raises
        ------
        LoadError
            If it cannot be read.
        sqlite3.Error
            If the other one cannot be written.
        """
        with self._lock:
            self._read_anew_if_changed()
            try:
                self._connection.backup(target)
            except FAILURES as error:
                if is_of_writing(error):
                    raise
                raise LoadError(f"{short_name(self.path)}: {reason_of(error)}") from error

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
                self._is_closed = False
                self._connect_anew()

    def rest(self) -> None:
        """Bring everything into the one file and to the disk, and go on holding it.

        Then a copy of that file is whole, and a power cut takes nothing of it.

        Raises
        ------
        OSError
            If it cannot be written.
        """
        with self._lock:
            if not self.is_writing:
                return
            try:
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            except FAILURES as error:
                raise OSError(f"{short_name(self.path)}: {reason_of(error)}") from error

    def close(self) -> None:
        """Leave one single file behind; a disk that does not let us is no error here."""
        with self._lock, suppress(*FAILURES):
            self._is_closed = True
            if self.is_writing:
                self.is_writing = False
                with suppress(*FAILURES):
                    self._connection.execute("PRAGMA journal_mode = DELETE")
            self._connection.close()
            self._shelter.leave()

    def _connect_for_reading(self) -> sqlite3.Connection:
        path = self._real
        try:
            return self._connected(path)
        except (*FAILURES, OSError) as error:
            self._shelter.leave()
            raise LoadError(f"{short_name(path)}: {_why_unread(error)}") from None

    def _connected(self, path: Path) -> sqlite3.Connection:
        if not has_companion(path, "-wal", "-journal"):
            return connect(path, "ro&immutable=1")
        if not has_companion(path, "-journal") and os.access(path.parent, os.W_OK):
            return connect(path, "ro")  # its last transactions are beside it
        # what is to be undone or redone first needs writing: that is done to a copy
        return connect(self._shelter.copy_of(path), "rw")

    @property
    def is_at_its_place(self) -> bool:
        """Whether the file was not deleted, moved or replaced since it was opened."""
        return self._stamp() is not None

    def _connect_anew(self) -> None:
        self._shelter.leave()
        self._seen = self._stamp()
        self._connection = self._connect_for_reading()

    def _read_anew_if_changed(self) -> None:
        """Never go by pages of a file that someone else changed meanwhile.

        A file that was deleted or replaced is still the one that was opened.
        """
        if self.is_writing or self._is_closed:
            return
        stamp = self._stamp()
        if stamp is not None and stamp != self._seen:
            with suppress(*FAILURES):
                self._connection.close()
            self._connect_anew()

    def _stamp(self) -> tuple[int, ...] | None:
        """Return what changes with the file; None if it is no longer the one at its place."""
        try:
            found = self._real.stat()
        except OSError:
            return None
        if (found.st_dev, found.st_ino) != self._identity:
            return None
        is_open = has_companion(self._real, "-wal", "-journal")
        return found.st_mtime_ns, found.st_size, int(is_open)

    def _require_same_file(self) -> None:
        try:
            if identity_of(self.path) == self._identity:
                self._real = real_path(self.path)
                return
        except LoadError:
            pass
        raise OSError(f"{short_name(self.path)}: this file was deleted, moved or replaced")


def _why_unread(error: Exception) -> str:
    """Return what the system or SQLite says."""
    return (
        f"cannot be read ({error.strerror})" if isinstance(error, OSError) else reason_of(error)
    )
