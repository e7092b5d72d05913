"""Decode pictures on several threads, a few at a time."""

from __future__ import annotations

import math
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event
from types import TracebackType
from typing import Self

import numpy as np

from core.arrays import BoolArray, ByteArray, Shape
from core.datasets.image_files import ImageFiles, Way
from core.errors import LoadError
from core.formats.picture_bytes import BLACK, LAID_ON, WHITE
from core.formats.picture_frame import GREY, PictureFit, framed

#: Pictures of a piece, and bytes that their images take at most.
_MOST, _MOST_BYTES = 256, 1 << 22
#: Pictures with so many pixels take long enough for two threads; of smaller ones Python's own
#: part is the most.
_LARGE = 96 * 96
_THREADS = 2
#: Pictures of a piece if they are large, and their pixels together: some tenths of a second.
_FEW, _MOST_PIXELS = 16, 1 << 22


@dataclass(frozen=True, slots=True)
class PictureFrame:
    """What pictures are brought into.

    Attributes
    ----------
    shape : tuple (H, W, C)
        Of each image.
    fit : PictureFit
        How those of other proportions come into it.
    pixels : int
        Of most pictures.
    """

    shape: Shape
    fit: PictureFit
    pixels: int


@dataclass(frozen=True, slots=True, eq=False)
class PicturePiece:
    """A few pictures one after the other.

    Attributes
    ----------
    first : int
        Place of the first one.
    images : ndarray of uint8, shape (N, H, W, C)
        What is not whole is undefined.
    is_whole : ndarray of bool, shape (N,)
        Which could be read.
    resized, greyed, on_white, on_black : int
        How many of them were of another size, how many in colour became grey, and how many
        that can be seen through were laid on what.
    """

    first: int
    images: ByteArray
    is_whole: BoolArray
    resized: int
    greyed: int
    on_white: int
    on_black: int

    @property
    def whole_images(self) -> ByteArray:
        """Those that could be read."""
        return self.images if self.is_whole.all() else self.images[self.is_whole]


class PicturePieces:
    """Reads pictures in order, ahead of who takes them by two pieces; a context manager.

    Leaving it ends the threads after the pictures they are at.

    Parameters
    ----------
    files : ImageFiles
    frame : PictureFrame
    """

    def __init__(self, files: ImageFiles, frame: PictureFrame) -> None:
        self._files, self._frame = files, frame
        is_large = frame.pixels > _LARGE
        self._threads = _THREADS if is_large else 1
        most = max(1, _MOST_BYTES // math.prod(frame.shape))
        few = max(1, min(_FEW, _MOST_PIXELS // frame.pixels))
        self._size = min(few if is_large else _MOST, most)
        self._is_over = Event()
        self._pool = ThreadPoolExecutor(self._threads, "pictures")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._is_over.set()
        self._pool.shutdown(cancel_futures=True)

    def read(self, ways: Sequence[Way]) -> Iterator[PicturePiece]:
        """Yield the pictures that lie at `ways`, piece by piece."""
        waiting: deque[Future[PicturePiece]] = deque()
        for first in range(0, len(ways), self._size):
            part = ways[first : first + self._size]
            waiting.append(self._pool.submit(self._piece, first, part))
            if len(waiting) > self._threads + 1:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def _piece(self, first: int, ways: Sequence[Way]) -> PicturePiece:
        height, width, channels = shape = self._frame.shape
        images = np.empty((len(ways), *shape), np.uint8)
        is_whole = np.zeros(len(ways), bool)
        resized = greyed = 0
        laid: Counter[str] = Counter()
        for at, way in enumerate(ways):
            if self._is_over.is_set():
                break
            try:
                image = self._files.picture(way, 2 * max(height, width))
            except LoadError:
                continue
            images[at] = framed(image, shape, self._frame.fit)
            is_whole[at] = True
            resized += image.size != (width, height)
            greyed += channels == GREY and image.mode != "L"
            laid[image.info.get(LAID_ON, "")] += 1
        on_white, on_black = laid[WHITE], laid[BLACK]
        return PicturePiece(first, images, is_whole, resized, greyed, on_white, on_black)
