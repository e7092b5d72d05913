"""A run as one file."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from core.arrays import IntArray
from core.documents.batch_rows import BATCH_ROW, BatchRows
from core.documents.document_file import DocumentFile
from core.documents.event_codec import RareEvent
from core.documents.history_table import HistoryTable
from core.documents.labels import Labels
from core.documents.new_file import make_document
from core.documents.recipe import Recipe
from core.documents.run_summary import RunSummary, summary_of
from core.documents.run_table import RunTable
from core.documents.schema import migrate
from core.documents.snapshot_memory import Held
from core.documents.snapshot_table import (
    SnapshotTable,
    StoredSnapshot,
    drop_states,
    write_state,
)
from core.documents.state_codec import array_shapes
from core.documents.thinning import kept
from core.errors import LoadError
from core.formats.file_access import short_name
from core.training.session_state import SessionState

#: Bytes that all snapshots of a run may take.
BUDGET = 256 * 2**20


class RunDocument:
    """One run: what it was made from, what it said, and states to go back to.

    Opened for reading it changes nothing; `begin_writing` holds the file for a run that goes
    on.  While it is written, SQLite keeps a second file beside it, which `close` folds in.
    May be used from any thread.

    Parameters
    ----------
    path : Path or str

    Attributes
    ----------
    recipe : Recipe
    labels : Labels
    history : HistoryTable
    damaged : tuple of int
        Steps of snapshots that `latest` found to be damaged.

    Raises
    ------
    LoadError
        If the file is missing, foreign, damaged, too large, of a newer version, or held by
        another window.
    """

    def __init__(self, path: Path | str) -> None:
        self._file = DocumentFile(path)
        try:
            self._run = RunTable(self._file)
            self.recipe = self._run.recipe
            self._snapshots = SnapshotTable(self._file, array_shapes(self.recipe.experiment))
            if not len(self._snapshots.steps()):
                raise LoadError(f"{short_name(self.path)}: there is no snapshot to go on from")
        except BaseException:
            self._file.close()
            raise
        self.history = HistoryTable(self._file)
        self.damaged: tuple[int, ...] = ()

    @classmethod
    def create(
        cls,
        path: Path | str,
        recipe: Recipe,
        state: SessionState,
        *,
        labels: Labels | None = None,
        replace: bool = False,
    ) -> RunDocument:
        """Make a document of a run that begins at `state`, and open it.

        Raises
        ------
        OSError
            If it cannot be written, or there is such a file and `replace` is not given.
        """
        path = Path(path).absolute()
        labels = labels or Labels(recipe.experiment.name[:200].strip() or "run")

        def fill(connection: sqlite3.Connection) -> None:
            connection.execute("BEGIN EXCLUSIVE")
            migrate(connection, 0)
            RunTable.write(connection, recipe, labels)
            write_state(connection, state, pinned=True)
            connection.execute("COMMIT")

        make_document(path, fill, replace=replace)
        return cls(path)

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._file.path

    @property
    def labels(self) -> Labels:
        """Name, notes and tags."""
        return self._run.labels

    @property
    def is_writing(self) -> bool:
        """Whether the file is held for writing."""
        return self._file.is_writing

    @property
    def is_at_its_place(self) -> bool:
        """Whether the file was not deleted, moved or replaced since it was opened."""
        return self._file.is_at_its_place

    def begin_writing(self) -> None:
        """Hold the file for a run that goes on.

        Raises
        ------
        OSError
            If it cannot be written; it can still be read.
        """
        self._file.begin_writing()

    def end_writing(self) -> None:
        """Give the file free, as one single file, and read on.

        Raises
        ------
        LoadError
            If it can no longer be read.
        """
        self._file.end_writing()

    def relabel(self, labels: Labels) -> None:
        """Write another name, notes or tags.

        Raises
        ------
        OSError
            If they cannot be written.
        """
        was_writing = self.is_writing
        self._file.begin_writing()
        with self._file.transaction() as connection:
            RunTable.write(connection, self.recipe, labels)
        self._run.labels = labels
        if not was_writing:
            self._file.end_writing()

    def summary(self) -> RunSummary:
        """Return what a list of runs shows of this one, as last saved.

        Raises
        ------
        LoadError
            If what it is made from is damaged.
        """
        return summary_of(self._file)

    def contents(self) -> list[StoredSnapshot]:
        """Return which snapshots there are, in the order of their steps."""
        return self._snapshots.contents()

    def stored_steps(self) -> IntArray:
        """Return the steps there are snapshots of, rising."""
        return self._snapshots.steps()

    def read(self, step: int) -> SessionState:
        """Return the snapshot of `step`.

        Raises
        ------
        LoadError
            If there is none, or it is damaged.
        """
        return self._snapshots.read(step)

    def state_before(self, step: int) -> SessionState | None:
        """Return the last undamaged snapshot that is not after `step`, if there is one."""
        for stored in self.stored_steps()[::-1].tolist():
            if stored <= step:
                try:
                    return self._snapshots.read(stored)
                except LoadError:
                    self.damaged = tuple({*self.damaged, stored})
        return None

    def latest(self) -> SessionState:
        """Return the last undamaged snapshot; `damaged` names those that are not.

        Raises
        ------
        LoadError
            If all are damaged.
        """
        state = self.state_before(2**60)
        if state is None:
            raise LoadError(f"{short_name(self.path)}: every snapshot of this run is damaged")
        return state

    def save(
        self,
        states: Sequence[Held] = (),
        rows: BatchRows | None = None,
        events: Sequence[RareEvent] = (),
        *,
        rewind_to: int | None = None,
        spacing: int = 1,
        budget: int = BUDGET,
    ) -> None:
        """Write what happened since the last save: all of it, or nothing.

        Parameters
        ----------
        states : sequence of Held
            In the order of their steps.  Of these and those written before, all go that leave
            no gap of more than `spacing` steps, then those that do not fit the budget.
        rows, events
            What was said since.
        rewind_to : int, optional
            Forget everything after this step first.
        spacing : int
        budget : int
            Bytes for all snapshots.

        Raises
        ------
        OSError
            If it cannot be written; the document is as it was.
        """
        with self._file.transaction() as connection:
            if rewind_to is not None:
                self.history.rewind(connection, rewind_to)
                late = self.stored_steps()
                drop_states(connection, late[late > rewind_to].tolist())
            self.history.append(
                connection, np.empty(0, BATCH_ROW) if rows is None else rows, events
            )
            before = self.contents()
            new = {held.state.step: held for held in states}
            stays = _kept_steps(before, list(new.values()), spacing, budget)
            drop_states(connection, [s.step for s in before if s.step not in stays])
            for step in stays & new.keys():
                write_state(connection, new[step].state, pinned=new[step].is_pinned)

    def copy_to(
        self, path: Path | str, *, as_twin: bool = False, replace: bool = False
    ) -> RunDocument:
        """Write the whole document to another place, and open that.

        Parameters
        ----------
        path : Path or str
        as_twin : bool
            Whether the copy is another run (a duplicate) or the same.
        replace : bool

        Raises
        ------
        OSError
            If it cannot be written, or there is such a file and `replace` is not given.
        """

        def fill(connection: sqlite3.Connection) -> None:
            self._file.copy_into(connection)
            if as_twin:
                RunTable.write(connection, self.recipe.twin(), self.labels)

        path = Path(path).absolute()
        make_document(path, fill, replace=replace)
        return RunDocument(path)

    def close(self) -> None:
        """Give the file free; what was saved is in it, and nothing is left beside it."""
        self._file.close()


def _kept_steps(
    before: Sequence[StoredSnapshot], new: Sequence[Held], spacing: int, budget: int
) -> set[int]:
    """Return the steps of those snapshots that stay or become part of a document."""
    listed = {snapshot.step: snapshot for snapshot in before}
    for state, is_pinned in new:
        listed[state.step] = StoredSnapshot(state.step, is_pinned, state.size)
    rows = np.array([listed[step] for step in sorted(listed)], np.int64)  # (S, 3)
    steps, pinned, sizes = rows.T
    return set(kept(steps, sizes, pinned > 0, spacing=spacing, budget=budget).tolist())
