"""Labels of a table that are names instead of numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.arrays import IntArray
from core.data_description import MOST_CLASSES
from core.datasets.csv_layout import NUMBER, CsvLayout
from core.datasets.image_tree import class_names_of_folders
from core.datasets.label_numbers import stored_labels
from core.errors import LoadError
from core.number_words import plain_digits


def has_words(layout: CsvLayout, lines: Sequence[str]) -> bool:
    """Return whether every label of some rows is a name; one number makes names a mistake."""
    if layout.label is None:
        return False
    rows = (layout.split(line) for line in lines)
    labels = [row[layout.label] for row in rows if layout.label < len(row)]
    return bool(labels) and not any(
        not label or NUMBER.fullmatch(plain_digits(label)) for label in labels
    )


class CsvWords:
    """Writes a number for the name of every class, and remembers the names.

    Parameters
    ----------
    layout : CsvLayout
        With a column of labels.
    name : str
        Of the file, for sentences.
    """

    def __init__(self, layout: CsvLayout, name: str) -> None:
        self._layout = layout
        self._name = name
        self._numbers: dict[str, int] = {}

    def numbered(self, lines: Sequence[str], first_line: int) -> list[str]:
        """Return rows with numbers as labels, in the order in which names come up.

        Raises
        ------
        LoadError
            If a label is empty, or there are too many classes.
        """
        layout, column = self._layout, self._layout.label or 0
        found = []
        for number, line in enumerate(lines, start=first_line):
            cells = layout.split(line)
            if len(cells) != len(layout.names):
                found.append(line)  # is refused with its number of columns
                continue
            label = cells[column]
            if not label:
                raise LoadError(
                    f"{self._name}, line {number}, column {layout.names[column]:.40}: expected "
                    "the name of a class, received nothing"
                )
            cells[column] = str(self._numbers.setdefault(label, len(self._numbers)))
            found.append(layout.separator.join(cells) + "\n")
        if len(self._numbers) > MOST_CLASSES:
            raise LoadError(
                f"{self._name}: expected at most {MOST_CLASSES:,} classes, received "
                f"{len(self._numbers):,} names as labels"
            )
        return found

    def in_order(self, labels: IntArray) -> tuple[IntArray, tuple[str, ...]]:
        """Return labels by the order of the names, and these: as of folders with such names."""
        names = class_names_of_folders(set(self._numbers))
        places = {name: at for at, name in enumerate(names)}
        order = np.array([places[name] for name in self._numbers], np.int64)
        return stored_labels(order[labels]), names
