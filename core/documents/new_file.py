"""Make a document in one step: it is there whole, or not at all."""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from core.documents.run_file_name import RUN_SUFFIX
from core.documents.schema import APPLICATION_ID
from core.documents.sqlite_access import COMPANIONS, FAILURES, reason_of
from core.formats.file_access import short_name

#: Names of documents that are being made; see `recover_folder`.
PART_SUFFIX = f"{RUN_SUFFIX}-part"
ATTEMPTS = 3

Fill = Callable[[sqlite3.Connection], None]


def make_document(path: Path, fill: Fill, *, replace: bool = False) -> None:
    """Write a database beside `path`, force it to the disk, and give it its name.

    Parameters
    ----------
    path : Path
    fill : callable
        Receives the empty database.
    replace : bool
        Whether a file that is there already may be replaced.

    Raises
    ------
    FileExistsError
        If there is such a file and it may not be replaced.
    OSError
        If it cannot be written; nothing is left behind.
    """
    if path.exists() and not replace:
        raise FileExistsError(f"{short_name(path)}: there is such a file already")
    for attempt in range(ATTEMPTS):
        part = path.with_name(f".{secrets.token_hex(8)}{PART_SUFFIX}")
        try:
            _write(part, fill)
            _give_name(part, path, replace=replace)
        except FileNotFoundError:
            # Another Glassbox that starts just now may take the part for a crash's leftover.
            if attempt == ATTEMPTS - 1 or not path.parent.is_dir():
                raise
        except FAILURES as error:
            raise OSError(f"{short_name(path)}: {reason_of(error)}") from error
        else:
            return
        finally:
            remove_with_companions(part)


def remove_with_companions(path: Path) -> None:
    """Remove a database and what SQLite may have left beside it, as far as possible."""
    for suffix in ("", *COMPANIONS):
        with suppress(OSError):
            path.with_name(path.name + suffix).unlink()


def is_abandoned(part: Path) -> bool:
    """Return whether no process is writing this part any more."""
    try:
        if part.stat().st_nlink > 1:  # it has its name already: only this one is left over
            return True
        with closing(sqlite3.connect(part, timeout=0, isolation_level=None)) as connection:
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("ROLLBACK")
    except FAILURES as error:
        return not reason_of(error).endswith("in another window")
    except OSError:
        return False
    return True


def _write(part: Path, fill: Fill) -> None:
    with closing(sqlite3.connect(part, isolation_level=None)) as connection:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        fill(connection)
        connection.execute("PRAGMA journal_mode = DELETE")  # a copy of an open one is in WAL


def _give_name(part: Path, path: Path, *, replace: bool) -> None:
    if replace:
        part.replace(path)
    elif os.name == "nt":
        part.rename(path)  # refuses if there is such a file
    else:
        try:
            os.link(part, path)
        except FileExistsError:
            raise FileExistsError(f"{short_name(path)}: there is such a file already") from None
        except FileNotFoundError:
            raise
        except OSError:  # a file system without second names
            if path.exists():
                raise FileExistsError(
                    f"{short_name(path)}: there is such a file already"
                ) from None
            part.rename(path)
