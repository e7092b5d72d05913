"""Files of a folder or an archive that were read and decoded once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import RLock

from core.data_extra import LARGEST_SIDE
from core.datasets.image_files import ImageFiles, Way
from core.errors import LoadError
from core.formats.picture_bytes import Picture

#: Bytes that files, and the pixels made of them, may take together.
_MOST_BYTES = 1 << 27
_OF_A_FOLDER = 64
#: No image has longer sides; pictures are kept no larger than any of them needs.
_SIDE = LARGEST_SIDE


class KeptFiles:
    """Remembers where files lie, what is in those that were asked for, and their pixels.

    May be asked by several threads.
    """

    def __init__(self) -> None:
        self._lock = RLock()
        self._name = ""
        self._ways: Sequence[Way] | None = None
        self._heads: dict[Way, bytes] = {}
        self._contents: dict[Way, bytes | LoadError] = {}
        self._measured: dict[Way, tuple[int, int, bool] | LoadError] = {}
        self._pictures: dict[Way, Picture] = {}
        self._parts: dict[Way, Picture | None] = {}
        self._taken = 0
        self._open: Callable[[], ImageFiles] | None = None
        self._opened: ImageFiles | None = None

    def of(self, opened: Callable[[], ImageFiles]) -> KeptFiles:
        """Return itself, with what is called if a file is missing."""
        self._open, self._opened = opened, None
        if not self._name:
            self._name = self._source.name
        return self

    @property
    def name(self) -> str:
        """What it is called in sentences."""
        return self._name

    def ways(self, at_most: int | None = None) -> Sequence[Way]:
        """Return where files lie, found once: as many of each folder as any look wants."""
        with self._lock:
            if self._ways is None:
                self._ways = self._source.ways(max(at_most or 0, _OF_A_FOLDER))
            return self._ways

    def head(self, way: Way) -> bytes:
        """Return the first bytes of a file; none if it cannot be read."""
        with self._lock:
            if way not in self._heads:
                self._heads[way] = self._source.head(way)
            return self._heads[way]

    def read(self, way: Way) -> bytes:
        """Return the bytes of a file.

        Raises
        ------
        LoadError
            If it could not be read.
        """
        with self._lock:
            content = self._contents.get(way)
            if content is None:
                try:
                    content = self._source.read(way)
                except LoadError as error:
                    content = error
                if isinstance(content, LoadError) or self._may_keep(len(content)):
                    self._contents[way] = content
        if isinstance(content, LoadError):
            raise LoadError(str(content))
        return content

    def measured(self, way: Way) -> tuple[int, int, bool]:
        """Return height, width and whether a picture is grey.

        Raises
        ------
        LoadError
            If it could not be read.
        """
        with self._lock:
            facts = self._measured.get(way)
            if facts is None:
                try:
                    facts = self._source.measured(way)
                except LoadError as error:
                    facts = error
                self._measured[way] = facts
        if isinstance(facts, LoadError):
            raise LoadError(str(facts))
        return facts

    def picture(self, way: Way, most_side: int) -> Picture:
        """Return a picture, sharp enough for any size; see `ImageFiles`.

        It is decoded once: other sizes are made of it.
        """
        picture = self._pictures.get(way)
        if picture is None:
            picture = _smaller(self._source.picture(way, max(most_side, 2 * _SIDE)))
            with self._lock:
                if self._may_keep(_size_of(picture)):
                    self._pictures[way] = picture
        return picture

    def part(self, way: Way, of: Callable[[bytes], Picture | None]) -> Picture | None:
        """Return a picture that was decoded before, or else the part that `of` makes of it.

        Raises
        ------
        LoadError
            If the file could not be read.
        """
        if way in self._pictures:
            return self._pictures[way]
        if way not in self._parts:
            self._parts = {way: of(self._source.read(way))}  # one is looked at first
        return self._parts[way]

    @property
    def _source(self) -> ImageFiles:
        with self._lock:
            if self._opened is None:
                if self._open is None:
                    raise LoadError(f"{self._name}: cannot be read")
                self._opened = self._open()
            return self._opened

    def _may_keep(self, size: int) -> bool:
        if self._taken + size > _MOST_BYTES:
            return False
        self._taken += size
        return True


def _smaller(picture: Picture) -> Picture:
    """Return means of blocks, of which a side has no fewer than any image needs."""
    times = min(picture.size) // _SIDE
    if times < 2:
        return picture
    smaller = picture.reduce(times)
    smaller.info.update(picture.info)
    return smaller


def _size_of(picture: Picture) -> int:
    return picture.width * picture.height * len(picture.getbands())
