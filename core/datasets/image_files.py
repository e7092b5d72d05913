"""Files in a folder and in the folders in it, named by their way from there."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Protocol

from core.datasets.foreign_pictures import foreign_pictures
from core.errors import LoadError
from core.formats.content_kind import ContentKind, kind_of
from core.formats.file_access import has_changed, open_for_reading, short_name
from core.formats.path_facts import IMPOSSIBLE
from core.formats.picture_bytes import Picture, decoded, picture_size
from core.formats.system_files import is_of_system

#: More files are no data set for this program.
MOST_FILES = 1_000_000
DEEPEST = 6
#: Bytes of one picture.
MAX_BYTES = 1 << 26
#: First bytes of a file that say what it is; and those in which nearly all say how large it is.
HEAD, ENOUGH_TO_MEASURE = 512, 1 << 16
ENDINGS = (
    ".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".tif", ".tiff", ".ppm", ".pgm", ".pbm",
)  # fmt: skip
#: Kinds of content that are pictures.
PICTURES = frozenset(
    (ContentKind.PNG, ContentKind.JPEG, ContentKind.GIF, ContentKind.BMP, ContentKind.TIFF,
     ContentKind.WEBP)
)  # fmt: skip
#: Of tables that may say of what class the pictures beside them are.
TABLES = (".csv", ".tsv")
#: For a first look: entries of one folder among which files and folders are looked for, and
#: files of all folders together.
_MOST_GLANCED_AT, _MOST_FOR_A_LOOK = 2_000, 20_000
#: A pipe that has taken a file's place must not be waited for.
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
)

#: Where a file lies: the folders on the way, and its name.
Way = tuple[str, ...]


class ImageFiles(Protocol):
    """A folder or an archive."""

    @property
    def name(self) -> str:
        """What it is called in sentences."""

    def ways(self, at_most: int | None = None) -> Sequence[Way]:
        """Return where its files lie, in order; hidden ones are left out.

        With `at_most`, no more than so many of each folder are looked for.
        """

    def head(self, way: Way) -> bytes:
        """Return the first bytes of a file; none if it cannot be read."""

    def read(self, way: Way) -> bytes:
        """Return the bytes of a file; raise `LoadError` if that cannot be done."""

    def measured(self, way: Way) -> tuple[int, int, bool]:
        """Return height, width and whether a picture is grey, or raise `LoadError`."""

    def picture(self, way: Way, most_side: int) -> Picture:
        """Return the picture in a file as `core.formats.picture_bytes.decoded` does."""


class FolderFiles:
    """The files in a folder, up to six levels deep; links to folders are not followed."""

    def __init__(self, folder: Path) -> None:
        self._folder = os.fspath(folder)
        self.name = short_name(folder)

    def ways(self, at_most: int | None = None) -> list[Way]:
        """Return where its files lie, in order; hidden ones are left out.

        With `at_most`, no more than so many of each folder are looked for.

        Raises
        ------
        LoadError
            If there are more than a million.
        """
        most = MOST_FILES + 1 if at_most is None else _MOST_FOR_A_LOOK
        found = list(islice(walked(self._folder, at_most=at_most), most))
        if len(found) > MOST_FILES:
            raise LoadError(f"{self.name}: expected at most {MOST_FILES:,} files")
        return sorted(found)

    def head(self, way: Way, size: int = HEAD) -> bytes:
        """Return the first bytes of a file; none if it cannot be read."""
        try:
            with open_for_reading(os.path.join(self._folder, *way)) as (file, _):
                return file.read(size)
        except LoadError:
            return b""

    def read(self, way: Way) -> bytes:
        """Return the bytes of a file.

        Raises
        ------
        LoadError
            If it cannot be read, or is larger than 64 MB.
        """
        path = os.sep.join((self._folder, *way))
        try:  # four calls of the system and no objects, for there may be 60,000 files
            handle = os.open(path, _FLAGS)
            try:
                facts = os.fstat(handle)
                if not stat.S_ISREG(facts.st_mode):
                    raise LoadError(f"{way_text(way)}: expected a file")
                if facts.st_size > MAX_BYTES:
                    raise LoadError(
                        f"{way_text(way)}: expected at most {MAX_BYTES:,} bytes, received "
                        f"{facts.st_size:,}"
                    )
                content = _read_whole(handle, facts.st_size)
                if len(content) != facts.st_size or has_changed(facts, os.fstat(handle)):
                    raise LoadError(f"{way_text(way)}: this file changed while it was read")
                return content
            finally:
                os.close(handle)
        except LoadError:
            raise
        except IMPOSSIBLE:
            raise LoadError(f"{way_text(way)}: cannot be read") from None

    def measured(self, way: Way) -> tuple[int, int, bool]:
        """Return height, width and whether a picture is grey, or raise `LoadError`."""
        return measured_by(
            way, partial(self.head, way, ENOUGH_TO_MEASURE), partial(self.read, way)
        )

    def picture(self, way: Way, most_side: int) -> Picture:
        """Return the picture in a file; raise `LoadError` if there is none."""
        return decoded(self.read(way), way[-1], most_side)


def measured_by(
    way: Way, head: Callable[[], bytes], whole: Callable[[], bytes]
) -> tuple[int, int, bool]:
    """Return height, width and whether a picture is grey, by its first bytes if they say it.

    Raises
    ------
    LoadError
        If it is no picture, or cannot be read.
    """
    try:
        return picture_size(head(), way_text(way))
    except LoadError:  # it may stand further on, or there is another reason to name
        return picture_size(whole(), way_text(way))


def _read_whole(handle: int, size: int) -> bytes:
    """Return the bytes of an open file; the system may hand them over in pieces."""
    content = os.read(handle, size + 1)
    if len(content) >= size:
        return content
    pieces = [content]
    while piece := os.read(handle, size + 1):
        pieces.append(piece)
        if sum(map(len, pieces)) > size:
            break
    return b"".join(pieces)


def walked(folder: str, before: Way = (), at_most: int | None = None) -> Iterator[Way]:
    """Yield where files lie that are not hidden, in no order.

    Parameters
    ----------
    folder : str
    before : tuple of str
        The way to it.
    at_most : int, optional
        So many files of each folder are enough.
    """
    inner: list[str] = []
    found = 0
    try:
        with os.scandir(folder) as entries:
            glanced_at = entries if at_most is None else islice(entries, _MOST_GLANCED_AT)
            for entry in glanced_at:
                if is_hidden(entry.name):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    inner.append(entry.name)
                elif found == at_most:
                    if not inner:
                        break
                elif entry.is_file():
                    found += 1
                    yield (*before, entry.name)
            for entry in islice(entries, MOST_FILES):  # a table of labels must not be missed
                if entry.name.casefold().endswith(TABLES) and not is_hidden(entry.name):
                    yield (*before, entry.name)
    except IMPOSSIBLE:
        return
    if len(before) < DEEPEST:
        for name in sorted(inner):
            yield from walked(os.path.join(folder, name), (*before, name), at_most)


def is_hidden(name: str) -> bool:
    """Return whether a file or folder is there for a system rather than for people."""
    return is_of_system(name)


def is_picture(files: ImageFiles, way: Way) -> bool:
    """Return whether a file is called like a picture, or is one."""
    if way[-1].casefold().endswith(ENDINGS):
        return True
    # raw pictures begin like TIFF
    return kind_of(files.head(way)) in PICTURES and not foreign_pictures(way[-1:])


def way_text(way: Way) -> str:
    """Return where a file lies, short and printable: ``cat/1.png``."""
    return short_name("/".join(way).replace("/", "\N{DIVISION SLASH}")).replace(
        "\N{DIVISION SLASH}", "/"
    )
