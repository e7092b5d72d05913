"""The images that the user marked, kept in a file for each data set."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core.datasets.dataset import Dataset
from core.errors import LoadError
from core.evaluation.marked_images import (
    Mark,
    MarkedImages,
    marks_file,
    read_marks,
    write_marks,
)
from gui.background.job_queue import JobQueue


class MarkKeeper(QObject):
    """Reads and writes marks on a thread of its own.

    Parameters
    ----------
    folder : callable
        Returns where runs are kept; None if nowhere, and marks last until the window closes.

    Signals
    -------
    changed()
        Other images are marked.
    failed(str)
        Marks could not be read or written; one sentence.
    """

    changed = Signal()
    failed = Signal(str)

    def __init__(
        self, folder: Callable[[], Path | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._dataset: Dataset | None = None
        self._path: Path | None = None
        self._is_read = False
        self._marked = MarkedImages()
        self._unsaved: tuple[Path, MarkedImages] | None = None
        self._jobs = JobQueue("marks", self)

    @property
    def marked(self) -> MarkedImages:
        """What is marked of the data in use."""
        return self._marked

    def follow(self, dataset: Dataset | None) -> None:
        """Hold the marks of a data set; they are read once it is known which it is."""
        if dataset is self._dataset:
            return
        self._dataset, self._path = dataset, None
        self._marked, self._is_read = MarkedImages(), False
        self.changed.emit()
        folder = self._folder()
        if dataset is not None and folder is not None:
            self._jobs.add(partial(_read, dataset, folder), self._on_read, self._on_failed)

    def toggle(self, mark: Mark) -> None:
        """Mark an image, or take its mark away; what is marked is kept."""
        self._marked = self._marked.toggled(mark)
        self.changed.emit()
        self._write()

    def shut_down(self) -> bool:
        """Write what is to be written; return whether the thread ended in time."""
        has_ended = self._jobs.shut_down()
        if has_ended and self._unsaved is not None:
            with suppress(OSError):  # a window that closes can say nothing
                write_marks(*self._unsaved)
        return has_ended

    def _write(self) -> None:
        if self._path is not None and self._is_read:
            self._unsaved = self._path, self._marked
            job = partial(_write, *self._unsaved)
            self._jobs.add(job, self._on_written, self._on_failed)

    def _on_written(self, marked: MarkedImages) -> None:
        if self._unsaved is not None and self._unsaved[1] is marked:
            self._unsaved = None

    def _on_read(self, found: tuple[Dataset, Path, MarkedImages]) -> None:
        dataset, path, marked = found
        if dataset is not self._dataset:
            return
        early = self._marked.marks  # marked before the file was read
        self._path, self._is_read = path, True
        self._marked = MarkedImages(tuple(dict.fromkeys((*marked.marks, *early))))
        self.changed.emit()
        if early:
            self._write()

    def _on_failed(self, text: str) -> None:
        if text:
            self.failed.emit(text)


def _read(
    dataset: Dataset, folder: Path, *, cancelled: Callable[[], bool], **_: object
) -> tuple[Dataset, Path, MarkedImages]:
    from core.documents.dataset_digest import dataset_digest

    def check() -> None:
        if cancelled():
            raise LoadError("the marks are no longer wanted")

    path = marks_file(folder, dataset_digest(dataset, check))
    return dataset, path, read_marks(path)


def _write(path: Path, marked: MarkedImages, **_: object) -> MarkedImages:
    write_marks(path, marked)
    return marked
