"""Report how far loading is, and stop when it is no longer wanted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from core.datasets.kept_reading import KeptReading
from core.datasets.streaming.image_storage import ImageStorage
from core.errors import Cancelled

Progress = Callable[[float, str], None]
IsCancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class LoadingWatch:
    """How the caller of a loader follows and cancels it.

    Attributes
    ----------
    progress : callable or None
        Called as ``progress(fraction, text)``, in the thread that loads; `fraction` rises
        from 0 to 1.
    cancelled : callable or None
        Returns whether to give up.
    at_most : int or None
        For a first look: so many images are enough.  What holds for all of them, such as how
        many there are, is not to be taken from what is read then.
    storage : ImageStorage
        Where the images go: into memory unless the caller of a loader says otherwise.
    kept : KeptReading or None
        For looks that follow each other: what the ones before have read and decoded.
    """

    progress: Progress | None = None
    cancelled: IsCancelled | None = None
    at_most: int | None = None
    storage: ImageStorage = field(default_factory=ImageStorage)
    kept: KeptReading | None = None

    def report(self, fraction: float, text: str) -> None:
        """Pass progress on.

        Raises
        ------
        Cancelled
            If loading was cancelled.
        """
        if self.cancelled is not None and self.cancelled():
            raise Cancelled("Loading was cancelled.")
        if self.progress is not None:
            self.progress(min(fraction, 1.0), text)

    def from_share(self, share: float) -> LoadingWatch:
        """Return a watch for the rest of the loading, which begins at `share` of everything."""
        progress = self.progress
        if progress is None:
            return self
        return replace(
            self, progress=lambda part, text: progress(share + (1 - share) * part, text)
        )
