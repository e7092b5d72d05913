"""What is done to run documents, off the main thread.

Imported where it is used: it loads SQLite, which the window's start does without.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from core.curves.history import RunHistory
from core.documents.labels import MAX_NAME, Labels
from core.documents.names_apart import names_apart
from core.documents.recipe_differences import recipe_settings
from core.documents.run_document import RunDocument
from core.documents.run_summary import read_summary
from core.documents.trash import (
    ThrownAway,
    TrashContents,
    empty_trash,
    fetch_back,
    throw_away,
    trash_of,
)
from core.errors import Cancelled, LoadError, SpecError
from core.formats.file_name import free_path
from core.sentence import sentence
from gui.lab.run_listing import RunListing
from gui.lab.run_row import RunRow
from gui.lab.runs_in_folder import MAX_RUNS, RunsInFolder, runs_in_folder

#: What is wrong with a file only for a while, though it does not change: it is read again.
_PASSING = ("another window", "cannot be", "does not answer")


def read_rows(
    folder: Path | None,
    others: Sequence[Path],
    known: Mapping[Path, RunRow],
    live: Sequence[RunDocument],
    cancelled: Callable[[], bool],
) -> RunListing:
    """Return a row for every run; files that did not change are not read again.

    Parameters
    ----------
    folder : Path or None
        The runs folder; it need not exist.
    others : sequence of Path
        Runs that were opened from elsewhere.
    known : mapping of Path to RunRow
        What was read before.
    live : sequence of RunDocument
        What this program is writing; these files cannot be read otherwise meanwhile.
    cancelled : callable
    """
    was_there = any(row.is_here and row.path.parent == folder for row in known.values())
    found = runs_in_folder(folder, was_there=was_there)
    here = frozenset(found.paths)
    rows = []
    for path in [*found.paths, *(path for path in others if path not in here)]:
        if cancelled():
            raise Cancelled("the list of runs is no longer wanted")
        stamp = _stamp(path)
        before = known.get(path)
        written = next((document for document in live if document.path == path), None)
        is_known = before is not None and written is None and not _may_pass(before.trouble)
        if before is None or not is_known or before.stamp != stamp or stamp == (0, 0):
            rows.append(_read_row(path, path in here, stamp, written))
        elif before.is_here == (path in here):
            rows.append(before)
        else:
            rows.append(replace(before, is_here=path in here))
    rows = _set_apart(rows)
    trash = None if folder is None else trash_of(folder)
    return RunListing(rows, _trouble(found, rows), trash)


def _set_apart(rows: Sequence[RunRow]) -> list[RunRow]:
    """Return `rows`, called so that no two have the same name; the same objects if they do."""
    readable = [row for row in rows if row.summary is not None]
    names = names_apart([row.summary for row in readable if row.summary is not None])
    apart = dict(zip((row.path for row in readable), names, strict=True))
    named = []
    for row in rows:
        is_plain = row.summary is None or apart[row.path] == row.summary.labels.name
        name = "" if is_plain else apart[row.path]
        named.append(row if name == row.list_name else replace(row, list_name=name))
    return named


def empty_the_trash(folder: Path) -> TrashContents:
    """Remove what is in the trash of a folder for good; return what that was.

    Raises
    ------
    LoadError
        If something stays.
    """
    try:
        return empty_trash(folder)
    except OSError as error:
        raise LoadError(str(error)) from None


def read_history(path: Path, live: RunDocument | None) -> RunHistory:
    """Return the curves of a run."""
    if live is not None and live.path == path:
        return live.history.history()
    with closing(RunDocument(path)) as document:
        return document.history.history()


def relabel(path: Path, change: Callable[[Labels], Labels], live: RunDocument | None) -> None:
    """Write other labels on a run.

    Raises
    ------
    LoadError
        If they make no sense, or cannot be written.
    """
    try:
        if live is not None and live.path == path:
            live.relabel(change(live.labels))
            return
        with closing(RunDocument(path)) as document:
            document.relabel(change(document.labels))
    except (OSError, SpecError) as error:
        raise LoadError(str(error)) from None


def duplicate(path: Path, folder: Path | None, live: RunDocument | None) -> Path:
    """Copy a run, as a run of its own, into the runs folder; return where it is.

    Raises
    ------
    LoadError
        If it cannot be read or written.
    """
    target = free_copy_name(path if folder is None else folder / path.name)
    try:
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
        if live is not None and live.path == path:
            copy = live.copy_to(target, as_twin=True)
        else:
            with closing(RunDocument(path)) as document:
                copy = document.copy_to(target, as_twin=True)
        with closing(copy):
            name = f"{copy.labels.name[: MAX_NAME - 5]} copy"
            copy.relabel(copy.labels.renamed(name))
    except OSError as error:
        raise LoadError(str(error)) from None
    return target


def discard(paths: Sequence[Path]) -> list[ThrownAway]:
    """Move runs to the trash: all of them, or none.

    Raises
    ------
    LoadError
        If one cannot be moved; the others are back at their places then.
    """
    thrown: list[ThrownAway] = []
    try:
        for path in paths:
            thrown.append(throw_away(path))
    except OSError as error:
        for one in thrown:
            fetch_back(one)
        raise LoadError(str(error)) from None
    return thrown


def restore(thrown: Sequence[ThrownAway]) -> list[Path]:
    """Fetch runs back from the trash.

    Raises
    ------
    LoadError
        If one cannot be fetched.
    """
    try:
        return [fetch_back(one) for one in thrown]
    except OSError as error:
        raise LoadError(str(error)) from None


def free_copy_name(path: Path) -> Path:
    """Return a free name for a copy: ``run copy.glassbox``, or with a number behind it."""
    return free_path(path.with_name(f"{path.stem} copy{path.suffix}"))


def _may_pass(trouble: str) -> bool:
    return any(words in trouble for words in _PASSING)


def _trouble(found: RunsInFolder, rows: Sequence[RunRow]) -> str:
    """Return in one line what could not be read, and what is not listed."""
    parts = [found.trouble]
    unread = sum(row.summary is None for row in rows)
    if unread:
        files = "1 file" if unread == 1 else f"{unread:,} of {len(rows):,} files"
        parts.append(f"{files} cannot be read as {'a run' if unread == 1 else 'runs'}.")
    if found.left_out:
        parts.append(
            f"{found.left_out:,} are not listed: only the {MAX_RUNS:,} that changed last."
        )
    return sentence(" ".join(part for part in parts if part))


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return 0, 0
    try:  # holds what was written last after a crash
        size = path.with_name(f"{path.name}-wal").stat().st_size
    except (OSError, ValueError):
        size = 0
    return found.st_mtime_ns, found.st_size + size


def _read_row(
    path: Path, is_here: bool, stamp: tuple[int, int], live: RunDocument | None
) -> RunRow:
    try:
        summary = read_summary(path) if live is None else live.summary()
    except LoadError as error:
        text = str(error).removeprefix(f"{path.name}: ")
        return RunRow(path, None, text[:1].upper() + text[1:], is_here, stamp)
    recipe_settings(summary.recipe)  # remembered, so that the main thread need not work it out
    return RunRow(path, summary, "", is_here, stamp)
