"""A run as one file."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np

from core.datasets.loading_watch import IsCancelled
from core.documents.batch_rows import BATCH_ROW, BatchRows
from core.documents.document_changed import DocumentChanged
from core.documents.document_end import end_of
from core.documents.document_file import DocumentFile
from core.documents.document_thinning import kept_steps, lightened
from core.documents.drawing_table import DrawingTable
from core.documents.event_codec import RareEvent
from core.documents.history_table import HistoryTable
from core.documents.labels import Labels
from core.documents.new_file import make_document
from core.documents.recipe import Recipe
from core.documents.run_summary import RunSummary, summary_of
from core.documents.run_table import RunTable
from core.documents.run_title import recipe_title
from core.documents.schema import migrate
from core.documents.snapshot_memory import Held
from core.documents.snapshot_table import (
    SnapshotTable,
    drop_states,
    write_state,
)
from core.documents.state_codec import array_shapes
from core.documents.stored_states import StoredStates
from core.errors import LoadError
from core.formats.file_access import short_name
from core.training.session_state import SessionState

#: Bytes that all snapshots of a run may take.
BUDGET = 256 * 2**20


class RunDocument(StoredStates):
    """One run: what it was made from, what it said, and states to go back to.

    Opened for reading it changes nothing; `begin_writing` holds the file for a run that goes
    on.  While it is written, SQLite keeps a second file beside it, which `close` folds in.
    May be used from any thread.

    Parameters
    ----------
    path : Path or str
    cancelled : callable, optional
        Asked between two pieces, until `watch.settle` is called; ends with `Cancelled`.

    Attributes
    ----------
    recipe : Recipe
    labels : Labels
    history : HistoryTable
    drawings : DrawingTable
    watch : OpeningWatch

    Raises
    ------
    LoadError
        If the file is missing, foreign, damaged, too large, of a newer version, or held by
        another window.
    """

    def __init__(self, path: Path | str, *, cancelled: IsCancelled | None = None) -> None:
        self._file = DocumentFile(path, cancelled=cancelled)
        self.watch = self._file.watch
        try:
            self._run = RunTable(self._file)
            self.recipe = self._run.recipe
            super().__init__(
                SnapshotTable(self._file, array_shapes(self.recipe.experiment)), self._file.path
            )
            if not len(self.stored_steps()):
                raise LoadError(f"{short_name(self.path)}: there is no snapshot to resume from")
        except BaseException:
            self._file.close()
            raise
        self.history = HistoryTable(self._file)
        self.drawings = DrawingTable(self._file)
        self._known_end = end_of(self._file)

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
        labels = labels or Labels(recipe_title(recipe))

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
        """Whether the file was not deleted, moved or replaced since."""
        return self._file.is_at_its_place

    def begin_writing(self) -> None:
        """Hold the file for a run that goes on.

        Raises
        ------
        DocumentChanged
            If another program writes it, or went on with the run since this document was
            opened: what was read here then has to go on in a file of its own, see
            `branch_file`.
        OSError
            If it cannot be written; it can still be read.
        """
        was_writing = self.is_writing
        self._file.begin_writing()
        try:
            end = end_of(self._file)
        except LoadError as error:
            self._file.end_writing()
            raise OSError(str(error)) from None
        if not was_writing and end != self._known_end:
            self._file.end_writing()
            raise DocumentChanged(
                f"{short_name(self.path)}: this file holds other steps by now, up to "
                f"{end[0]:,}; {self._known_end[0]:,} were read"
            )

    def rest(self) -> None:
        """Bring everything into the one file and to the disk: see `DocumentFile.rest`."""
        self._file.rest()

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

    def save(
        self,
        states: Sequence[Held] = (),
        rows: BatchRows | None = None,
        events: Sequence[RareEvent] = (),
        *,
        spacing: int = 1,
        budget: int = BUDGET,
        is_forced: bool = False,
    ) -> int:
        """Write what happened since the last save: all of it, or nothing.

        Parameters
        ----------
        states : sequence of Held
            In the order of their steps.  Of these and those written before, all go that leave
            no gap of more than `spacing` steps, then those that do not fit the budget.
        rows, events
            What was said since.
        spacing : int
        budget : int
            Bytes for all snapshots.
        is_forced : bool
            Whether to wait until it is on the disk, so that not even a power cut takes it.

        Returns
        -------
        int
            Bytes of the states that were written.

        Raises
        ------
        OSError
            If it cannot be written; the document is as it was.
        """
        with self._file.transaction(is_forced=is_forced) as connection:
            self.history.append(
                connection, np.empty(0, BATCH_ROW) if rows is None else rows, events
            )
            before = self.contents()
            new = {held.state.step: held for held in lightened(states)}
            stays = kept_steps(before, list(new.values()), spacing, budget)
            drop_states(connection, {s.step for s in before} - (stays - new.keys()))
            written = [new[step] for step in sorted(stays & new.keys())]
            for held in written:
                write_state(connection, held.state, pinned=held.is_pinned)
        self._known_end = end_of(self._file)
        return sum(held.state.size for held in written)

    def last_step(self) -> int:
        """Return the last step there is anything of: see `end_of`."""
        return end_of(self._file)[0]

    def copy_into(self, connection: sqlite3.Connection) -> None:
        """Copy everything into another database: see `DocumentFile.copy_into`."""
        self._file.copy_into(connection)

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
        path = Path(path).absolute()
        make_document(path, partial(_fill_copy, self, as_twin), replace=replace)
        return RunDocument(path)

    def close(self) -> None:
        """Give the file free; what was saved is in it, and nothing is left beside it."""
        self._file.close()


def _fill_copy(source: RunDocument, as_twin: bool, connection: sqlite3.Connection) -> None:
    try:
        source.copy_into(connection)
    except LoadError as error:
        raise OSError(str(error)) from error
    if as_twin:
        RunTable.write(connection, source.recipe.twin(), source.labels)
