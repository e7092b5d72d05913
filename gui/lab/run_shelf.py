"""The runs there are, and what is done to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.curves.history import RunHistory
from gui.background.job_queue import JobQueue
from gui.lab.folder_watch import FolderWatch
from gui.lab.run_trash import RunTrash
from gui.lab.ticked_runs import TickedRuns

if TYPE_CHECKING:  # SQLite is loaded when the first run is read, not when the window opens
    from core.documents.labels import Labels
    from core.documents.run_document import RunDocument
    from core.documents.trash import TrashContents
    from gui.lab.run_listing import RunListing
    from gui.lab.run_row import RunRow

#: A run that is saved changes its folder more than once.
LOOK_MS = 250


class RunShelf(QObject):
    """Knows every run of a folder and those opened from elsewhere; works on a thread.

    Parameters
    ----------
    folder : Path or None
        It need not exist.

    Attributes
    ----------
    rows : tuple of RunRow
        As last read.
    trouble : str
        What could not be read then, in one line.
    trash : TrashContents or None
        Of the folder; None before it was read.
    ticked, jobs : TickedRuns, JobQueue

    Signals
    -------
    changed()
        There are other rows.
    looked()
        The list was read, and is perhaps as it was.
    opened()
        Another run is shown, or it is written to another document.
    history_read(Path, RunHistory)
    copied(Path)
        A duplicate was made.
    thrown_away(str)
        In a sentence; `fetch_back` undoes it.
    trash_emptied(str)
        In a sentence; nothing undoes it.
    fetched_back()
    failed(str)
        Something could not be done; one sentence.
    """

    changed = Signal()
    looked = Signal()
    opened = Signal()
    history_read = Signal(object, object)
    copied = Signal(object)
    thrown_away = Signal(str)
    trash_emptied = Signal(str)
    fetched_back = Signal()
    failed = Signal(str)

    def __init__(self, folder: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[RunRow, ...] = ()
        self._rows_by_path: dict[Path, RunRow] = {}
        self.trouble = ""
        self.trash: TrashContents | None = None
        self.ticked = TickedRuns(self)
        self._folder = None if folder is None else Path(folder).absolute()
        self._others: list[Path] = []
        self._live: tuple[RunDocument, ...] = ()
        self._open_path: Path | None = None
        self.jobs = JobQueue("runs", self)
        self._bin = RunTrash(self.jobs, self)
        self._bin.thrown_away.connect(self._on_thrown)
        self._bin.fetched_back.connect(self._on_restored)
        self._bin.emptied.connect(self._on_emptied)
        self._bin.failed.connect(self._on_failed)
        self._watch = FolderWatch(self)
        self._watch.changed.connect(self.look_soon)
        self._has_looked = self._wants_look = False
        self._timer = QTimer(self, singleShot=True, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)

    @property
    def folder(self) -> Path | None:
        """The runs folder."""
        return self._folder

    @property
    def open_path(self) -> Path | None:
        """The run that every panel shows, if it is in a file."""
        return self._open_path

    @property
    def open_document(self) -> RunDocument | None:
        """Its document, if this program is writing it."""
        return self._live[0] if self._live else None

    def live_at(self, path: Path) -> RunDocument | None:
        """Return the document of a file that this program is writing, if it is."""
        return next((document for document in self._live if document.path == path), None)

    @property
    def is_busy(self) -> bool:
        """Whether something is under way."""
        return self.jobs.is_busy

    def row(self, path: Path) -> RunRow | None:
        """Return the row of a file, if there is one."""
        return self._rows_by_path.get(path)

    def use_folder(self, folder: Path | None) -> None:
        """List the runs of another folder."""
        self._folder = None if folder is None else Path(folder).absolute()
        self.look()

    def add(self, path: Path) -> None:
        """List a run that was opened from elsewhere, too."""
        path = Path(path).absolute()
        if path not in self._others:
            self._others.append(path)
            self.look_soon()

    def set_open_run(self, path: Path | None, *live: RunDocument | None) -> None:
        """Say which run every panel shows, and what this program is writing: it, and its twins.

        These files cannot be read otherwise then.
        """
        self._live = tuple(one for one in live if one is not None)
        self._open_path = None if path is None else Path(path).absolute()
        self.opened.emit()

    @Slot()
    def look_soon(self) -> None:
        """Read the list again in a moment, if it was read before; many wishes become one."""
        if self._has_looked:
            self._timer.start()

    @Slot()
    def look(self) -> None:
        """Read the list now."""
        self._timer.stop()
        if not self._wants_look:  # else that look is still to come
            self._has_looked = self._wants_look = True
            self.jobs.add(self._read_rows, self._on_rows, self._on_look_failed)

    def read_history(self, path: Path) -> None:
        """Read the curves of a run; `history_read` hands them over."""

        def read(**_: object) -> tuple[Path, RunHistory]:
            from gui.lab.run_work import read_history

            return path, read_history(path, self.live_at(path))

        self.jobs.add(read, self._on_history, self._on_failed)

    def rename(self, path: Path, name: str) -> None:
        """Call a run something else; its file keeps its name."""
        self._relabel(path, lambda labels: labels.renamed(name.strip()))

    def set_tags(self, path: Path, tags: Sequence[str]) -> None:
        """Give a run other tags."""
        self._relabel(path, lambda labels: replace(labels, tags=tuple(tags)))

    def duplicate(self, path: Path) -> None:
        """Make a run of its own that is the same as this one."""

        def copy(**_: object) -> Path:
            from gui.lab.run_work import duplicate

            return duplicate(path, self._folder, self.live_at(path))

        self.jobs.add(copy, self._on_copied, self._on_failed)

    def throw_away(self, paths: Sequence[Path]) -> None:
        """Move runs of the folder to the trash; take those from elsewhere off the list."""
        listed = [row for row in self.rows if row.path in paths]
        held = {self._open_path, *(document.path for document in self._live)}
        if any(row.path in held for row in listed):
            self.failed.emit("The run that is open cannot be deleted: open another one first.")
            return
        if listed:
            self._bin.throw_away(listed)

    @Slot()
    def empty_trash(self) -> None:
        """Remove for good what is in the trash of the folder."""
        if self._folder is not None:
            self._bin.empty(self._folder)

    @Slot()
    def fetch_back(self) -> None:
        """Undo the last `throw_away`."""
        self._others.extend(self._bin.taken_off)
        self._bin.fetch_back()

    def shut_down(self) -> None:
        """End the thread."""
        self._timer.stop()
        self.jobs.shut_down()

    def _relabel(self, path: Path, change: Callable[[Labels], Labels]) -> None:
        def write(**_: object) -> None:
            from gui.lab.run_work import relabel

            relabel(path, change, self.live_at(path))

        self.jobs.add(write, self._on_relabelled, self._on_failed)

    def _read_rows(self, *, cancelled: Callable[[], bool], **_: object) -> RunListing:
        from gui.lab.run_work import read_rows

        self._wants_look = False  # what changes from here on needs another look
        known = dict(self._rows_by_path)
        return read_rows(self._folder, tuple(self._others), known, self._live, cancelled)

    @Slot(object)
    def _on_rows(self, listing: RunListing) -> None:
        self._watch.use(self._folder)
        news = tuple(listing.rows), listing.trouble, listing.trash
        if news != (self.rows, self.trouble, self.trash):
            self.rows, self.trouble, self.trash = news
            self._rows_by_path = {row.path: row for row in self.rows}
            self.changed.emit()
        self.looked.emit()

    def _on_look_failed(self, text: str) -> None:
        self._wants_look = False
        if text:
            self.failed.emit(text)

    def _on_history(self, found: tuple[Path, RunHistory]) -> None:
        self.history_read.emit(*found)

    def _on_copied(self, path: Path) -> None:
        self.copied.emit(path)
        self.look()

    def _on_relabelled(self, _nothing: object) -> None:
        self.look()

    @Slot(str)
    def _on_thrown(self, text: str) -> None:
        self._others = [path for path in self._others if path not in self._bin.taken_off]
        self.thrown_away.emit(text)
        self.look()

    @Slot(str)
    def _on_emptied(self, text: str) -> None:
        self.trash_emptied.emit(text)
        self.look()

    @Slot()
    def _on_restored(self) -> None:
        self.fetched_back.emit()
        self.look()

    @Slot(str)
    def _on_failed(self, text: str) -> None:
        if text:
            self.failed.emit(text)
        self.look()
