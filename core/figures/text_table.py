"""Rows of words and numbers, as a part of a figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.arrays import FloatArray
from core.number_text import digits_text

#: What a cell holds; None is empty.
Cell = str | float | None
#: Of a number that is no whole one, as it is written.
_DIGITS = 4


@dataclass(frozen=True, slots=True, eq=False)
class TextTable:
    """Rows under a line of headings.

    Attributes
    ----------
    title : str
    head : tuple of str
        One for each column.
    rows : tuple of tuple of str, float or None
    note : str
        Below them, such as what was left out.
    """

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""

    @property
    def number_columns(self) -> tuple[int, ...]:
        """Which columns hold numbers, and nothing else."""
        columns = range(len(self.head))
        return tuple(
            at
            for at in columns
            if not any(isinstance(row[at], str) for row in self.rows)
            and any(row[at] is not None for row in self.rows)
        )

    @property
    def texts(self) -> tuple[tuple[str, ...], ...]:
        """Every cell as it is written."""
        return tuple(tuple(map(_written, row)) for row in self.rows)

    def arrays(self) -> list[tuple[str, NDArray[Any]]]:
        """Return its numbers, a row for each of its own, and its words, each under a name."""
        found: list[tuple[str, NDArray[Any]]] = []
        numbers = self.number_columns
        if numbers and self.rows:
            found.append((self.title, self._numbers(numbers)))
        words = [at for at in range(len(self.head)) if at not in numbers]
        if words and self.rows:
            name = f"{self.title}: words" if numbers else self.title
            cells = [[_written(row[at]) for at in words] for row in self.rows]
            found.append((name, np.array(cells)))
        return found

    def columns(self) -> dict[str, tuple[str, ...]]:
        """Return what the columns of each array of `arrays` are called."""
        numbers = self.number_columns
        words = [at for at in range(len(self.head)) if at not in numbers]
        named = {self.title: tuple(self.head[at] for at in numbers or words)}
        if numbers and words:
            named[f"{self.title}: words"] = tuple(self.head[at] for at in words)
        return named

    def _numbers(self, columns: tuple[int, ...]) -> FloatArray:
        cells = [
            [np.nan if row[at] is None else row[at] for at in columns] for row in self.rows
        ]
        return np.array(cells, np.float64)  # (rows, columns)


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, int):
        return f"{cell:,}"
    return digits_text(cell, _DIGITS) if isinstance(cell, float) else cell
