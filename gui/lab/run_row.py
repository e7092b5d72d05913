"""One file of the list of runs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.number_text import percent_text

if TYPE_CHECKING:  # SQLite is loaded when the first run is read, not when the window opens
    from core.documents.run_summary import RunSummary


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run, or a file that ought to be one.

    Attributes
    ----------
    path : Path
    summary : RunSummary or None
        None if it cannot be read.
    trouble : str
        Why not, in one sentence.
    is_here : bool
        Whether it is in the runs folder; otherwise it was opened from elsewhere.
    stamp : tuple of int
        Changes when the file does.
    list_name : str
        What it is called among the others, if that is not all it is called.
    """

    path: Path
    summary: RunSummary | None
    trouble: str = ""
    is_here: bool = True
    stamp: tuple[int, int] = (0, 0)
    list_name: str = ""

    @property
    def name(self) -> str:
        """What the run is called, as no other in the list; its file if that is unknown."""
        if self.summary is None:
            return self.path.name
        return self.list_name or self.summary.labels.name

    @property
    def accuracy_text(self) -> str:
        """The best accuracy in percent; a dash before the first validation."""
        best = None if self.summary is None else self.summary.best_accuracy
        return "–" if best is None else percent_text(best, 2)
