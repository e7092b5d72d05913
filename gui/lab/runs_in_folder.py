"""Which files of a folder are listed as runs."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from core.documents.run_file_name import is_run_file_name
from core.formats.file_access import short_name
from core.formats.path_facts import IMPOSSIBLE

#: Files beyond this are not listed: the list would be too long to use.
MAX_RUNS = 2000
#: Entries of a folder beyond this are not even looked at.
MAX_ENTRIES = 100_000


@dataclass(frozen=True, slots=True)
class RunsInFolder:
    """Files that call themselves runs.

    Attributes
    ----------
    paths : tuple of Path
        By name.
    left_out : int
        How many more there are.
    trouble : str
        Why the folder cannot be read, in a sentence; empty if it can, or is not there yet.
    """

    paths: tuple[Path, ...] = ()
    left_out: int = 0
    trouble: str = ""


def runs_in_folder(folder: Path | None, *, was_there: bool) -> RunsInFolder:
    """Return the runs of a folder; of too many the ones that were changed last.

    Parameters
    ----------
    folder : Path or None
        It need not exist.
    was_there : bool
        Whether there were runs in it before: then it is missed.
    """
    if folder is None:
        return RunsInFolder()
    found: list[Path] = []
    try:
        with os.scandir(folder) as entries:
            for number, entry in enumerate(entries):
                if number == MAX_ENTRIES:
                    break
                if is_run_file_name(entry.name):
                    found.append(Path(folder, entry.name))
    except FileNotFoundError:
        gone = f"The folder {short_name(folder)} is not there any more."
        return RunsInFolder(trouble=gone * was_there)
    except IMPOSSIBLE as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        return RunsInFolder(
            trouble=f"The folder {short_name(folder)} cannot be read ({reason})."
        )
    left_out = max(len(found) - MAX_RUNS, 0)
    if left_out:
        found = sorted(found, key=_changed_at, reverse=True)[:MAX_RUNS]
    return RunsInFolder(tuple(sorted(found)), left_out)


def _changed_at(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except IMPOSSIBLE:
        return 0
