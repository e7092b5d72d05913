"""The files of images of large data sets, looked at and emptied off the main thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from gui.background.job_queue import JobQueue

if TYPE_CHECKING:  # data sets are read when there is one
    from core.datasets.streaming.image_cache import CacheContents


class ImageKeeper(QObject):
    """Finds out how much there is, and empties it; what is in use can be used on.

    Parameters
    ----------
    jobs : JobQueue
        Works one after the other.

    Signals
    -------
    looked(CacheContents)
        What there is now.
    failed(str)
        Why not all of it could be removed.
    """

    looked = Signal(object)
    failed = Signal(str)

    def __init__(self, jobs: JobQueue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs

    @Slot()
    def look(self) -> None:
        """Find out how much there is."""
        self._jobs.add(_look, self._on_looked, self._on_failed)

    @Slot()
    def empty(self) -> None:
        """Remove it."""
        self._jobs.add(_empty, self._on_looked, self._on_failed)

    def _on_looked(self, contents: CacheContents) -> None:
        self.looked.emit(contents)

    def _on_failed(self, text: str) -> None:
        self.failed.emit(text)


def _look(**_: object) -> CacheContents:
    from core.datasets.streaming.within_memory import image_cache

    return image_cache().contents()


def _empty(**_: object) -> CacheContents:
    from core.datasets.streaming.within_memory import image_cache
    from core.errors import LoadError

    cache = image_cache()
    try:
        cache.empty()
    except OSError as error:
        raise LoadError(str(error)) from None
    return cache.contents()
