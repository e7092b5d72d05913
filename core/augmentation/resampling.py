"""Read images at places between their pixels."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.arrays import ByteArray, FloatArray, IntArray
from core.buffers import Buffers

#: Cells of no ink around each image, so that every place has four pixels around it.
_BEFORE, _AFTER = 1, 2


class Resampling:
    r"""Bilinear interpolation of many images at once; outside of an image there is no ink.

    With the four pixels around a place, and the place's fractions f (down) and g (across):

    .. math:: (1 - f) \bigl((1 - g) p_{00} + g p_{01}\bigr)
              + f \bigl((1 - g) p_{10} + g p_{11}\bigr)

    Parameters
    ----------
    height, width : int
        Of the images.

    Notes
    -----
    One whole-number index per place serves all four pixels: it is used on the same memory
    begun 0, 1, W and W + 1 cells later.  Everything is written into buffers, so images should
    come in portions whose numbers fit into the processor's cache.
    """

    def __init__(self, height: int, width: int) -> None:
        self._height = height
        self._width = width
        self._stride = width + _BEFORE + _AFTER
        self._cells = (height + _BEFORE + _AFTER) * self._stride
        self._buffers = Buffers()

    def read(self, images: ByteArray, rows: FloatArray, columns: FloatArray) -> FloatArray:
        """Return the ink at each place.

        Parameters
        ----------
        images : ndarray of uint8, shape (N, H, W, C)
        rows, columns : ndarray of float32, shape (N, P)
            Places in each image; overwritten.

        Returns
        -------
        ndarray of float32, shape (N, P, C)
            From 0 to 255; valid until the next call.
        """
        channels = images.shape[-1]
        index = self._split(rows, columns)
        down, across = rows, columns
        ink = self._take("all", (channels, *index.shape))
        for channel in range(channels):
            cells = self._with_border(images[..., channel])
            top, bottom = ink[channel], self._take("bottom", index.shape)
            self._between(cells, index, across, out=top)
            self._between(cells[self._stride :], index, across, out=bottom)
            bottom -= top
            bottom *= down
            top += bottom
        return ink.transpose(1, 2, 0)  # (N, P, C)

    def _split(self, rows: FloatArray, columns: FloatArray) -> IntArray:
        """Return the cell up and left of each place; leave the fractions in the arguments."""
        cell, left = self._take("cell", rows.shape), self._take("left", rows.shape)
        for places, length, whole in ((rows, self._height, cell), (columns, self._width, left)):
            places += _BEFORE
            np.clip(places, 0, length + _BEFORE, out=places)
            np.floor(places, out=whole)
            places -= whole
        cell *= self._stride
        cell += left
        # Through int32: processors turn floats into those four times faster than into int64.
        short = self._buffers.take("short index", rows.shape, np.int32)
        np.copyto(short, cell, casting="unsafe")
        first = np.arange(0, len(rows) * self._cells, self._cells)[:, None]
        index: IntArray = self._buffers.take("index", rows.shape, np.intp)
        np.add(short, first, out=index)
        return index

    def _with_border(self, images: ByteArray) -> FloatArray:
        """Return the images' ink with no ink around it, as one long row of cells."""
        stride = self._stride
        cells = self._take("cells", (len(images), self._cells // stride, stride))
        # The border of this buffer is zero from the start and never written to.
        cells[:, _BEFORE:-_AFTER, _BEFORE:-_AFTER] = images
        return cells.reshape(-1)

    def _between(
        self, cells: FloatArray, index: IntArray, across: FloatArray, *, out: FloatArray
    ) -> None:
        """Write (1 − g) p₀ + g p₁ for the cells at `index` and those right of them."""
        right = self._take("right", index.shape)
        # Every index is inside; with "wrap" NumPy writes straight into `out`.
        np.take(cells, index, out=out, mode="wrap")
        np.take(cells[1:], index, out=right, mode="wrap")
        right -= out
        right *= across
        out += right

    def _take(self, name: str, shape: tuple[int, ...]) -> NDArray[Any]:
        return self._buffers.take(name, shape, np.float32)
