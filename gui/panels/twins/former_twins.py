"""Runs that learned from the same batches as the shown one, and can go on with it."""

from __future__ import annotations

import math
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gui.lab.run_row import RunRow
from gui.lab.run_shelf import RunShelf
from gui.state.twins import Twins

if TYPE_CHECKING:  # SQLite is loaded when the first run is read, not when the window opens
    from core.documents.run_summary import RunSummary

#: Of many, those that began nearest to the shown run.
MOST_OFFERED = 5
#: Runs that began within so many seconds were begun together, as far as one can say.
TOGETHER = 2.0


def former_twins(shelf: RunShelf, twins: Twins) -> list[RunRow]:
    """Return the runs of the list that may become twins of the shown one, likeliest first."""
    shown = _summary(shelf, shelf.open_path)
    if shown is None:
        return []
    found = [row for row in shelf.rows if _fits(row, shown, twins, shelf.open_path)]
    return sorted(found, key=lambda row: seconds_apart(row, shown))[:MOST_OFFERED]


def begun_with(shelf: RunShelf, row: RunRow) -> bool:
    """Return whether a run began when the shown one did."""
    shown = _summary(shelf, shelf.open_path)
    return shown is not None and seconds_apart(row, shown) <= TOGETHER


def seconds_apart(row: RunRow, shown: RunSummary) -> float:
    """Return how long before or after another run one began."""
    if row.summary is None:
        return math.inf
    try:
        began = [
            datetime.fromisoformat(one.recipe.created).astimezone()
            for one in (row.summary, shown)
        ]
    except (ValueError, OverflowError, OSError):  # someone wrote something else there
        return math.inf
    return abs((began[0] - began[1]).total_seconds())


def _summary(shelf: RunShelf, path: Path | None) -> RunSummary | None:
    row = None if path is None else shelf.row(path)
    return None if row is None else row.summary


def _fits(row: RunRow, shown: RunSummary, twins: Twins, open_path: Path | None) -> bool:
    from core.twins.same_batches import have_same_batches  # training comes with the data

    summary = row.summary
    return (
        summary is not None
        and row.path != open_path
        and twins.pair_with(row.path) is None
        and summary.recipe.data_digest == shown.recipe.data_digest
        and summary.recipe.parent == shown.recipe.parent
        and have_same_batches(shown.recipe.experiment, summary.recipe.experiment)
    )
