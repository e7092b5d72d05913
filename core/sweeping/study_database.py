"""The SQLite file in which Optuna keeps a study."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from core.documents.sqlite_access import free_bytes
from core.formats.file_access import short_name
from core.sentence import sentence
from core.sweeping.sweep_error import SweepError, needed_extra

if TYPE_CHECKING:
    from optuna.storages import RDBStorage

#: Bytes; with less room a database that does not answer is on a full disk.
FULL = 2**20
#: Seconds that another program, such as optuna-dashboard, may hold the file.
PATIENCE = 20.0
DAMAGED = (
    "this is no study of Optuna, or it is damaged: the runs beside it still open, and a sweep "
    "in another folder begins anew"
)
#: What SQLite says of such files.
OF_DAMAGE = ("not a database", "malformed", "no such table", "no such column", "has no column")


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

    with study_errors(path), damage_errors(path):
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
    known = _known_errors()
    try:
        yield
    except SweepError as error:
        if str(error).startswith(short_name(path)):
            raise
        raise SweepError(f"{short_name(path)}: {error}") from None
    except known as error:
        raise SweepError(sentence(f"{short_name(path)}: {_reason(path, error)}")) from error


@contextmanager
def damage_errors(path: Path) -> Iterator[None]:
    """Raise whatever reading a damaged study comes to as one sentence.

    Raises
    ------
    SweepError
    """
    known: tuple[type[Exception], ...] = (SweepError, *_known_errors())
    try:
        yield
    except known:
        raise
    except Exception as error:  # numbers, words and JSON that Optuna never wrote
        raise SweepError(f"{short_name(path)}: {DAMAGED}") from error


def _known_errors() -> tuple[type[Exception], ...]:
    """Return what `study_errors` knows."""
    from optuna.exceptions import StorageInternalError
    from sqlalchemy.exc import SQLAlchemyError

    return (StorageInternalError, SQLAlchemyError, sqlite3.Error, OSError, RuntimeError)


def _reason(path: Path, error: BaseException) -> str:
    """Return why a database refused, and what to do."""
    first = _first(error)
    text = str(first)
    if free_bytes(path) < FULL or "disk is full" in text:
        return "the disk is full: make room and start the sweep again, it goes on"
    if "locked" in text:
        return "another program holds it"
    if "storage upgrade" in text:
        return "an older Optuna wrote it: bring it up to date with optuna storage upgrade"
    if "no longer compatible" in text:
        return "a newer Optuna wrote it: install that one with pip install -U optuna"
    if any(word in text for word in OF_DAMAGE):
        return DAMAGED
    return text.splitlines()[0] if text else type(first).__name__


def _first(error: BaseException) -> BaseException:
    """Return what an error was caused by."""
    while error.__cause__ is not None:
        error = error.__cause__
    return error
