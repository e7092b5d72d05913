"""What was left behind last time: by a crash, or by leaving."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from core.errors import LoadError
from core.formats.path_facts import is_file
from core.sentence import sentence

#: Letters of a run's name that a sentence has room for.
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class LostRun:
    """What is said to the user about it.

    Attributes
    ----------
    sentence : str
    path : Path or None
        The run that can be opened, if one can.
    """

    sentence: str
    path: Path | None = None


def find_lost_run(
    folder: Path,
    *,
    progress: Callable[[float, str], object],
    cancelled: Callable[[], bool],
) -> LostRun | None:
    """Tidy `folder` up, and return the run that was interrupted last, if one was."""
    # brings sqlite3, which the start does not need
    from core.documents.recovery import recover_folder
    from core.documents.run_document import RunDocument

    written = _written(folder)  # before recovering writes to them
    found = recover_folder(folder)
    troubles = [text for path, text in found.damaged.items() if is_file(path)]
    newest_first = sorted(
        found.interrupted, key=lambda path: written.get(path.name, 0.0), reverse=True
    )
    for path in newest_first:
        try:
            document = RunDocument(path)
            try:
                step, name = document.latest().step, document.labels.name
            finally:
                document.close()
        except LoadError as error:
            if is_file(path):  # what went away meanwhile is no trouble
                troubles.append(str(error))
            continue
        others = len(found.interrupted) - 1
        rest = f" {others} more are in {folder.name}." if others else ""
        name = sentence(name, LONGEST_NAME)
        return LostRun(
            f"The run {name} was not closed properly: recovered up to step {step:,}.{rest}",
            path,
        )
    return LostRun(f"A run cannot be recovered. {troubles[0]}"[:300]) if troubles else None


def _written(folder: Path) -> dict[str, float]:
    """Return when each run in `folder` was last written, by the name of its file.

    The newest steps are in the file beside it that SQLite calls the write-ahead log.
    """
    written: dict[str, float] = {}
    with suppress(OSError):
        for path in folder.iterdir():
            name = path.name.removesuffix("-wal")
            with suppress(OSError):
                written[name] = max(written.get(name, 0.0), path.stat().st_mtime)
    return written


def find_last_run(
    paths: Sequence[Path],
    *,
    progress: Callable[[float, str], object],
    cancelled: Callable[[], bool],
) -> LostRun | None:
    """Return the first of `paths` that still is a run with steps, if one is."""
    from core.documents.run_document import RunDocument

    for path in paths:
        if not is_file(path):
            continue
        try:
            document = RunDocument(path)
            try:
                step, name = document.latest().step, document.labels.name
            finally:
                document.close()
        except LoadError:
            continue
        if step:
            name = sentence(name, LONGEST_NAME)
            return LostRun(f"Your last run, {name}, stands at step {step:,}.", path)
    return None
