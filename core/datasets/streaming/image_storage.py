"""Where the images of a source go while it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from core.arrays import ByteArray, Shape
from core.datasets.dataset import Dataset, LabelledImages
from core.datasets.streaming.growing_images import GrowingImages
from core.datasets.streaming.layout import Region
from core.datasets.streaming.pixel_file import PixelFile
from core.datasets.streaming.stored_dataset import (
    TEST,
    TRAIN,
    StoredPart,
    describe,
    open_stored,
)
from core.errors import LoadError, OrderError

#: Bytes that are copied at once.
_PIECE = 1 << 22
#: Bytes of images in memory where there is no file for them.
MOST_IN_MEMORY = 1 << 31


@dataclass(frozen=True, slots=True, eq=False)
class FilePlace:
    """Where a file of images would be made.

    Attributes
    ----------
    key : str
        Of the source, and how it is read.
    most : int
        Bytes that it may take.
    make : callable
        Returns a new file that will take at least so many bytes.
    """

    key: str
    most: int
    make: Callable[[int], PixelFile]


class ImageStorage:
    """Keeps the images of one source in memory, or in a file if they are too many.

    Parameters
    ----------
    most_in_memory : int
        Bytes of images.
    place : FilePlace, optional
        None refuses what does not fit into memory.
    """

    def __init__(
        self, most_in_memory: int = MOST_IN_MEMORY, place: FilePlace | None = None
    ) -> None:
        self._most, self._place = most_in_memory, place
        self._taken = 0
        self._file: PixelFile | None = None
        self._regions: list[tuple[ByteArray, Region]] = []

    def images(self, shape: Shape, count: int | None = None) -> GrowingImages:
        """Return what takes images of `shape` (H, W, C), `count` at most if that is known.

        One at a time: they are finished before others are begun.
        """
        return GrowingImages(self, shape, count)

    def collected(
        self, shape: Shape, pieces: Iterable[ByteArray], count: int | None = None
    ) -> ByteArray:
        """Return the images of all `pieces`, (N, H, W, C), read-only; else as `images`."""
        growing = self.images(shape, count)
        for piece in pieces:
            growing.add(piece)
        return growing.finish()

    @property
    def limit(self) -> int:
        """Bytes that all images together may take, wherever they are."""
        return MOST_IN_MEMORY if self._place is None else max(self._most, self._place.most)

    def may_keep(self, size: int) -> bool:
        """Return whether so many bytes more may be in memory; they count as taken then."""
        self._taken += size
        return self._place is None or (self._file is None and self._taken <= self._most)

    def file(self) -> PixelFile:
        """Return the file for images that may not be in memory.

        Raises
        ------
        OrderError
            If there is no place for one.
        """
        if self._place is None:
            raise OrderError("ImageStorage: there is no place for a file")
        if self._file is None:
            self._file = self._place.make(self._taken)
        return self._file

    def remember(self, images: ByteArray, region: Region) -> None:
        """Take note that `images` lie there in the file."""
        self._regions.append((images, region))

    def finished(self, dataset: Dataset, check: Callable[[], object] = bool) -> Dataset:
        """Return the data set as it is to be used, and keep its file if it has one.

        Images that came to be in memory, such as those of another part, go into the file as
        well; those in it that are not used any more do not stay.

        Parameters
        ----------
        dataset : Dataset
        check : callable, optional
            Called between two pieces; raises if the data set is no longer wanted.

        Raises
        ------
        LoadError
            If the file cannot be written.
        """
        place = self._place
        if place is None or (self._file is None and self._fits(dataset)):
            return dataset
        parts = {TRAIN: dataset.train, TEST: dataset.test}
        used = {name: part for name, part in parts.items() if part is not None}
        arrays = [part.images for part in used.values()]
        before = None
        if not all(any(images is one for one in arrays) for images, _ in self._regions):
            before, self._file, self._regions = self._file, None, []
        try:
            file = self.file()
            regions = {name: self._stored(part, file, check) for name, part in used.items()}
            file.finish(describe(place.key, dataset, regions))
        finally:
            if before is not None:
                before.abandon()
        self._file = None
        found = open_stored(file.path, place.key)
        if found is None:
            raise LoadError(f"{dataset.name}: its images cannot be read back from the disk")
        return found

    def abandon(self) -> None:
        """Leave no file that is not finished."""
        if self._file is not None:
            self._file.abandon()
            self._file = None

    def _fits(self, dataset: Dataset) -> bool:
        """Return whether images that some reader made in memory may stay there."""
        parts = [part for part in (dataset.train, dataset.test) if part is not None]
        return sum(part.images.nbytes for part in parts) <= self._most

    def _stored(
        self, part: LabelledImages, file: PixelFile, check: Callable[[], object]
    ) -> StoredPart:
        """Return where a part lies; write what is not there yet."""
        known = [region for images, region in self._regions if images is part.images]
        images = known[0] if known else _written(part.images, file, check)
        labels = _written(part.labels, file, check)
        if part.came_from is None:
            return StoredPart(images, labels)
        rows = _written(part.came_from.rows, file, check)
        return StoredPart(images, labels, rows, part.came_from.part)


def _written(values: NDArray[Any], file: PixelFile, check: Callable[[], object]) -> Region:
    file.begin(values.shape[1:], values.dtype.newbyteorder("<"))
    for piece in in_pieces(values):
        check()
        file.add(piece)
    return file.end()


def in_pieces(
    values: NDArray[Any],
    rows: NDArray[Any] | None = None,
    check: Callable[[], object] = bool,
) -> Iterator[NDArray[Any]]:
    """Yield an array, or some rows of it, in pieces of a few MB along its first axis.

    `check` is called before every piece; it raises if they are no longer wanted.
    """
    step = max(1, _PIECE // max(values[:1].nbytes, 1))
    for first in range(0, len(values) if rows is None else len(rows), step):
        check()
        part = slice(first, first + step)
        yield values[part] if rows is None else values[rows[part]]
