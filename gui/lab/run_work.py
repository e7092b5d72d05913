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
from core.documents.run_document import RunDocument
from core.documents.run_file_name import RUN_SUFFIX
from core.documents.run_summary import read_summary
from core.documents.trash import ThrownAway, fetch_back, throw_away
from core.errors import Cancelled, LoadError, SpecError
from gui.lab.run_row import RunRow

#: Files beyond this are not listed: the list would be too long to use.
MAX_RUNS = 2000


def read_rows(
    folder: Path | None,
    others: Sequence[Path],
    known: Mapping[Path, RunRow],
    live: RunDocument | None,
    cancelled: Callable[[], bool],
) -> list[RunRow]:
    """Return a row for every run; files that did not change are not read again.

    Parameters
    ----------
    folder : Path or None
        The runs folder; it need not exist.
    others : sequence of Path
        Runs that were opened from elsewhere.
    known : mapping of Path to RunRow
        What was read before.
    live : RunDocument or None
        The document this program is writing; its file cannot be read otherwise meanwhile.
    cancelled : callable
    """
    here = _files_in(folder)
    rows = []
    for path in [*here, *(path for path in others if path not in here)]:
        if cancelled():
            raise Cancelled("the list of runs is no longer wanted")
        stamp = _stamp(path)
        before = known.get(path)
        is_live = live is not None and live.path == path
        is_known = before is not None and before.summary is not None and not is_live
        if before is not None and is_known and before.stamp == stamp != (0, 0):
            rows.append(replace(before, is_here=path in here))
        else:
            rows.append(_read_row(path, path in here, stamp, live if is_live else None))
    return rows


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
    stem = path.stem
    number = 1
    free = path.with_name(f"{stem} copy{path.suffix}")
    while free.exists():
        number += 1
        free = path.with_name(f"{stem} copy {number}{path.suffix}")
    return free


def _files_in(folder: Path | None) -> list[Path]:
    if folder is None:
        return []
    try:
        return sorted(folder.absolute().glob(f"*{RUN_SUFFIX}"))[:MAX_RUNS]
    except OSError:  # a folder that may not be read
        return []


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return 0, 0
    wal = path.with_name(f"{path.name}-wal")  # holds what was written last after a crash
    size = wal.stat().st_size if wal.exists() else 0
    return found.st_mtime_ns, found.st_size + size


def _read_row(
    path: Path, is_here: bool, stamp: tuple[int, int], live: RunDocument | None
) -> RunRow:
    try:
        summary = read_summary(path) if live is None else live.summary()
    except LoadError as error:
        text = str(error).removeprefix(f"{path.name}: ")
        return RunRow(path, None, text[:1].upper() + text[1:], is_here, stamp)
    return RunRow(path, summary, "", is_here, stamp)
