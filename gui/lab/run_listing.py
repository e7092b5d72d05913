"""What was read of a folder of runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gui.lab.run_row import RunRow

if TYPE_CHECKING:  # SQLite is loaded when the first run is read, not when the window opens
    from core.documents.trash import TrashContents


@dataclass(frozen=True, slots=True)
class RunListing:
    """The runs there are, and what is to be said about the rest.

    Attributes
    ----------
    rows : list of RunRow
    trouble : str
        What could not be read or is not listed, in one line; empty if that is nothing.
    trash : TrashContents or None
        Of the folder; None before it was looked at.
    """

    rows: list[RunRow] = field(default_factory=list)
    trouble: str = ""
    trash: TrashContents | None = None
