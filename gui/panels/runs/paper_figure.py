"""The list of runs, as a figure."""

from __future__ import annotations

from collections.abc import Sequence

from core.figures.figure import Figure
from core.figures.text_table import Cell, TextTable
from gui.lab.run_row import RunRow
from gui.panels.runs.columns import BEST, STEPS, columns_of

#: What counts as a number, without its unit.
_NUMBERS = (BEST, STEPS)


def runs_figure(rows: Sequence[RunRow]) -> Figure | None:
    """Return every run with what the list says of it; None if there is none."""
    if not rows:
        return None
    columns = columns_of(rows)

    def cell(row: int, column: int) -> Cell:
        value = columns.values[row][column]
        if columns.keys[column] not in _NUMBERS:
            return columns.texts[row][column]
        return value if isinstance(value, int | float) else None

    places = range(len(columns.keys))
    table = TextTable(
        "Runs",
        columns.titles,
        tuple(tuple(cell(row, at) for at in places) for row in range(len(rows))),
    )
    return Figure("Runs", (table,))
