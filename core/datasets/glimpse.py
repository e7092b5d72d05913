"""The upper part of pictures that take long to decode, until all of them is there."""

from __future__ import annotations

from collections.abc import Sequence

from core.data_extra import LARGEST_SIDE
from core.datasets.image_files import Way
from core.datasets.kept_files import KeptFiles
from core.formats.picture_bytes import Picture, upper_part

#: Pixels that are decoded in a quarter of a second, as many as most phones take; of a picture
#: of more a part comes first.
MOST_PIXELS = 12_500_000


class Glimpse:
    """Files of which large PNG pictures are read from above as far as that is fast.

    What is below is black.  Other kinds are read as ever: a JPEG is decoded smaller.  What was
    decoded before is whole.

    Parameters
    ----------
    files : KeptFiles
    """

    def __init__(self, files: KeptFiles) -> None:
        self._files = files
        self.name = files.name

    def ways(self, at_most: int | None = None) -> Sequence[Way]:
        """Return where the files lie."""
        return self._files.ways(at_most)

    def head(self, way: Way) -> bytes:
        """Return the first bytes of a file; none if it cannot be read."""
        return self._files.head(way)

    def read(self, way: Way) -> bytes:
        """Return the bytes of a file; raise `LoadError` if that cannot be done."""
        return self._files.read(way)

    def measured(self, way: Way) -> tuple[int, int, bool]:
        """Return height, width and whether a picture is grey, or raise `LoadError`."""
        return self._files.measured(way)

    def picture(self, way: Way, most_side: int) -> Picture:
        """Return a picture; of a large one what is fast, on black.

        Raises
        ------
        LoadError
            If there is none.
        """
        height, width, _ = self._files.measured(way)
        if height * width <= MOST_PIXELS:
            return self._files.picture(way, most_side)
        rows = max(1, MOST_PIXELS // width)
        part = self._files.part(way, lambda content: upper_part(content, rows, LARGEST_SIDE))
        return part or self._files.picture(way, most_side)
