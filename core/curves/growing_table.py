"""Rows of numbers that keep coming."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

FIRST_CAPACITY = 1024


class GrowingTable:
    """Named columns of equal length; adding rows costs the same however many there are.

    Parameters
    ----------
    columns : mapping of str to dtype
        The first one is the key: whole numbers that never fall from one row to the next.
    """

    def __init__(self, columns: Mapping[str, DTypeLike]) -> None:
        self._columns: dict[str, NDArray[Any]] = {
            name: np.empty(0, dtype) for name, dtype in columns.items()
        }
        self._key = next(iter(columns))
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, name: str) -> NDArray[Any]:
        """Return a column: a read-only view that later rows do not change."""
        view = self._columns[name][: self._count]
        view.flags.writeable = False
        return view

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self._columns)

    def extend(self, rows: Iterable[tuple[float, ...]]) -> None:
        """Add rows, each with one number per column, in the order of the columns.

        Raises
        ------
        ValueError
            If a row is too short or too long.
        """
        numbers = list(rows)
        if not numbers:
            return
        needed = self._count + len(numbers)
        by_column = zip(*numbers, strict=True)
        for name, values in zip(self._columns, by_column, strict=True):
            column = self._columns[name]
            if needed > len(column):
                grown = np.empty(max(needed, 2 * len(column), FIRST_CAPACITY), column.dtype)
                grown[: self._count] = column[: self._count]
                self._columns[name] = column = grown
            column[self._count : needed] = values
        self._count = needed

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Return every row as Python numbers, in order."""
        return zip(*(self[name].tolist() for name in self._columns), strict=True)

    def rows_to(self, key: int, names: Iterable[str]) -> Iterator[tuple[Any, ...]]:
        """Return the rows with a key up to `key`, of some columns, as Python numbers."""
        count = int(np.searchsorted(self[self._key], key, side="right"))
        return zip(*(self[name][:count].tolist() for name in names), strict=True)

    def at(self, key: int | None, name: str, *, by: str = "") -> float | None:
        """Return column `name` of the last row with a key up to `key`; None if there is none.

        Parameters
        ----------
        key : int or None
            None stands for the last row of all.
        name : str
        by : str
            Another column of whole numbers that never falls, to search instead of the first.
        """
        row = self._count - 1
        if key is not None:
            row = int(np.searchsorted(self[by or self._key], key, side="right")) - 1
        return float(self._columns[name][row]) if row >= 0 else None
