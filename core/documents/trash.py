"""Throw runs away so that they can be fetched back."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from core.documents.document_file import DocumentFile
from core.documents.recovery import remove_shared_memory
from core.documents.sqlite_access import COMPANIONS, has_companion
from core.errors import LoadError
from core.formats.file_access import short_name
from core.formats.file_name import free_path
from core.formats.path_facts import is_folder, is_taken

FOLDER = "trash"


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
