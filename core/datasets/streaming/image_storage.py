"""Where the images of a source go while it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from core.arrays import ByteArray, Shape
from core.datasets.dataset import Dataset, LabelledImages
from core.datasets.streaming.growing_images import GrowingImages
from core.datasets.streaming.layout import Region
from core.datasets.streaming.pixel_file import PixelFile
from core.datasets.streaming.stored_dataset import TEST, TRAIN, describe, open_stored
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
        return MOST_IN_MEMORY if self._place is None else self._place.most

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

    def finished(self, dataset: Dataset) -> Dataset:
        """Return the data set as it is to be used, and keep its file if it has one.

        Images that came to be in memory since, such as those of another part, go into the file
        as well; those in it that are not used any more do not stay.

        Raises
        ------
        LoadError
            If the file cannot be written.
        """
        if self._file is None or self._place is None:
            return dataset
        parts = {TRAIN: dataset.train, TEST: dataset.test}
        used = {name: part for name, part in parts.items() if part is not None}
        arrays = [part.images for part in used.values()]
        before = None
        if not all(any(images is one for one in arrays) for images, _ in self._regions):
            before, self._file, self._regions = self._file, None, []
        try:
            file = self.file()
            regions = {name: self._stored(part, file) for name, part in used.items()}
            file.finish(describe(self._place.key, dataset, regions))
        finally:
            if before is not None:
                before.abandon()
        self._file = None
        found = open_stored(file.path, self._place.key)
        if found is None:
            raise LoadError(f"{dataset.name}: its images cannot be read back from the disk")
        return found

    def abandon(self) -> None:
        """Leave no file that is not finished."""
        if self._file is not None:
            self._file.abandon()
            self._file = None

    def _stored(self, part: LabelledImages, file: PixelFile) -> tuple[Region, Region]:
        """Return where images and labels of a part lie; write what is not there yet."""
        known = [region for images, region in self._regions if images is part.images]
        images = known[0] if known else _written(part.images, file)
        return images, _written(part.labels, file)


def _written(values: NDArray[Any], file: PixelFile) -> Region:
    file.begin(values.shape[1:], values.dtype.newbyteorder("<"))
    step = max(1, _PIECE // max(values[:1].nbytes, 1))
    for first in range(0, len(values), step):
        file.add(values[first : first + step])
    return file.end()
