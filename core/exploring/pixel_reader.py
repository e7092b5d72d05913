"""Images as rows of numbers that can be compared."""

from __future__ import annotations

import numpy as np

from core.arrays import FloatArray, IntArray
from core.datasets.dataset import LabelledImages

#: Larger images are compared by the means of so many blocks along each side at most.
SIDE = 32


class PixelReader:
    """Reads images as rows of float32, from 0 to 255.

    Parameters
    ----------
    data : LabelledImages

    Attributes
    ----------
    width : int
        Numbers of a row.
    size : tuple (rows, columns)
        Of what is compared: of the images, or smaller if they are large.
    """

    def __init__(self, data: LabelledImages) -> None:
        self._images = data.images
        height, width, channels = data.images.shape[1:]
        self._starts = _starts(height), _starts(width)
        self.size = len(self._starts[0]), len(self._starts[1])
        self.width = self.size[0] * self.size[1] * channels
        self._is_reduced = self.size != (height, width)
        areas = np.outer(*(np.diff([*starts, end]) for starts, end in
                           zip(self._starts, (height, width), strict=True)))  # fmt: skip
        self._areas = areas.astype(np.float32)[:, :, None]

    def read(self, rows: IntArray) -> FloatArray:
        """Return the images of `rows`, shape (N, width)."""
        images = self._images[rows]
        if not self._is_reduced:
            return images.reshape(len(rows), -1).astype(np.float32)
        down, across = self._starts
        sums = np.add.reduceat(images, across, axis=2, dtype=np.uint32)
        sums = np.add.reduceat(sums, down, axis=1)
        return (sums / self._areas).reshape(len(rows), -1).astype(np.float32)


def _starts(length: int) -> IntArray:
    """Return where blocks begin: every pixel its own, or as few as fit."""
    count = min(length, SIDE)
    return np.arange(count) * length // count
