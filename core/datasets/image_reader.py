"""Read many pictures into one array."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from core.arrays import ByteArray, Shape, shape_text
from core.datasets.dataset import Dataset, LabelledImages
from core.datasets.image_files import ImageFiles, Way, is_picture, way_text
from core.datasets.image_preparation import ImagePreparation, size_within_limit
from core.datasets.image_tree import ImageTree, LabelledWays, image_tree
from core.datasets.loading_watch import LoadingWatch
from core.errors import LoadError
from core.formats.picture_bytes import decoded, many_pictures, picture_size
from core.formats.picture_frame import COLOR, GREY, PictureFit, framed
from core.number_words import counted

#: Bytes of all images together.
MAX_VALUES = 1 << 31
#: So many pictures are looked at to tell size and colour.
MOST_LOOKED_AT = 1_000
#: Pictures between two reports.
_PIECE = 256
#: Larger pictures are decoded by two threads; of small ones Python's own part is the most.
_LARGE = 96 * 96
_THREADS = 2
_NAMES_SHOWN = 6


def read_image_files(
    files: ImageFiles, preparation: ImagePreparation, watch: LoadingWatch
) -> Dataset:
    """Return the pictures in folders of their classes as a data set.

    Raises
    ------
    LoadError
        If there is none that can be read, or they are too many.
    Cancelled
        If `watch` says so.
    """
    watch.report(0.0, f"Reading {files.name}")
    everything = files.ways()
    ways = [way for way in everything if is_picture(files, way)]
    if not ways:
        raise LoadError(f"{files.name}: there are no images in this folder or archive")
    tree = image_tree(ways, files.name)
    return _Pictures(files, tree, preparation, watch).dataset(len(everything) - len(ways))


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of a picture."""

    is_read: bool
    was_resized: bool = False
    was_greyed: bool = False


class _Pictures:
    """Reads the pictures of one data set."""

    def __init__(
        self,
        files: ImageFiles,
        tree: ImageTree,
        preparation: ImagePreparation,
        watch: LoadingWatch,
    ) -> None:
        self._files, self._tree, self._watch = files, tree, watch
        self._fit = preparation.fit
        self._parts = [part for part in (tree.train, tree.test) if part is not None]
        self._count = sum(len(part.ways) for part in self._parts)
        self._done = 0
        self._resized = self._greyed = 0
        self._broken: list[Way] = []
        with many_pictures():
            self._shape, self._is_large = self._shape_wanted(preparation)
        total = self._count * int(np.prod(self._shape))
        if total > MAX_VALUES:
            raise LoadError(
                f"{files.name}: {counted(self._count, 'image')} of {shape_text(self._shape)} "
                f"take {total:,} bytes, expected at most {MAX_VALUES:,}; choose a smaller size"
            )

    def dataset(self, other_files: int) -> Dataset:
        """Return everything, and what was left out."""
        with many_pictures():
            read = [self._part(part) for part in self._parts]
        train, test = read[0], read[1] if len(read) > 1 and len(read[1]) else None
        name = self._files.name
        if not len(train):
            raise LoadError(f"{name}: none of the images can be read")
        self._watch.report(1.0, f"{name} is ready")
        problems = self._problems()
        notes = (*self._tree.notes, *self._notes(other_files), *problems)
        return Dataset(name, train, test, self._tree.class_names, notes, problems)

    def _shape_wanted(self, preparation: ImagePreparation) -> tuple[Shape, bool]:
        """Return the shape of an image, and whether pictures are large."""
        ways = [way for part in self._parts for way in part.ways]
        step = -(-len(ways) // MOST_LOOKED_AT)
        sizes: Counter[tuple[int, int]] = Counter()
        is_grey = True
        for way in ways[::step]:
            try:
                height, width, grey = picture_size(self._files.read(way), way_text(way))
            except LoadError:
                continue
            sizes[height, width] += 1
            is_grey = is_grey and grey
        if not sizes:
            raise LoadError(f"{self._files.name}: none of the images can be read")
        most_frequent = max(sizes, key=lambda size: (sizes[size], size))
        size = preparation.size or size_within_limit(*most_frequent)
        channels = preparation.channels or (GREY if is_grey else COLOR)
        return (*size, channels), most_frequent[0] * most_frequent[1] > _LARGE

    def _part(self, part: LabelledWays) -> LabelledImages:
        images = np.empty((len(part.ways), *self._shape), np.uint8)
        is_whole = np.ones(len(part.ways), bool)
        for at, outcome in enumerate(self._read_all(part.ways, images)):
            self._resized += outcome.was_resized
            self._greyed += outcome.was_greyed
            if not outcome.is_read:
                is_whole[at] = False
                self._broken.append(part.ways[at])
        labels = np.array(part.labels, np.uint8)
        if not is_whole.all():
            images, labels = images[is_whole], labels[is_whole]
        images.flags.writeable = labels.flags.writeable = False
        return LabelledImages(images, labels)

    def _read_all(self, ways: Sequence[Way], images: ByteArray) -> Iterator[_Outcome]:
        """Fill `images`, and yield what became of each, in order."""
        with ThreadPoolExecutor(_THREADS) as pool:
            for first in range(0, len(ways), _PIECE):
                piece = range(first, min(first + _PIECE, len(ways)))
                texts = f"{self._done:,} of {counted(self._count, 'image')}"
                self._watch.report(
                    self._done / self._count, f"Reading {self._files.name}: {texts}"
                )
                run = pool.map if self._is_large else map
                yield from run(lambda at: self._read_one(ways[at], images[at]), piece)
                self._done += len(piece)

    def _read_one(self, way: Way, into: ByteArray) -> _Outcome:
        height, width, channels = self._shape
        try:
            image = decoded(self._files.read(way), way[-1], 2 * max(height, width))
        except LoadError:
            return _Outcome(is_read=False)
        into[:] = framed(image, self._shape, self._fit)
        was_resized = image.size != (width, height)
        return _Outcome(True, was_resized, channels == GREY and image.mode != "L")

    def _notes(self, other_files: int) -> list[str]:
        notes = []
        size = shape_text(self._shape[:2])
        if self._resized:
            done = {
                PictureFit.FIT: "fitted",
                PictureFit.CROP: "cropped",
                PictureFit.STRETCH: "stretched",
            }[self._fit]
            are = "was" if self._resized == 1 else "were"
            notes.append(
                f"{counted(self._resized, 'image')} of another size {are} {done} to {size}."
            )
        if self._greyed:
            notes.append(f"{counted(self._greyed, 'image')} in colour became grey.")
        if other_files:
            notes.append(f"Left out: {counted(other_files, 'file')} other than images.")
        return notes

    def _problems(self) -> tuple[str, ...]:
        if not self._broken:
            return ()
        shown = ", ".join(way_text(way) for way in self._broken[:_NAMES_SHOWN])
        more = len(self._broken) - _NAMES_SHOWN
        listed = shown if more <= 0 else f"{shown} and {more:,} more"
        are = "image cannot" if len(self._broken) == 1 else "images cannot"
        return (f"{len(self._broken):,} {are} be read; left out: {listed}",)
