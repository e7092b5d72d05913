"""Bring a set of data to this computer, off the main thread."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from core.catalogue.download_line import DownloadLine
from core.catalogue.known_set import KnownSet
from core.datasets.loading_watch import IsCancelled, LoadingWatch, Progress
from gui.background.one_task import OneTask


class SetFetcher(QObject):
    """Downloads a set that someone asked for, or takes a copy; one at a time.

    Signals
    -------
    fetched(str)
        The set of that name is here.
    failed(str)
        Why it is not; fit to show.
    advanced(float, str)
        Share that is done, and what is being done.
    """

    fetched = Signal(str)
    failed = Signal(str)
    advanced = Signal(float, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._line: DownloadLine | None = None
        self._task = OneTask("set", self)
        self._task.done.connect(self._on_done)
        self._task.failed.connect(self.failed)
        self._task.advanced.connect(self.advanced)

    @property
    def is_busy(self) -> bool:
        """Whether a set is on its way."""
        return self._task.is_busy

    def download(self, known: KnownSet) -> None:
        """Fetch a set from where it is published."""
        self._line = DownloadLine()
        self._task.begin(partial(_download, known, self._line))

    def copy(self, known: KnownSet, path: Path) -> None:
        """Take the copy of a set at `path`."""
        self._task.begin(partial(_copy, known, path))

    @Slot()
    def give_up(self) -> None:
        """Fetch nothing any more; what came so far is removed."""
        self._cut()
        self._task.give_up()

    def shut_down(self) -> None:
        """End the thread."""
        self._cut()
        self._task.shut_down()

    def _cut(self) -> None:
        """End the wait for a server that keeps silent."""
        if self._line is not None:
            self._line.cut()

    @Slot(object)
    def _on_done(self, name: str) -> None:
        self.fetched.emit(name)


def _download(
    known: KnownSet, line: DownloadLine, *, progress: Progress, cancelled: IsCancelled
) -> str:
    from core.catalogue.fetching import fetch  # wanted by few

    fetch(known, LoadingWatch(progress, cancelled), line)
    return known.name


def _copy(known: KnownSet, path: Path, *, progress: Progress, cancelled: IsCancelled) -> str:
    from core.catalogue.local_copy import take_local_copy

    take_local_copy(known, path, LoadingWatch(progress, cancelled))
    return known.name
