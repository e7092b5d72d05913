"""What the first lines of a table tell of its columns, for people to change."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from core.arrays import Shape
from core.datasets.csv_layout import (
    SEPARATORS,
    decided,
    is_number,
    layout_of,
    likely_separator,
    split_line,
)
from core.datasets.kaggle_csv import TEXTS
from core.errors import LoadError
from core.formats.content_kind import ODD_BYTES, encoding_of
from core.formats.unpacked_file import open_unpacked

_HEAD = 1 << 20
_ROWS = 200
_MOST_NAMES = 20
_NUMBERED = re.compile(r".*\d\W*$")
_SEPARATOR_LINE = re.compile(r"\ufeff?\"?sep=(.)\"?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TableFacts:
    """How a table is laid out, as far as it tells itself.

    Attributes
    ----------
    separator : str
    has_header : bool
    columns : int
    names : tuple of str
        Columns by name that are not numbered like pixels; none without a header.
    label : str or None
        ``first``, ``last``, ``none`` or the name of a column; None if it does not tell.
    shape : tuple (H, W, C), or None
        Of one image; None if it does not tell.
    is_guessed : bool
        Whether `label` is the first or the last column, by what some rows look like.
    """

    separator: str
    has_header: bool
    columns: int
    names: tuple[str, ...]
    label: str | None
    shape: Shape | None
    is_guessed: bool


def table_facts(path: Path | str) -> TableFacts | None:
    """Return what a table tells; None if the file is no text.

    Raises
    ------
    LoadError
        If it cannot be read.
    """
    with open_unpacked(path) as source:
        if source.kind not in TEXTS:
            return None
        content, name = source.file.read(_HEAD), source.name
    lines = content.decode(encoding_of(content[:4096]), errors=ODD_BYTES).splitlines()
    lines = lines[: _ROWS + 1]
    separators: tuple[str, ...] = SEPARATORS
    if lines and (named := _SEPARATOR_LINE.fullmatch(lines[0])):
        separators, lines = (named[1],), lines[1:]
    if not lines:
        return None
    first = lines[0].lstrip("\ufeff")
    separator = likely_separator(first, separators)
    cells = split_line(first, separator)
    has_header = not all(is_number(cell, separator) for cell in cells)
    names = tuple(dict.fromkeys(cell for cell in cells if not _NUMBERED.match(cell) and cell))
    label, shape, is_guessed = None, None, False
    try:
        layout = layout_of(first, separators, name)
        is_guessed = layout.is_undecided
        layout = decided(layout, lines if layout.first_row is not None else lines[1:])
    except LoadError:
        pass
    else:
        separator, shape = layout.separator, layout.image_shape
        is_guessed = is_guessed and len(layout.used) == len(cells)
        label = "none"
        if layout.label is not None:
            places = {0: "first", len(layout.names) - 1: "last"}
            label = places.get(layout.label, layout.names[layout.label])
    return TableFacts(
        separator,
        has_header,
        len(cells),
        names[:_MOST_NAMES] if has_header else (),
        label,
        shape,
        is_guessed,
    )
