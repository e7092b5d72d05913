"""Images that someone wants to come back to, as a file of their own."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from pathlib import Path

from core.datasets.sample import Part
from core.errors import LoadError
from core.formats.atomic_write import write_atomically
from core.formats.file_access import open_for_reading, short_name

HEADER = ("images", "row")
#: More lines than a list of marks can hold: what is longer is no such list.
MOST_MARKS = 1_000_000
MOST_BYTES = 32 * MOST_MARKS
TEST, TRAINING = "test", "training"

#: Of which arrays of the data set, and where in there: the same whatever is held back.
Mark = tuple[str, int]


def mark_of(part: Part, row: int) -> Mark:
    """Return the mark of an image: where a part's images are kept, and its row there."""
    return (TEST if part is Part.TEST else TRAINING), int(row)


@dataclass(frozen=True, slots=True)
class MarkedImages:
    """Marked images of one data set, those marked first in front.

    Attributes
    ----------
    marks : tuple of (str, int)
        ``("test", 4425)``: the arrays of the data set, and the row in them.
    """

    marks: tuple[Mark, ...] = ()

    def __contains__(self, mark: Mark) -> bool:
        return mark in self.marks

    def toggled(self, mark: Mark) -> MarkedImages:
        """Return the same with one more mark, or without one that was there."""
        if mark in self.marks:
            return replace(self, marks=tuple(one for one in self.marks if one != mark))
        return replace(self, marks=(*self.marks, mark))


def marks_file(folder: Path, digest: str) -> Path:
    """Return where the marks of a data set are kept: it is found again by what is in it."""
    return folder / "marked images" / f"{digest[:32]}.csv"


def write_marks(path: Path, marked: MarkedImages) -> None:
    """Write a list, in one step.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(marked.marks)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, text.getvalue().encode())


def read_marks(path: Path) -> MarkedImages:
    """Return a list that was written; an empty one if there is no such file.

    Raises
    ------
    LoadError
        If the file holds something else.
    """
    if not path.exists():
        return MarkedImages()
    try:
        with open_for_reading(path) as (file, size):
            content = file.read() if size <= MOST_BYTES else b""
        if size > MOST_BYTES:
            raise ValueError("too long")
        lines = list(csv.reader(io.StringIO(content.decode("utf-8")), strict=True))
        if tuple(lines[:1]) != (list(HEADER),):
            raise ValueError("no such header")
        marks = tuple(_mark(line) for line in lines[1:])
    except (ValueError, csv.Error) as problem:
        raise LoadError(f"{short_name(path)}: this is no list of marked images") from problem
    return MarkedImages(tuple(dict.fromkeys(marks)))


def _mark(line: list[str]) -> Mark:
    images, row = line
    if images not in (TEST, TRAINING) or not (row.isascii() and row.isdecimal()):
        raise ValueError(f"expected images and a row, received {line!r}")
    return images, int(row[:12])
