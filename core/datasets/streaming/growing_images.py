"""Images that come piece by piece."""

from __future__ import annotations

import math
from typing import Protocol

import numpy as np

from core.arrays import ByteArray, Shape
from core.datasets.streaming.layout import Region
from core.datasets.streaming.pixel_file import PixelFile


class RoomKeeper(Protocol):
    """Decides where images go."""

    def may_keep(self, size: int) -> bool:
        """Return whether so many bytes more may be in memory; they count as taken then."""

    def file(self) -> PixelFile:
        """Return the file for those that may not."""

    def remember(self, images: ByteArray, region: Region) -> None:
        """Take note that `images` lie there in the file."""


class GrowingImages:
    """Takes images piece by piece; in memory while they are few enough, then in a file.

    Parameters
    ----------
    keeper : RoomKeeper
    shape : tuple (H, W, C)
        Of one image.
    count : int or None
        How many there will be at most, if that is known: memory is taken once then.
    """

    def __init__(self, keeper: RoomKeeper, shape: Shape, count: int | None) -> None:
        self._keeper, self._shape = keeper, shape
        self._pieces: list[ByteArray] = []
        self._whole: ByteArray | None = None
        self._file: PixelFile | None = None
        self._filled = 0
        if count is None:
            return
        if keeper.may_keep(count * math.prod(shape)):
            self._whole = np.empty((count, *shape), np.uint8)
        else:
            self._begin_file()

    def add(self, piece: ByteArray) -> None:
        """Add some images, (n, H, W, C); the array itself may be used for others then."""
        if self._whole is not None:
            self._whole[self._filled : self._filled + len(piece)] = piece
        elif self._file is not None:
            self._file.add(piece)
        elif self._keeper.may_keep(piece.nbytes):
            self._pieces.append(piece.copy())
        else:
            self._begin_file().add(piece)
        self._filled += len(piece)

    def finish(self) -> ByteArray:
        """Return all of them, (N, H, W, C), read-only."""
        if self._file is not None:
            region = self._file.end()
            images: ByteArray = self._file.mapped(region)
            self._keeper.remember(images, region)
            return images
        if self._whole is not None:
            images = self._whole[: self._filled]
        else:
            images = np.concatenate([np.empty((0, *self._shape), np.uint8), *self._pieces])
            self._pieces.clear()
        images.flags.writeable = False
        return images

    def _begin_file(self) -> PixelFile:
        self._file = self._keeper.file()
        self._file.begin(self._shape, np.dtype(np.uint8))
        for at, piece in enumerate(self._pieces):
            self._file.add(piece)
            self._pieces[at] = piece[:0]
        self._pieces.clear()
        return self._file
