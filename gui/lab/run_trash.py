"""Runs on their way to the trash, back, or out of the world."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gui.background.job_queue import JobQueue

if TYPE_CHECKING:  # SQLite is loaded when the first run is read, not when the window opens
    from core.documents.trash import ThrownAway, TrashContents
    from gui.lab.run_row import RunRow


class RunTrash(QObject):
    """Throws runs away on a thread, and knows how to take the last time back.

    Parameters
    ----------
    jobs : JobQueue
        Works one after the other, so that nothing is read half-way.

    Attributes
    ----------
    taken_off : list of Path
        Runs from elsewhere that were only taken off the list the last time.

    Signals
    -------
    thrown_away(str), emptied(str)
        In a sentence; only the former can be undone.
    fetched_back()
    failed(str)
    """

    thrown_away = Signal(str)
    emptied = Signal(str)
    fetched_back = Signal()
    failed = Signal(str)

    def __init__(self, jobs: JobQueue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.taken_off: list[Path] = []
        self._thrown: list[ThrownAway] = []
        self._jobs = jobs

    def throw_away(self, rows: Sequence[RunRow]) -> None:
        """Move runs of the folder to its trash; note which others only go off the list."""
        names = [row.name for row in rows]
        here = [row.path for row in rows if row.is_here]
        off = [row.path for row in rows if not row.is_here]

        def discard(**_: object) -> tuple[list[ThrownAway], list[Path], list[str]]:
            from gui.lab.run_work import discard

            return discard(here), off, names

        self._jobs.add(discard, self._on_thrown, self.failed.emit)

    def fetch_back(self) -> None:
        """Undo the last `throw_away`."""
        thrown, self._thrown, self.taken_off = self._thrown, [], []

        def restore(**_: object) -> list[Path]:
            from gui.lab.run_work import restore

            return restore(thrown)

        self._jobs.add(restore, self._on_restored, self.failed.emit)

    def empty(self, folder: Path) -> None:
        """Remove what is in the trash of a folder for good: no undo fetches it back."""
        self._thrown = []

        def empty(**_: object) -> TrashContents:
            from gui.lab.run_work import empty_the_trash

            return empty_the_trash(folder)

        self._jobs.add(empty, self._on_emptied, self.failed.emit)

    def _on_thrown(self, found: tuple[list[ThrownAway], list[Path], list[str]]) -> None:
        self._thrown, self.taken_off, names = found
        what = f"“{names[0]}”" if len(names) == 1 else f"{len(names)} runs"
        if self._thrown:
            self.thrown_away.emit(f"Deleted {what}.")
        else:
            self.thrown_away.emit(f"Took {what} off the list; the file stays where it is.")

    def _on_restored(self, _paths: object) -> None:
        self.fetched_back.emit()

    def _on_emptied(self, removed: TrashContents) -> None:
        self.emptied.emit(f"The trash is empty: {removed.text} removed for good.")
