"""The SQLite file in which Optuna keeps a study."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from core.documents.sqlite_access import free_bytes
from core.formats.file_access import short_name
from core.sweeping.sweep_error import SweepError, needed_extra

if TYPE_CHECKING:
    from optuna.storages import RDBStorage

#: Bytes; with less room a database that does not answer is on a full disk.
FULL = 2**20
#: Seconds that another program, such as optuna-dashboard, may hold the file.
PATIENCE = 20.0


def study_storage(path: Path) -> RDBStorage:
    """Return Optuna's storage in a file, which is made if it is not there.

    A process that is killed loses nothing of it, and a commit does not wait for the disk: the
    log is written ahead.

    Raises
    ------
    SweepError
        If Optuna is not installed, or the file is no study or cannot be written.
    """
    try:
        import optuna
    except ImportError:
        raise needed_extra("optuna") from None
    optuna.logging.set_verbosity(optuna.logging.ERROR)

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(path, timeout=PATIENCE, check_same_thread=False)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        return connection

    with study_errors(path):
        # the name in the address is not used: a path may have letters an address cannot have
        return optuna.storages.RDBStorage(
            "sqlite:///study.sqlite", engine_kwargs={"creator": connect}
        )


@contextmanager
def study_errors(path: Path) -> Iterator[None]:
    """Raise what the database raises as one sentence.

    Raises
    ------
    SweepError
    """
    from optuna.exceptions import StorageInternalError
    from sqlalchemy.exc import SQLAlchemyError

    try:
        yield
    except (
        StorageInternalError,
        SQLAlchemyError,
        sqlite3.Error,
        OSError,
        RuntimeError,
    ) as error:
        if free_bytes(path) < FULL:
            reason = "the disk is full: make room and start the sweep again, it goes on"
        elif "locked" in str(_first(error)):
            reason = "another program holds it"
        elif "not a database" in str(_first(error)) or "malformed" in str(_first(error)):
            reason = "this is no study of Optuna, or it is damaged"
        else:
            reason = str(_first(error)).splitlines()[0] if str(error) else type(error).__name__
        raise SweepError(f"{short_name(path)}: {reason}") from error


def _first(error: BaseException) -> BaseException:
    """Return what an error was caused by."""
    while error.__cause__ is not None:
        error = error.__cause__
    return error
