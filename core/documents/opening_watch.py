"""Stop opening a document that is no longer wanted."""

from __future__ import annotations

from core.datasets.loading_watch import IsCancelled
from core.errors import Cancelled


class OpeningWatch:
    """Is asked between two pieces of what is read, until the document is open.

    Parameters
    ----------
    cancelled : callable, optional
        Returns whether to give up.
    """

    def __init__(self, cancelled: IsCancelled | None = None) -> None:
        self._cancelled = cancelled

    def is_unwanted(self) -> bool:
        """Return whether to give up."""
        return self._cancelled is not None and self._cancelled()

    def check(self) -> None:
        """Go on if the document is wanted.

        Raises
        ------
        Cancelled
            If it is not.
        """
        if self.is_unwanted():
            raise Cancelled("the document is no longer to be opened")

    def settle(self) -> None:
        """Ask no more: the document is open."""
        self._cancelled = None
