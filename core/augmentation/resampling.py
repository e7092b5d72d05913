"""Read images at places between their pixels."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from core.arrays import ByteArray, FloatArray, IntArray
from core.buffers import Buffers

#: Cells of no ink around each image, so that every place has four pixels around it.
_BEFORE, _AFTER = 1, 2
#: Of a place's fraction, and of a pixel's ink.
_BITS = 8
_ONE = 1 << _BITS
#: Ink of the left two of four pixels, with room for a product behind each.
_LEFT_TWO = 0x00FF00FF


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
    All is done in whole numbers: fractions are multiples of 1/256, so the ink is right to two
    levels of 255.  The four pixels are packed into one number of 32 bits, so that reading
    memory at scattered places, the dear part, happens once per place; and both rows are
    interpolated by the same operations, side by side in the halves of such a number.
    Everything is written into buffers, so images should come in portions whose numbers fit
    into the processor's cache.
    """

    def __init__(self, height: int, width: int) -> None:
        self._height = height
        self._width = width
        self._stride = width + _BEFORE + _AFTER
        self._cells = (height + _BEFORE + _AFTER) * self._stride
        self._buffers = Buffers()

    def read(self, images: ByteArray, rows: FloatArray, columns: FloatArray) -> ByteArray:
        """Return the ink at each place.

        Parameters
        ----------
        images : ndarray of uint8, shape (N, H, W, C)
        rows, columns : ndarray of float32, shape (N, P)
            Places in each image; overwritten.

        Returns
        -------
        ndarray of uint8, shape (N, P, C)
            Valid until the next call.
        """
        channels = images.shape[-1]
        row, down = self._split("row", rows, self._height)
        column, across = self._split("column", columns, self._width)
        index = self._index(row, column)
        ink: ByteArray = self._take("ink", (channels, *index.shape), np.uint8)
        for channel in range(channels):
            quads = self._quads(images[..., channel])
            four = self._take("four", index.shape, np.uint32)
            # Every index is inside; with "wrap" NumPy writes straight into `out`.
            np.take(quads, index, out=four, mode="wrap")
            np.copyto(ink[channel], self._between(four, down, across), casting="unsafe")
        return ink.transpose(1, 2, 0)  # (N, P, C)

    def _split(self, name: str, places: FloatArray, length: int) -> tuple[IntArray, IntArray]:
        """Return the cell before each place, and by how many 256ths the place is after it."""
        places *= _ONE
        np.clip(places, -_ONE, length * _ONE, out=places)
        whole = self._take(name, places.shape, np.int32)
        np.copyto(whole, places, casting="unsafe")
        fraction = self._take(f"{name} fraction", places.shape, np.int32)
        np.bitwise_and(whole, _ONE - 1, out=fraction)
        np.right_shift(whole, _BITS, out=whole)
        return whole, fraction.view(np.uint32)

    def _index(self, row: IntArray, column: IntArray) -> IntArray:
        """Return where in the long row of all cells each place's four pixels are."""
        row *= self._stride
        row += column
        first = np.arange(0, len(row) * self._cells, self._cells)[:, None]
        index: IntArray = self._take("index", row.shape, np.intp)
        np.add(row, first + _BEFORE * (self._stride + 1), out=index)
        return index

    def _quads(self, images: ByteArray) -> IntArray:
        """Return p₀₀ + 2⁸ p₀₁ + 2¹⁶ p₁₀ + 2²⁴ p₁₁ for every cell, as one long row."""
        stride = self._stride
        shape = (len(images), self._cells // stride, stride)
        # The border of this buffer is zero from the start and never written to.
        cells = self._take("cells", shape, np.uint32)
        cells[:, _BEFORE:-_AFTER, _BEFORE:-_AFTER] = images
        flat = cells.reshape(-1)
        pairs, quads, shifted = (
            self._take(name, flat.shape, np.uint32) for name in ("pairs", "quads", "shifted")
        )
        for single, steps, joined in ((flat, 1, pairs), (pairs, stride, quads)):
            # Behind the last cells, which no place is at, nothing needs to be written.
            np.left_shift(single[steps:], _BITS * (1 + (steps > 1)), out=shifted[:-steps])
            np.bitwise_or(single[:-steps], shifted[:-steps], out=joined[:-steps])
        return quads

    def _between(self, four: IntArray, down: IntArray, across: IntArray) -> IntArray:
        """Return the ink between four pixels; `four` is overwritten.

        Differences may be negative, but sums are not, and arithmetic modulo 2³² adds up.
        """
        right, bottom = (
            self._take(name, four.shape, np.uint32) for name in ("right", "bottom")
        )
        np.right_shift(four, _BITS, out=right)
        right &= _LEFT_TWO  # p₀₁ and p₁₁
        four &= _LEFT_TWO  # p₀₀ and p₁₀
        right -= four
        right *= across
        four <<= _BITS
        four += right  # (256 - g) p₀₀ + g p₀₁, and the same of the lower row
        np.right_shift(four, 2 * _BITS, out=bottom)
        top = np.bitwise_and(four, 0xFFFF, out=four)
        bottom -= top
        bottom *= down
        top <<= _BITS
        top += bottom
        top += 1 << (2 * _BITS - 1)  # rounds: what follows is cut off
        top >>= 2 * _BITS
        return top

    def _take(self, name: str, shape: tuple[int, ...], dtype: DTypeLike) -> NDArray[Any]:
        return self._buffers.take(name, shape, dtype)
