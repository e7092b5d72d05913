"""Says that a disk is going to be full while there is still time to do something about it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from core.documents.sqlite_access import free_bytes
from core.formats.file_access import short_name

#: With fewer free bytes a disk is nearly full, whatever a run still needs.
LOW_DISK = 200 * 2**20
#: A caution holds until there is so many times the room that was missed.
ENOUGH = 1.25
#: What is said of one step takes about this many bytes; so many states are in transit.
STEP_BYTES, STATES_IN_TRANSIT = 64, 3
_MB = 2**20


def bytes_to_come(*, steps: int, spacing: int, state_size: int, budget: int, taken: int) -> int:
    """Return how many bytes a run may still add to its disk, about.

    Parameters
    ----------
    steps : int
        That the plan has left.
    spacing : int
        Steps between two states in the document.
    state_size : int
        Bytes of one.
    budget, taken : int
        Bytes that states may take, and that they take already.
    """
    states = min(max(budget - taken, 0), -(-steps // spacing) * state_size)
    return states + STATES_IN_TRANSIT * state_size + STEP_BYTES * steps


class DiskRoom:
    """Looks how much room a run has, and keeps to what it said until that has changed.

    Parameters
    ----------
    free : callable, optional
        Returns how many bytes are free for a path.

    Attributes
    ----------
    caution : str
        What is to be said, in one sentence: the same one for as long as the room is short;
        empty while there is enough.
    """

    def __init__(self, free: Callable[[Path], float] = free_bytes) -> None:
        self._free = free
        self._path: Path | None = None
        self.caution = ""

    def look(self, path: Path, needed: int) -> str:
        """Return the caution about a document that may need so many bytes more."""
        if path != self._path:
            self._path, self.caution = path, ""
        free, wanted = self._free(path), max(LOW_DISK, needed)
        if free >= wanted * (ENOUGH if self.caution else 1):
            self.caution = ""
        elif not self.caution:
            more = f", and this run may need {needed / _MB:,.0f} MB more" * (needed > free)
            self.caution = (
                f"The disk of {short_name(path)} is nearly full: {free / _MB:,.0f} MB are "
                f"left{more}. Make room, or keep the run elsewhere, before it cannot be saved."
            )
        return self.caution
