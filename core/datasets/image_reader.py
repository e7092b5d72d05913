"""Read many pictures into one array."""

from __future__ import annotations

from collections import Counter
from functools import partial

import numpy as np

from core.arrays import shape_text
from core.datasets.dataset import Dataset, LabelledImages
from core.datasets.foreign_pictures import foreign_pictures
from core.datasets.image_files import ImageFiles, Way, is_picture, way_text
from core.datasets.image_preparation import ImagePreparation, size_within_limit
from core.datasets.image_tree import ImageTree, LabelledWays, image_tree
from core.datasets.label_numbers import stored_labels
from core.datasets.label_table import labelled_by_table
from core.datasets.loading_watch import LoadingWatch
from core.datasets.picture_pieces import PictureFrame, PicturePieces
from core.errors import LoadError
from core.formats.picture_bytes import many_pictures
from core.formats.picture_frame import COLOR, GREY, PictureFit
from core.number_words import counted

#: So many pictures are looked at to tell size and colour.
MOST_LOOKED_AT = 1_000
#: Files and pictures between two looks at whether the reading is still wanted.
_LOOKED_AT_ONCE, _MEASURED_AT_ONCE = 1_000, 20
#: Pixels that are decoded in a fraction of a second.
_PIXELS_OF_A_LOOK = 1 << 25
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
    if watch.kept is None:
        tree, others = _tree(files, watch)
    else:
        tree, others = watch.kept.tree(files, lambda: _tree(files, watch))
    return _Pictures(files, tree, preparation, watch).dataset(others)


def _tree(files: ImageFiles, watch: LoadingWatch) -> tuple[ImageTree, tuple[int, str]]:
    """Return what there is to read, how many files are no pictures, or none that are read."""
    everything = files.ways(watch.at_most)
    ways = []
    for at, way in enumerate(everything):
        if at % _LOOKED_AT_ONCE == 0:
            watch.report(0.0, f"Looking at {files.name}: {counted(at, 'file')}")
        if is_picture(files, way):
            ways.append(way)
    if not ways:
        foreign = foreign_pictures(way[-1] for way in everything)
        there = foreign or "there are no images in this folder or archive"
        raise LoadError(f"{files.name}: {there}")
    check = partial(watch.report, 0.0, f"Looking at the labels in {files.name}")
    tree = labelled_by_table(files, everything, ways, check) or image_tree(ways, files.name)
    read = set(ways)
    foreign = foreign_pictures(way[-1] for way in everything if way not in read)
    return tree, (len(everything) - len(ways), foreign)


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
        parts = [part for part in (tree.train, tree.test) if part is not None]
        if watch.at_most == 1:
            del parts[1:]  # a look at one picture waits for one
        self._parts = [_thinned(part, watch.at_most) for part in parts]
        self._count = sum(len(part.ways) for part in self._parts)
        self._done = 0
        self._resized = self._greyed = 0
        self._broken: list[Way] = []
        self._only_size: tuple[int, int] | None = None  # of all images
        with many_pictures():
            self._frame = self._frame_wanted(preparation)
        if watch.at_most is not None and watch.kept is None:  # there is one look only
            few = max(2, min(watch.at_most, _PIXELS_OF_A_LOOK // self._frame.pixels))
            self._parts = [_thinned(part, few) for part in self._parts]
            self._count = sum(len(part.ways) for part in self._parts)
        shape = self._frame.shape
        total = self._count * int(np.prod(shape))
        if total > (limit := watch.storage.limit):
            raise LoadError(
                f"{files.name}: {counted(self._count, 'image')} of {shape_text(shape)} "
                f"take {total:,} bytes, expected at most {limit:,}; choose a smaller size"
            )

    def dataset(self, others: tuple[int, str]) -> Dataset:
        """Return everything, and what was left out: as `_tree` returns it."""
        other_files, foreign = others
        with many_pictures():
            read = [self._part(part) for part in self._parts]
        train, test = read[0], read[1] if len(read) > 1 and len(read[1]) else None
        name = self._files.name
        if not len(train):
            raise LoadError(f"{name}: none of the images can be read")
        self._watch.report(1.0, f"{name} is ready")
        problems = (*self._problems(), *((foreign,) if foreign else ()))
        said = (f"{problem}." for problem in problems)
        notes = (*self._tree.notes, *self._notes(other_files), *said)
        return Dataset(name, train, test, self._tree.class_names, notes, problems)

    def _frame_wanted(self, preparation: ImagePreparation) -> PictureFrame:
        ways = [way for part in self._parts for way in part.ways]
        step = -(-len(ways) // MOST_LOOKED_AT)
        sizes: Counter[tuple[int, int]] = Counter()
        is_grey = True
        for at, way in enumerate(ways[::step]):
            if at % _MEASURED_AT_ONCE == 0:
                self._watch.report(0.0, f"Looking at {self._files.name}: how large images are")
            try:
                height, width, grey = self._files.measured(way)
            except LoadError:
                continue
            sizes[height, width] += 1
            is_grey = is_grey and grey
        if not sizes:
            raise LoadError(f"{self._files.name}: none of the images can be read")
        most_frequent = max(sizes, key=lambda size: (sizes[size], size))
        self._only_size = most_frequent if len(sizes) == step == 1 else None
        size = preparation.size or size_within_limit(*most_frequent)
        channels = preparation.channels or (GREY if is_grey else COLOR)
        pixels = most_frequent[0] * most_frequent[1]
        return PictureFrame((*size, channels), preparation.fit, pixels)

    def _part(self, part: LabelledWays) -> LabelledImages:
        growing = self._watch.storage.images(self._frame.shape, len(part.ways))
        is_whole = np.ones(len(part.ways), bool)
        with PicturePieces(self._files, self._frame) as pieces:
            for piece in pieces.read(part.ways):
                growing.add(piece.whole_images)
                is_whole[piece.first : piece.first + len(piece.is_whole)] = piece.is_whole
                self._resized += piece.resized
                self._greyed += piece.greyed
                self._done += len(piece.is_whole)
                self._report()
        self._broken += [part.ways[at] for at in np.flatnonzero(~is_whole)]
        labels = stored_labels(np.array(part.labels, np.int64)[is_whole])
        return LabelledImages(growing.finish(), labels)

    def _report(self) -> None:
        text = f"{self._done:,} of {counted(self._count, 'image')}"
        self._watch.report(self._done / self._count, f"Reading {self._files.name}: {text}")

    def _notes(self, other_files: int) -> list[str]:
        notes = []
        size = shape_text(self._frame.shape[:2])
        if self._resized:
            done = {
                PictureFit.FIT: "fitted",
                PictureFit.CROP: "cropped",
                PictureFit.STRETCH: "stretched",
            }[self._frame.fit]
            are = "was" if self._resized == 1 else "were"
            of = f"of {shape_text(self._only_size)}" if self._only_size else "of another size"
            notes.append(f"{counted(self._resized, 'image')} {of} {are} {done} to {size}.")
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


def _thinned(part: LabelledWays, at_most: int | None) -> LabelledWays:
    """Return so many pictures from all over a part; all of them without a limit."""
    if at_most is None or len(part.ways) <= at_most:
        return part
    last, between = len(part.ways) - 1, max(at_most - 1, 1)
    chosen = [
        at * last // between for at in range(at_most)
    ]  # 61 of them hold the 16, and these the 4
    return LabelledWays(
        tuple(part.ways[at] for at in chosen), tuple(part.labels[at] for at in chosen)
    )
