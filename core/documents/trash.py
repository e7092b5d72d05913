"""Throw runs away so that they can be fetched back."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from core.documents.document_file import DocumentFile
from core.documents.recovery import remove_shared_memory
from core.documents.run_file_name import RUN_SUFFIX, is_run_file_name
from core.documents.sqlite_access import COMPANIONS, has_companion
from core.errors import LoadError
from core.formats.file_access import short_name
from core.formats.file_name import free_path, has_ending
from core.formats.path_facts import entries_in, is_folder, is_taken
from core.formats.size_text import size_text

FOLDER = "trash"
#: Files of a trash that are looked at; more are emptied the next time.
MOST_FILES = 20_000
_ENDINGS = tuple(f"{RUN_SUFFIX}{companion}" for companion in COMPANIONS)


@dataclass(frozen=True, slots=True)
class ThrownAway:
    """A file that was moved to the trash.

    Attributes
    ----------
    path : Path
        Where it was.
    trashed : Path
        Where it is.
    """

    path: Path
    trashed: Path


@dataclass(frozen=True, slots=True)
class TrashContents:
    """What is in the trash of a folder.

    Attributes
    ----------
    runs : int
    bytes : int
        With what a crash left beside them.
    """

    runs: int = 0
    bytes: int = 0

    @property
    def text(self) -> str:
        """How much that is: ``3 runs, 120 MB``."""
        if not self.runs:
            return "empty"
        return f"{self.runs:,} run{'s' * (self.runs != 1)}, {size_text(self.bytes)}"


def trash_of(folder: Path | str) -> TrashContents:
    """Return what is in the trash of a runs folder: nothing if there is none."""
    runs = size = 0
    for path in _files_of_trash(folder):
        with suppress(OSError):
            size += path.lstat().st_size
            runs += is_run_file_name(path.name)
    return TrashContents(runs, size)


def empty_trash(folder: Path | str) -> TrashContents:
    """Remove the runs in the trash of a folder for good; return what was removed.

    Only files that `throw_away` puts there go; of links no more than the link.

    Raises
    ------
    OSError
        If some cannot be removed; the others are gone then.
    """
    runs = size = 0
    failed: OSError | None = None
    for path in _files_of_trash(folder):
        try:
            freed = path.lstat().st_size
            path.unlink()
        except OSError as error:
            failed = failed or error
        else:
            size += freed
            runs += is_run_file_name(path.name)
    if failed is not None:
        reason = failed.strerror or type(failed).__name__
        raise OSError(f"{FOLDER}: not everything can be removed ({reason})") from failed
    return TrashContents(runs, size)


def _files_of_trash(folder: Path | str) -> list[Path]:
    """Return the runs in the trash, and what SQLite left beside them."""
    return [
        path
        for path in entries_in(Path(folder) / FOLDER, at_most=MOST_FILES)
        if not is_folder(path) and has_ending(path.name, RUN_SUFFIX, *_ENDINGS)
    ]


def throw_away(path: Path | str) -> ThrownAway:
    """Move a run, whole or damaged, to the folder ``trash`` beside it.

    Raises
    ------
    OSError
        If it is not there, is open in another window, or cannot be moved; it stays then.
    """
    path = Path(path).absolute()
    if is_folder(path) or not is_taken(path):
        raise OSError(f"{short_name(path)}: expected a run, received a folder or nothing")
    _fold_companions(path)
    folder = path.parent / FOLDER
    folder.mkdir(exist_ok=True)
    trashed = free_path(folder / path.name)
    _move(path, trashed)
    return ThrownAway(path, trashed)


def fetch_back(thrown: ThrownAway) -> Path:
    """Move a run from the trash to where it was; return where that is.

    If there is another file of its name by now, it gets a number.

    Raises
    ------
    OSError
        If it cannot be moved.
    """
    if not is_taken(thrown.trashed):
        raise OSError(f"{short_name(thrown.path)}: it is not in the trash any more")
    path = free_path(thrown.path)
    _move(thrown.trashed, path)
    return path


def _fold_companions(path: Path) -> None:
    """Make a single file of a run that a crash left open."""
    if not has_companion(path, *COMPANIONS):
        return
    try:
        file = DocumentFile(path, checks_pages=False)
        try:
            file.begin_writing()
        finally:
            file.close()
    except LoadError as error:
        if "another window" in str(error):
            raise OSError(str(error)) from None
        return  # damaged beyond repair: its companions go with it
    remove_shared_memory(path)


def _move(source: Path, target: Path) -> None:
    try:
        source.rename(target)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise OSError(f"{short_name(source)}: cannot be moved ({reason})") from error
    for suffix in COMPANIONS:
        with suppress(OSError):
            source.with_name(source.name + suffix).rename(
                target.with_name(target.name + suffix)
            )
