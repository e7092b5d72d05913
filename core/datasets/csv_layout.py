"""What the columns of a table of images mean."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.arrays import Shape
from core.errors import LoadError
from core.formats.file_access import short_value

MIN_SIDE, MAX_SIDE = 4, 256
#: In letters: a quoted number with 18 decimals, blanks around it and a separator.
LONGEST_CELL = 40
#: No header of images that can be read is longer.
LONGEST_HEADER = (MAX_SIDE * MAX_SIDE + 2) * LONGEST_CELL
SEPARATORS = (",", ";", "\t", "|", " ")
LABELS = frozenset(("label", "labels", "class", "classes", "target", "targets", "y", "digit"))
#: Those of tables in which numbers may have a decimal comma.
OF_WIDE_TABLES = (";", "\t", "|")
#: Columns that number the rows, or that a separator at the end of every line makes.
UNUSED = frozenset(("", "index", "id", "idx", "row", "imageid", "image_id", "unnamed: 0"))

NUMBER = re.compile(r"[+-]?\d{1,20}(?:\.\d{0,20})?(?:[eE][+-]?\d{1,2})?")
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
_WHOLE = re.compile(r"\d{1,20}(?:\.0{0,20})?(?:[eE]\+?\d{1,2})?")
#: What pandas makes of a row of numbers that it takes for names: 0, 0.1, 0.2, …
_RENAMED = re.compile(r"(\d{1,3})(?:\.\d{1,6})?")
_LAST_NUMBER = re.compile(r"(\d{1,6})\D*$")
_TWO_NUMBERS = re.compile(r"(\d{1,4})\D+(\d{1,4})\D*$")
EXPECTED = (
    "expected the header label,pixel0,...,pixel783 (label is optional) or rows of numbers"
)


@dataclass(frozen=True, slots=True)
class CsvLayout:
    """How a table of images is to be read.

    Attributes
    ----------
    separator : str
    names : tuple of str
        Of all columns, for sentences; numbers from 1 where the table has none.
    pixels : tuple of int
        Columns of the pixels, row by row.
    label : int or None
        Column of the labels, if there are any.
    first_row : str or None
        The first line, if it is a row already.
    is_undecided : bool
        Whether it takes the rows to tell where the labels are.
    note : str
        What was guessed, as a sentence; empty if nothing was.
    shape : tuple (H, W, C), or None
        Of one image, if it is no square in grey.
    """

    separator: str
    names: tuple[str, ...]
    pixels: tuple[int, ...]
    label: int | None
    first_row: str | None = None
    is_undecided: bool = False
    note: str = ""
    shape: Shape | None = None

    @property
    def image_shape(self) -> Shape:
        """Shape (H, W, C) of one image."""
        side = math.isqrt(len(self.pixels))
        return self.shape or (side, side, 1)

    @property
    def used(self) -> tuple[int, ...]:
        """Columns that hold labels (first) and pixels."""
        return self.pixels if self.label is None else (self.label, *self.pixels)

    @property
    def longest_line(self) -> int:
        """Letters that the longest row can have."""
        return len(self.names) * LONGEST_CELL + 2

    def with_points(self, lines: list[str]) -> list[str]:
        """Return lines with decimal points for decimal commas, where these are free."""
        return list(map(with_points, lines)) if self.separator in OF_WIDE_TABLES else lines

    def split(self, line: str) -> list[str]:
        """Return the cells of a line without blanks and quotation marks around them."""
        return split_line(line, self.separator)


def looks_like_table(head: str) -> bool:
    """Return whether a text that begins so may be a table of images."""
    line = head.lstrip("\ufeff").split("\n", 1)[0]
    return max(line.count(separator) for separator in SEPARATORS) >= MIN_SIDE * MIN_SIDE - 1


def is_number(cell: str, separator: str) -> bool:
    """Return whether a cell holds a number; a comma may stand for the point if it is free."""
    if separator != ",":
        cell = with_points(cell)
    return bool(NUMBER.fullmatch(cell))


def with_points(text: str) -> str:
    """Return a text with a point for every comma between two figures."""
    return _DECIMAL_COMMA.sub(".", text) if "," in text else text


def likely_separator(line: str, separators: Sequence[str] = SEPARATORS) -> str:
    """Return the sign that stands most often in a line, if it cannot stand for a point."""
    for separator in separators:
        if separator in OF_WIDE_TABLES and separator in line and "," in line:
            cells = split_line(line, separator)
            if all(is_number(cell, separator) for cell in cells):
                return separator
    return max(separators, key=line.count)


def split_line(line: str, separator: str) -> list[str]:
    """Return the cells of a line without blanks and quotation marks around them."""
    line = line.rstrip("\r\n")
    if separator == " ":
        return [cell.strip('"') for cell in line.split()]
    if '"' in line:
        try:
            (cells,) = csv.reader([line], delimiter=separator, skipinitialspace=True)
        except (csv.Error, ValueError):
            cells = line.split(separator)
    else:
        cells = line.split(separator)
    return [cell.strip() for cell in cells]


def layout_of(line: str, separators: Sequence[str], name: str) -> CsvLayout:
    """Return what the first line tells of the columns.

    Parameters
    ----------
    line : str
    separators : sequence of str
        The first one that makes sense is taken.
    name : str
        Of the file, for sentences.

    Raises
    ------
    LoadError
        If it is neither a header of images nor a row of one.
    """
    # the one that is there most often says best what is wrong, if none makes sense
    ordered = sorted(separators, key=line.count, reverse=True)
    errors: list[LoadError] = []
    for separator in ordered:
        if separator not in line and errors:
            continue
        cells = split_line(line, separator)
        try:
            if all(is_number(cell, separator) for cell in cells):
                return _layout_of_row(line, cells, separator, name)
            return _layout_of_header(cells, separator, name)
        except LoadError as error:
            errors.append(error)
    raise errors[0]


def decided(layout: CsvLayout, lines: Sequence[str]) -> CsvLayout:
    """Return where the labels are, of a table that has no names that would tell.

    Labels come first, unless the first column is zero throughout and the last one is not:
    the corner of a picture is blank much rather than a label always the same.
    """
    if not layout.is_undecided:
        return layout
    rows = [layout.split(line) for line in lines]
    columns = layout.pixels
    if len(columns) - 2 == math.isqrt(len(columns)) ** 2 and _counts_rows(rows, columns[0]):
        columns = columns[1:]
    first, last = (_values(rows, at) for at in (columns[0], columns[-1]))
    is_last = len(rows) > 1 and first == {0.0} and len(last) > 1
    label = columns[-1] if is_last else columns[0]
    pixels = columns[:-1] if is_last else columns[1:]
    if not _is_square(len(pixels)):
        raise LoadError(f"line 1: {_count_text(len(pixels))}")
    place = "last" if is_last else "first"
    note = f"The columns have no names; the {place} one is taken for the label."
    return replace(layout, pixels=pixels, label=label, is_undecided=False, note=note)


def _layout_of_row(line: str, cells: list[str], separator: str, name: str) -> CsvLayout:
    names = tuple(str(column) for column in range(1, len(cells) + 1))
    if cells in ([str(at) for at in range(start, start + len(cells))] for start in (0, 1)):
        first_row = None  # numbers instead of names, as pandas writes them
    elif all(_WHOLE.fullmatch(cell) for cell in cells):
        first_row = line
    elif len(set(cells)) == len(cells) and all(map(_RENAMED.fullmatch, cells)):
        first_row = separator.join(cell.partition(".")[0] for cell in cells) + "\n"
    else:
        first_row = line
    columns = tuple(range(len(cells)))
    if _is_square(len(cells)):
        return CsvLayout(separator, names, columns, None, first_row)
    if _is_square(len(cells) - 1) or _is_square(len(cells) - 2):
        return CsvLayout(separator, names, columns, None, first_row, is_undecided=True)
    raise LoadError(f"{name}, line 1: {EXPECTED}; {_count_text(len(cells))}")


def _layout_of_header(cells: list[str], separator: str, name: str) -> CsvLayout:
    names = tuple(cell.lstrip("#").strip() for cell in cells)
    folded = [one.casefold() for one in names]
    labels = [at for at, one in enumerate(folded) if one in LABELS]
    rest = tuple(at for at, one in enumerate(folded) if one not in UNUSED and one not in LABELS)
    if len(labels) > 1:
        raise LoadError(
            f"{name}: expected one column of labels, received "
            f"{short_value(names[labels[0]])} and {short_value(names[labels[1]])}"
        )
    label = labels[0] if labels else None
    note = ""
    pixels = rest
    if label is None and len(rest) > 1 and _is_square(len(rest) - 1):
        for at in (0, -1):
            others = rest[1:] if at == 0 else rest[:-1]
            if _first_odd(names, others) is None and not _follows(names, rest[at], others):
                label, pixels = rest[at], others
                shown = short_value(names[label])
                note = f"The column {shown} is taken for the label."
                break
        else:
            if _first_odd(names, rest) is None:
                return CsvLayout(separator, names, rest, None, is_undecided=True)
    odd = _first_odd(names, pixels)
    if odd is not None or not pixels:
        column = 0 if odd is None else odd
        raise LoadError(
            f"{name}: {EXPECTED}, received {short_value(names[column])} as column {column + 1}"
        )
    if not _is_square(len(pixels)):
        raise LoadError(f"{name}, line 1: {_count_text(len(pixels))}")
    return CsvLayout(separator, names, pixels, label, note=note)


def _first_odd(names: Sequence[str], columns: Sequence[int]) -> int | None:
    """Return the first column that does not number the pixels on, row by row."""
    pairs = [_TWO_NUMBERS.search(names[at]) for at in columns]
    side = math.isqrt(len(columns))
    if columns and all(pairs) and side * side == len(columns):
        found = [(int(pair[1]), int(pair[2])) for pair in pairs if pair is not None]
        top, left = found[0]
        wanted = [(top + at // side, left + at % side) for at in range(len(columns))]
        if found == wanted:
            return None
    first = None
    for place, at in enumerate(columns):
        match = _LAST_NUMBER.search(names[at])
        number = None if match is None else int(match[1])
        first = number if place == 0 else first
        if number is None or first is None or number != first + place:
            return at
    return None


def _follows(names: Sequence[str], one: int, others: Sequence[int]) -> bool:
    """Return whether `one` is called like a pixel beside the others."""
    columns = sorted((one, *others))
    return _first_odd(names, columns) is None


def _values(rows: Sequence[Sequence[str]], column: int) -> set[float]:
    cells = (row[column] for row in rows if column < len(row))
    return {float(cell) if NUMBER.fullmatch(cell) else math.nan for cell in cells}


def _counts_rows(rows: Sequence[Sequence[str]], column: int) -> bool:
    cells = [row[column] for row in rows if column < len(row)]
    return any(
        cells == [str(at) for at in range(start, start + len(cells))] for start in (0, 1)
    )


def _is_square(count: int) -> bool:
    return (
        count > 0
        and MIN_SIDE <= math.isqrt(count) <= MAX_SIDE
        and (math.isqrt(count) ** 2 == count)
    )


def _count_text(count: int) -> str:
    return (
        f"expected as many pixels as a square image has, such as 784 for 28×28, "
        f"received {count:,}"
    )
