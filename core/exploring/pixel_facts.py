"""How bright pixels are, which never change, and which images are nearly of one colour."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from core.arrays import IntArray
from core.datasets.data_problems import NEARLY
from core.exploring.parts import ExploredPart, Place

#: Numbers that are counted at once.
PIECE = 4_000_000


@dataclass(frozen=True, slots=True, eq=False)
class PixelFacts:
    """What is true of the pixels of many images.

    Attributes
    ----------
    histogram : ndarray of int, shape (256,)
        How many pixels have each value.
    low, high : int
        The darkest and the brightest.
    numbers : int
        Of one image: rows × columns × channels.
    constant : int
        How many of those are the same in all images.
    blank : tuple of (Part, int)
        Images of one colour.
    near_blank : tuple of (Part, int)
        Images whose brightest and darkest pixel hardly differ.
    """

    histogram: IntArray
    low: int
    high: int
    numbers: int
    constant: int
    blank: tuple[Place, ...]
    near_blank: tuple[Place, ...]


def pixel_facts(parts: Sequence[ExploredPart], check: Callable[[], object]) -> PixelFacts:
    """Return what is true of the pixels of all parts together.

    Parameters
    ----------
    parts : sequence of ExploredPart
        At least one.
    check : callable
        Called between two pieces; raises `Cancelled` to end.
    """
    width = parts[0].width
    histogram = np.zeros(256, np.int64)
    lowest, highest = np.full(width, 255, np.uint8), np.zeros(width, np.uint8)
    blank: list[Place] = []
    near: list[Place] = []
    step = max(1, PIECE // width)
    for part in parts:
        for first in range(0, len(part), step):
            check()
            flat = part.data.images[part.rows[first : first + step]].reshape(-1, width)
            histogram += np.bincount(flat.ravel(), minlength=256)
            np.minimum(lowest, flat.min(axis=0), out=lowest)
            np.maximum(highest, flat.max(axis=0), out=highest)
            spans = flat.max(axis=1) - flat.min(axis=1)
            places = np.flatnonzero(spans <= NEARLY)
            for at in places.tolist():
                (near if spans[at] else blank).append((part.part, first + at))
    there = np.flatnonzero(histogram)
    histogram.flags.writeable = False
    return PixelFacts(
        histogram,
        int(there[0]),
        int(there[-1]),
        width,
        int(np.count_nonzero(lowest == highest)),
        tuple(blank),
        tuple(near),
    )
