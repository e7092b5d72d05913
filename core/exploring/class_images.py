"""How many images each class has, and what they look like on average."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray, IntArray
from core.exploring.parts import ExploredPart

#: Numbers of all mean images together: 64 MB of them, and as many of the variances.
MOST_NUMBERS = 8_000_000
#: Numbers that are added up at once.
PIECE = 2_000_000


@dataclass(frozen=True, slots=True, eq=False)
class ClassImages:
    """Counts, mean and variance by class; no array can be written to.

    Attributes
    ----------
    counts : ndarray of int, shape (classes,)
        Images of every class.
    shown : ndarray of int, shape (S,)
        Classes that have a mean image, in order: all that have images, or the most frequent
        if the means of all would take too much memory.
    means : ndarray of float64, shape (S, H, W, C)
        From 0 to 255.
    variances : ndarray of float64, shape (S, H, W, C)
        Mean square distance from the mean.
    """

    counts: IntArray
    shown: IntArray
    means: FloatArray
    variances: FloatArray


def class_images(
    parts: Sequence[ExploredPart], classes: int, check: Callable[[], object]
) -> ClassImages:
    """Return counts, mean and variance of the images of each class.

    Sums are whole numbers, so that neither the order of images nor the pieces they are added
    up in matter.

    Parameters
    ----------
    parts : sequence of ExploredPart
        At least one.
    classes : int
        How many there are by name; labels may go beyond.
    check : callable
        Called between two pieces; raises `Cancelled` to end.
    """
    labels = [part.labels for part in parts]
    highest = max(int(one.max()) for one in labels)
    counts = np.bincount(np.concatenate(labels), minlength=max(classes, highest + 1))
    shape = parts[0].data.images.shape[1:]
    width = parts[0].width
    shown = np.flatnonzero(counts)
    if (most := max(1, MOST_NUMBERS // width)) < len(shown):
        shown = np.sort(np.argsort(-counts, kind="stable")[:most])
    place = np.full(len(counts), -1)
    place[shown] = np.arange(len(shown))
    sums, squares = np.zeros((2, len(shown), width), np.int64)
    for part, of_part in zip(parts, labels, strict=True):
        _add(part, place[of_part], sums, squares, check)
    number = counts[shown][:, None]
    means = sums / number
    variances = np.maximum(squares / number - means * means, 0)
    found = ClassImages(counts, shown, means.reshape(-1, *shape), variances.reshape(-1, *shape))
    for array in (found.counts, found.shown, found.means, found.variances):
        array.flags.writeable = False
    return found


def _add(
    part: ExploredPart,
    place: IntArray,
    sums: IntArray,
    squares: IntArray,
    check: Callable[[], object],
) -> None:
    """Add the images of a part to the sums of their classes, class by class."""
    order = np.argsort(place, kind="stable")
    order = order[np.searchsorted(place[order], 0) :]  # without those that are not shown
    step = max(1, PIECE // part.width)
    for first in range(0, len(order), step):
        check()
        piece = order[first : first + step]
        images = part.data.images[part.rows[piece]].reshape(len(piece), -1).astype(np.uint32)
        here = place[piece]
        starts = np.flatnonzero(np.diff(here, prepend=-1))
        sums[here[starts]] += np.add.reduceat(images, starts, axis=0, dtype=np.int64)
        images *= images
        squares[here[starts]] += np.add.reduceat(images, starts, axis=0, dtype=np.int64)
