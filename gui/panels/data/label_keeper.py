"""The labels that the user corrected, kept in a file beside the data."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core.data_description import DataDescription
from core.datasets.dataset import Dataset
from core.datasets.label_changes import LabelChange, LabelChanges, Row
from core.datasets.label_file import labels_apart, named_labels, write_changes
from core.errors import LoadError
from gui.background.job_queue import JobQueue
from gui.panels.data.label_place import LabelPlace, find_labels

ELSEWHERE = "This image is not of the source: open what it comes from to correct its label."


class LabelKeeper(QObject):
    """Reads and writes corrected labels on a thread of its own; the data stays as it is.

    Parameters
    ----------
    folder : callable
        Returns where lists are kept that cannot lie beside their data; None if nowhere.

    Signals
    -------
    changed()
        Other labels are corrected, or it is known now which are.
    failed(str)
        The list could not be read or written; one sentence.
    """

    changed = Signal()
    failed = Signal(str)

    def __init__(
        self, folder: Callable[[], Path | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._dataset: Dataset | None = None
        self._place: LabelPlace | None = None
        self._changes: LabelChanges | None = None
        self._unsaved: tuple[Path, LabelChanges] | None = None
        self._jobs = JobQueue("corrected labels", self)

    @property
    def is_ready(self) -> bool:
        """Whether it is known what was corrected before, so that more can be."""
        return self._changes is not None

    @property
    def path(self) -> Path | None:
        """Where the list lies."""
        return None if self._place is None else self._place.path

    @property
    def corrected(self) -> int:
        """How many images are called something else than the source says."""
        return 0 if self._changes is None else len(self._changes.corrected())

    @property
    def is_used(self) -> bool:
        """Whether the data in use has all of these labels."""
        if self._changes is None or self._place is None:
            return True
        used = self._changes.first(self._place.used)
        return used.corrected() == self._changes.corrected()

    @property
    def may_undo(self) -> bool:
        """Whether a change is there that was not undone."""
        return bool(self._standing())

    def follow(self, data: str | DataDescription, dataset: Dataset | None) -> None:
        """Hold the corrections of a data set; they are read once it is known which it is."""
        if dataset is self._dataset:
            return
        self._dataset = dataset
        self._place = self._changes = None
        self.changed.emit()
        if dataset is not None:
            job = partial(find_labels, data, dataset, self._folder())
            self._jobs.add(job, self._on_found, self._on_failed)

    def label(self, row: Row | None, read: int) -> int:
        """Return what an image is called now, of which `read` is its label in the data."""
        changes = () if self._changes is None else self._changes.changes
        return next((one.after for one in reversed(changes) if one.row == row), read)

    def change(self, row: Row | None, before: int, after: int) -> None:
        """Call an image of the source something else."""
        if row is None:
            self.failed.emit(ELSEWHERE)
        elif self._changes is not None and before != after:
            self._take(self._changes.with_change(LabelChange(*row, before, after)))

    def undo(self) -> Row | None:
        """Take the last change back that stands; return which image it was of."""
        standing = self._standing()
        if self._changes is None or not standing:
            return None
        last = standing[-1]
        self._take(self._changes.with_change(last.turned_back))
        return last.row

    def data_with_all(self, data: str | DataDescription) -> str | DataDescription:
        """Return what the data is called that has all of these labels."""
        labels = None
        if self._changes is not None and self.path is not None and self.corrected:
            labels = named_labels(self.path, self._changes)
        return replace(labels_apart(DataDescription.of(data)), labels=labels).simplest

    def shut_down(self) -> bool:
        """Write what is to be written; return whether the thread ended in time."""
        has_ended = self._jobs.shut_down()
        if has_ended and self._unsaved is not None:
            with suppress(OSError, LoadError):  # a window that closes can say nothing
                write_changes(*self._unsaved)
        return has_ended

    def _standing(self) -> list[LabelChange]:
        """Return the changes that were not undone, in their order."""
        standing: list[LabelChange] = []
        for change in () if self._changes is None else self._changes.changes:
            if standing and standing[-1].turned_back == change:
                standing.pop()
            else:
                standing.append(change)
        return standing

    def _take(self, changes: LabelChanges) -> None:
        self._changes = changes
        self.changed.emit()
        if self.path is not None:
            self._unsaved = self.path, changes
            self._jobs.add(partial(_write, *self._unsaved), self._on_written, self._on_failed)

    def _on_written(self, changes: LabelChanges) -> None:
        if self._unsaved is not None and self._unsaved[1] is changes:
            self._unsaved = None

    def _on_found(self, found: tuple[Dataset, LabelPlace]) -> None:
        dataset, place = found
        if dataset is not self._dataset:
            return
        self._place, self._changes = place, place.changes
        self.changed.emit()
        if place.trouble:
            self.failed.emit(place.trouble)

    def _on_failed(self, text: str) -> None:
        if text:
            self.failed.emit(text)


def _write(path: Path, changes: LabelChanges, **_: object) -> LabelChanges:
    write_changes(path, changes)
    return changes
