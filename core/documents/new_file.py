"""Make a document in one step: it is there whole, or not at all."""

from __future__ import annotations

import hashlib
import os
import platform
import secrets
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from core.documents.run_file_name import RUN_SUFFIX
from core.documents.schema import APPLICATION_ID
from core.documents.sqlite_access import COMPANIONS, FAILURES, PAGE_BYTES, reason_of
from core.formats.file_access import short_name
from core.formats.path_facts import is_file, is_folder, is_taken

#: Names of documents that are being made; see `recover_folder`.
PART_SUFFIX = f"{RUN_SUFFIX}-part"
ATTEMPTS = 3
#: Seconds after which a part no one is known to own is taken for a leftover.
ABANDONED_AFTER = 120.0
_COMPUTER = hashlib.sha256(platform.node().encode("utf-8", "replace")).hexdigest()[:8]

Fill = Callable[[sqlite3.Connection], None]


def make_document(path: Path, fill: Fill, *, replace: bool = False) -> None:
    """Write a database beside `path`, force it to the disk, and give it its name.

    Parameters
    ----------
    path : Path
        A link is followed: what it points to is made or replaced, and keeps its mode.
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
    path = Path(os.path.realpath(path))
    if is_taken(path) and not (replace and is_file(path)):
        raise FileExistsError(f"{short_name(path)}: there is such a file already")
    for attempt in range(ATTEMPTS):
        part = path.with_name(f".{_COMPUTER}-{os.getpid()}-{secrets.token_hex(8)}{PART_SUFFIX}")
        try:
            _write(part, fill)
            with suppress(OSError):
                if replace and is_taken(path):
                    shutil.copymode(path, part)
            _give_name(part, path, replace=replace)
        except FileExistsError:
            raise
        except (OSError, *FAILURES) as error:
            # someone who tidies the folder up may have taken the part for a leftover
            if attempt < ATTEMPTS - 1 and is_folder(path.parent) and not is_taken(part):
                continue
            if isinstance(error, OSError):
                raise
            raise OSError(f"{short_name(path)}: {reason_of(error, path)}") from error
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
    """Return whether no process is writing this part any more.

    Its owner is asked first: between two writes, a part that is being made is not locked.
    """
    try:
        if part.stat().st_nlink > 1:  # it has its name already: only this one is left over
            return True
        is_young = time.time() - part.stat().st_mtime < ABANDONED_AFTER
        is_owned = _owner_is_alive(part.name)
        if is_owned or (is_owned is None and is_young):
            return False
        with closing(sqlite3.connect(part, timeout=0, isolation_level=None)) as connection:
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("ROLLBACK")
    except FAILURES as error:
        return not reason_of(error).endswith("in another window")
    except OSError:
        return False
    return True


def _owner_is_alive(name: str) -> bool | None:
    """Return whether the program that makes a part still runs; None if that is not known."""
    computer, number, *_ = (*name.lstrip(".").split("-"), "", "")
    if computer != _COMPUTER or not number.isdecimal() or os.name == "nt":
        return None
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _write(part: Path, fill: Fill) -> None:
    with closing(sqlite3.connect(part, isolation_level=None)) as connection:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute(f"PRAGMA page_size = {PAGE_BYTES}")
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
            if is_taken(path):
                raise FileExistsError(
                    f"{short_name(path)}: there is such a file already"
                ) from None
            part.rename(path)
