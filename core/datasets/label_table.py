"""Classes of pictures by a table that lies beside them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from core.data_description import MOST_CLASSES
from core.datasets.csv_layout import LABELS, SEPARATORS
from core.datasets.idx_names import Purpose, set_name
from core.datasets.image_files import TABLES, ImageFiles, Way, way_text
from core.datasets.image_tree import ImageTree, LabelledWays, class_names_of_folders
from core.errors import LoadError
from core.formats.content_kind import ODD_BYTES, encoding_of
from core.formats.file_name import has_ending
from core.number_words import counted

#: What a column of files is called.
_FILES = frozenset(
    ("file", "files", "filename", "file_name", "filepath", "file_path", "path", "image",
     "images", "image_id", "imageid", "image_name", "img", "name", "picture", "id")
)  # fmt: skip
_CLASSES = LABELS | {"category", "class_name", "classname", "label_name", "breed", "species"}
#: A column that tells what an image is for.
_PURPOSES = frozenset(("split", "set", "subset", "part", "purpose", "usage"))
#: Steps of a path that lead nowhere.
_ODD = re.compile(r"//|(?:^|/)\.(?:/|$)|/$")
_ROWS_AT_ONCE = 10_000
_MOST_TABLES, _MOST_ROWS, _LONGEST_NAME = 20, 1_000_000, 200


@dataclass(frozen=True, slots=True)
class _Named:
    """One row: a picture, its class, and whether it is for testing."""

    file: str
    label: str
    is_test: bool


def labelled_by_table(
    files: ImageFiles,
    everything: Sequence[Way],
    ways: Sequence[Way],
    check: Callable[[], object] = bool,
) -> ImageTree | None:
    """Return the classes of pictures by tables with the columns file and label.

    They lie beside the pictures or above them; files are named from there, from the folder of
    everything, or by their name alone, with or without ending.  A table called like one of
    test images names those, and so does a column ``split``.

    Parameters
    ----------
    files : ImageFiles
    everything : sequence of tuple of str
        Where all files lie.
    ways : sequence of tuple of str
        Those that are pictures.
    check : callable, optional
        Called between some rows; raises if the tables are no longer wanted.

    Returns
    -------
    ImageTree or None
        None if no table names half of the pictures.

    Raises
    ------
    LoadError
        If there are too many classes.
    """
    tables = [way for way in everything if has_ending(way[-1], *TABLES)][:_MOST_TABLES]
    if not tables:
        return None
    places = _places(ways)
    found: dict[int, _Named] = {}
    missing = 0
    for table in tables:
        for count, row in enumerate(_rows(files, table)):
            if count % _ROWS_AT_ONCE == 0:
                check()
            at = _place(places, table[:-1], row.file)
            if at is None:
                missing += 1
            else:
                found.setdefault(at, row)
    if 2 * len(found) < len(ways) or not found:
        return None
    return _tree(ways, found, missing, files.name)


def _tree(ways: Sequence[Way], found: dict[int, _Named], missing: int, name: str) -> ImageTree:
    names = class_names_of_folders({row.label for row in found.values()})
    if len(names) > MOST_CLASSES:
        raise LoadError(
            f"{name}: expected at most {MOST_CLASSES:,} classes, received {len(names):,} labels"
        )
    numbers = {label: at for at, label in enumerate(names)}
    parts = [
        [
            (ways[at], numbers[row.label])
            for at, row in sorted(found.items(), key=lambda item: item[0])
            if row.is_test is is_test
        ]
        for is_test in (False, True)
    ]
    if not parts[0]:  # a table of test images alone is learned from
        parts = parts[::-1]
    train, test = (
        LabelledWays(tuple(way for way, _ in part), tuple(label for _, label in part))
        for part in parts
    )
    notes = []
    if left_out := len(ways) - len(found):
        notes.append(f"{counted(left_out, 'image')} without a label in the table: left out.")
    if missing:
        notes.append(f"{counted(missing, 'row')} of the table without an image: left out.")
    return ImageTree(train, test if test.ways else None, names, tuple(notes))


def _places(ways: Sequence[Way]) -> dict[str, int | None]:
    """Return where pictures are by every name that means one of them alone; else None."""
    places: dict[str, int | None] = {}
    for at, way in enumerate(ways):
        folder, name = "/".join(way[:-1]), way[-1]
        dot = name.rfind(".")
        stem = name[:dot] if 0 < dot < len(name) - 1 else name
        before = f"{folder}/" if folder else ""
        for meant in {f"{before}{name}", f"{before}{stem}", name, stem}:
            places[meant] = None if meant in places else at
    return places


def _place(places: dict[str, int | None], folder: Way, file: str) -> int | None:
    path = file.replace("\\", "/")
    if _ODD.search(path):
        path = str(PurePosixPath(path))
    joined = path if path.startswith("/") else "/".join((*folder, path))
    for name in (joined, path, path.rpartition("/")[2]):
        if (at := places.get(name)) is not None:
            return at
    return None


def _rows(files: ImageFiles, table: Way) -> Iterator[_Named]:
    """Yield what a table says; nothing if it is no table of files and labels."""
    try:
        content = files.read(table)
    except LoadError:
        return
    text = content.decode(encoding_of(content[:4096]), errors=ODD_BYTES).lstrip("\ufeff")
    first = text.partition("\n")[0]
    separator = max(SEPARATORS[:-1], key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        header = [cell.strip().casefold() for cell in next(rows, [])]
    except csv.Error:  # a table of something else
        return
    file, label = _column(header, _FILES), _column(header, _CLASSES)
    purpose = _column(header, _PURPOSES)
    if file is None or label is None:
        return
    try:
        is_test = set_name(table[-1]).purpose is Purpose.TEST
        purposes: dict[str, Purpose] = {}
        for count, cells in enumerate(rows):
            if count >= _MOST_ROWS:
                raise LoadError(f"{way_text(table)}: expected at most {_MOST_ROWS:,} rows")
            if len(cells) <= max(file, label) or not cells[file].strip():
                continue
            name = cells[label].strip()
            if not 1 <= len(name) <= _LONGEST_NAME:
                continue
            word = cells[purpose] if purpose is not None and purpose < len(cells) else ""
            if word not in purposes:  # a few words again and again
                purposes[word] = set_name(word).purpose
            said = purposes[word]
            yield _Named(
                cells[file].strip(),
                name,
                is_test if said is Purpose.UNKNOWN else said is Purpose.TEST,
            )
    except csv.Error:
        raise LoadError(f"{way_text(table)}: this table of labels is damaged") from None


def _column(header: Sequence[str], names: frozenset[str]) -> int | None:
    return next((at for at, cell in enumerate(header) if cell in names), None)
