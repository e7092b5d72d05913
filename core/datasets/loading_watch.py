"""Report how far loading is, and stop when it is no longer wanted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

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
    """

    progress: Progress | None = None
    cancelled: IsCancelled | None = None
    at_most: int | None = None

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
