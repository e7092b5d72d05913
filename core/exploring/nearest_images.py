"""Which images are nearest to one image, or to each of many."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.arrays import ByteArray, FloatArray, IntArray
from core.exploring.parts import ExploredPart
from core.exploring.pixel_reader import PixelReader

#: Images of either side that are multiplied at once: 4 MB of distances.
BLOCK = 1024
#: Numbers that are subtracted at once.
PIECE = 2_000_000
FULL = 255.0


@dataclass(frozen=True, slots=True, eq=False)
class NearestImages:
    """The nearest images of one, the nearest first.

    Attributes
    ----------
    indices : ndarray of int, shape (K,)
        In the order of the part.
    distances : ndarray of float64, shape (K,)
        Root mean square difference of their pixels, as a share of full ink.
    """

    indices: IntArray
    distances: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class NearestLabels:
    """For each of Q images, the nearest of its own label and of any other.

    Attributes
    ----------
    own, other : ndarray of int, shape (Q,)
        Indices among the images compared with; -1 if there is none.
    own_squares, other_squares : ndarray of float32, shape (Q,)
        Sums of squared differences, pixels from 0 to 255; infinite if there is none.
    """

    own: IntArray
    own_squares: FloatArray
    other: IntArray
    other_squares: FloatArray


def nearest_images(
    image: ByteArray,
    among: ExploredPart,
    count: int,
    check: Callable[[], object],
    *,
    without: int = -1,
) -> NearestImages:
    """Return the images of a part that differ least from one image.

    Differences are whole numbers: exact, and among equals the first image comes first.

    Parameters
    ----------
    image : ndarray of uint8, shape (H, W, C)
    among : ExploredPart
    count : int
        How many; fewer if the part is smaller.
    check : callable
        Called between two pieces; raises `Cancelled` to end.
    without : int
        Index of an image that does not count: the image itself.
    """
    wanted = image.reshape(-1).astype(np.int32)
    squares = np.empty(len(among), np.int64)
    step = max(1, PIECE // among.width)
    for first in range(0, len(among), step):
        check()
        rows = among.rows[first : first + step]
        away = among.data.images[rows].reshape(len(rows), -1) - wanted
        away *= away
        away.sum(axis=1, dtype=np.int64, out=squares[first : first + len(rows)])
    order = np.argsort(squares, kind="stable")
    order = order[order != without][:count]
    return NearestImages(order, np.sqrt(squares[order] / among.width) / FULL)


def nearest_labels(
    asked: ExploredPart,
    indices: IntArray,
    among: ExploredPart,
    chosen: IntArray,
    check: Callable[[], object],
) -> NearestLabels:
    """Return the nearest image of the same and of another label, for many images.

    By blocks of matrix products, |a − b|² = |a|² + |b|² − 2 a·b in float32; large images are
    compared by the means of blocks (`PixelReader`).  Among equals the first counts.

    Parameters
    ----------
    asked : ExploredPart
    indices : ndarray of int, shape (Q,)
        Which of its images are asked about.
    among : ExploredPart
        Of the same size of images; if it is the same part, an image is no neighbour of itself.
    chosen : ndarray of int, shape (R,)
        Which of its images count, in rising order.
    check : callable
        Called between two blocks; raises `Cancelled` to end.
    """
    tally = _Tally(asked.labels[indices])
    reader, other_reader = PixelReader(asked.data), PixelReader(among.data)
    x = reader.read(asked.rows[indices])
    norms = np.einsum("nd,nd->n", x, x)
    x *= -2.0
    labels = among.labels
    is_same = asked.data is among.data
    for first in range(0, len(chosen), BLOCK):
        check()
        block = chosen[first : first + BLOCK]
        y = other_reader.read(among.rows[block])
        squares = x @ y.T
        squares += np.einsum("nd,nd->n", y, y)
        squares += norms[:, None]
        if is_same:
            squares[asked.rows[indices][:, None] == among.rows[block]] = np.inf
        tally.add(np.maximum(squares, 0, out=squares), labels[block], block)
    return NearestLabels(tally.own, tally.own_squares, tally.other, tally.other_squares)


class _Tally:
    """Remembers the nearest so far."""

    def __init__(self, labels: IntArray) -> None:
        count = len(labels)
        self._labels = labels
        self._lines = np.arange(count)
        self.own, self.other = np.full((2, count), -1)
        self.own_squares, self.other_squares = np.full((2, count), np.inf, np.float32)

    def add(self, squares: FloatArray, labels: IntArray, indices: IntArray) -> None:
        """Look at a block of distances, shape (Q, block)."""
        is_own = self._labels[:, None] == labels
        own = np.where(is_own, squares, np.float32(np.inf))
        self._take(own, indices, self.own, self.own_squares)
        squares[is_own] = np.inf
        self._take(squares, indices, self.other, self.other_squares)

    def _take(
        self, squares: FloatArray, indices: IntArray, best: IntArray, least: FloatArray
    ) -> None:
        nearest = squares.argmin(axis=1)
        found = squares[self._lines, nearest]
        is_nearer = found < least
        least[is_nearer] = found[is_nearer]
        best[is_nearer] = indices[nearest[is_nearer]]
