"""Tables in which every class has a column of its own, with a 1 where an image is of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.arrays import IntArray
from core.datasets.csv_layout import (
    MAX_SIDE,
    MIN_SIDE,
    NUMBER,
    SEPARATORS,
    CsvLayout,
    decided,
    layout_of,
    likely_separator,
    split_line,
)
from core.datasets.csv_words import CsvWords, has_words
from core.datasets.label_numbers import stored_labels
from core.errors import LoadError

_MOST_CLASSES = 1_000


@dataclass(frozen=True, slots=True)
class OneHotLayout(CsvLayout):
    """A table whose last columns, or first ones, are the classes.

    Attributes
    ----------
    classes : tuple of int
        Columns of the classes; the number of the class is written into the first of them.
    refusal : str
        Why it is no other table: holds if the rows are not so.
    file : str
        Name of the file, for sentences.
    """

    classes: tuple[int, ...] = ()
    refusal: str = ""
    file: str = ""

    def numbered(self, lines: Sequence[str], first_line: int) -> list[str]:
        """Return rows with the number of the class in the first column of the classes.

        Raises
        ------
        LoadError
            If a row has not a single 1 among them.
        """
        found = []
        for number, line in enumerate(lines, start=first_line):
            cells = self.split(line)
            if len(cells) == len(self.names):
                label = _class_of(cells, self.classes)
                if label is None:
                    raise LoadError(
                        f"{self.file}, line {number}: expected a single 1 among the "
                        f"{len(self.classes)} columns of the classes"
                    )
                cells[self.classes[0]] = str(label)
                line = self.separator.join(cells) + "\n"
            found.append(line)  # else it is refused with its number of columns
        return found

    def in_order(self, labels: IntArray) -> tuple[IntArray, tuple[str, ...]]:
        """Return labels, and names of all classes: those of the columns if they have any."""
        names = tuple(self.names[at] for at in self.classes)
        if self.first_row is not None:
            names = tuple(map(str, range(len(names))))
        return stored_labels(labels), names


def table_layout(line: str, separators: Sequence[str], name: str) -> CsvLayout:
    """Return what the first line tells of the columns, as `layout_of`.

    Raises
    ------
    LoadError
        If it is neither a header of images nor a row of one.
    """
    try:
        return layout_of(line, separators, name)
    except LoadError as error:
        layout = _one_hot(line, separators, str(error))
        if layout is None:
            raise
        return replace(layout, file=name)


def decided_layout(layout: CsvLayout, lines: Sequence[str], name: str) -> CsvLayout:
    """Return where the labels are, of a table that takes rows to tell.

    Raises
    ------
    LoadError
        If the rows are none of images with labels.
    """
    if not isinstance(layout, OneHotLayout):
        try:
            return decided(layout, lines)
        except LoadError as error:
            raise LoadError(f"{name}, {error}") from None
    rows = [layout.split(line) for line in lines]
    count = len(layout.classes)
    ends = layout.classes, tuple(range(count))
    for classes in ends:
        if rows and all(
            len(row) == len(layout.names) and _class_of(row, classes) is not None
            for row in rows
        ):
            pixels = tuple(at for at in range(len(layout.names)) if at not in set(classes))
            note = f"The {count} columns with a single 1 in every row are taken for classes."
            return replace(layout, classes=classes, label=classes[0], pixels=pixels, note=note)
    raise LoadError(layout.refusal)


def no_row_text(layout: CsvLayout, name: str) -> str:
    """Return what is wrong with a table of a header alone."""
    if isinstance(layout, OneHotLayout):
        return layout.refusal
    return f"{name}: there is a header, but no row of data"


def written_labels(
    layout: CsvLayout, lines: Sequence[str], name: str
) -> CsvWords | OneHotLayout | None:
    """Return what makes numbers of labels that are none; None if they are numbers."""
    if isinstance(layout, OneHotLayout):
        return layout
    return CsvWords(layout, name) if has_words(layout, lines) else None


def _one_hot(line: str, separators: Sequence[str], refusal: str) -> OneHotLayout | None:
    separator = likely_separator(line, separators or SEPARATORS)
    cells = split_line(line, separator)
    side = math.isqrt(max(len(cells) - 2, 0))
    count = len(cells) - side * side
    if not (MIN_SIDE <= side <= MAX_SIDE and count <= _MOST_CLASSES):
        return None
    is_row = all(NUMBER.fullmatch(cell) for cell in cells)
    names = tuple(map(str, range(1, len(cells) + 1))) if is_row else tuple(cells)
    pixels, classes = range(side * side), range(side * side, len(cells))
    first = line if is_row else None
    return OneHotLayout(
        separator, names, tuple(pixels), None, first,
        classes=tuple(classes), refusal=refusal,
    )  # fmt: skip


def _class_of(cells: Sequence[str], classes: Sequence[int]) -> int | None:
    """Return which of the classes has the single 1; None if the rest is not 0."""
    values = [float(cells[at]) if NUMBER.fullmatch(cells[at]) else math.nan for at in classes]
    if values.count(1.0) != 1 or values.count(0.0) != len(values) - 1:
        return None
    return values.index(1.0)
