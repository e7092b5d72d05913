"""How many images a nearest neighbour gets right: the figure that a network has to beat."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from core.arrays import BoolArray, FloatArray, IntArray
from core.datasets.sample import Part
from core.exploring.nearest_images import BLOCK, nearest_labels
from core.exploring.parts import PART_WORDS, ExploredPart, Place, part_named, spread
from core.exploring.pixel_reader import PixelReader
from core.number_words import counted

#: Images that are asked about, if there are as many.
ASKED = 2_000
FEWEST_ASKED = 500
#: Products of two numbers that are added up at most: some seconds on one core.
MOST_PRODUCTS = 100_000_000_000
#: Two images are nearly the same if they differ by so small a share of how much the pixels
#: of one differ from their mean.
NEARLY_SAME = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class Baseline:
    """What the label of the nearest training image says of other images.

    Attributes
    ----------
    part : Part
        Of which images: test, else validation, else training images among the others.
    asked : ndarray of int, shape (Q,)
        Which of them were asked about.
    of : int
        How many the part has.
    among, of_among : int
        Training images that were compared with, and how many there are.
    predicted : ndarray of int, shape (Q,)
        The label of the nearest.
    is_right : ndarray of bool, shape (Q,)
    near_copies : tuple of ((Part, int), (Part, int))
        Images asked about that nearly are a training image without being its copy, and which.
    """

    part: Part
    asked: IntArray
    of: int
    among: int
    of_among: int
    predicted: IntArray
    is_right: BoolArray
    near_copies: tuple[tuple[Place, Place], ...]

    @property
    def accuracy(self) -> float:
        """Share that is right."""
        return float(np.mean(self.is_right))

    def words(self) -> str:
        """Return of which images that is said: ``2,000 of 10,000 test images``."""
        noun = f"{PART_WORDS[self.part]} image"
        if len(self.asked) == self.of:
            asked = counted(self.of, noun)
        else:
            asked = f"{len(self.asked):,} of {counted(self.of, noun)}"
        if self.among == self.of_among:
            return f"{asked}, among {counted(self.among, 'training image')}"
        return f"{asked}, among {self.among:,} of {counted(self.of_among, 'training image')}"


def neighbour_baseline(
    parts: Sequence[ExploredPart],
    check: Callable[[], object],
    advance: Callable[[float], object],
) -> Baseline | None:
    """Return how well a nearest neighbour in the training part does; None without two images.

    Parameters
    ----------
    parts : sequence of ExploredPart
    check : callable
        Called between two pieces of work; raises `Cancelled` to end.
    advance : callable
        Called with the share that is done.

    References
    ----------
    .. [1] Cover & Hart (1967), "Nearest neighbor pattern classification".
    """
    among = part_named(parts, Part.TRAIN)
    asked = part_named(parts, Part.TEST) or part_named(parts, Part.VALIDATION) or among
    if among is None or asked is None or (asked is among and len(among) < 2):
        return None
    products = MOST_PRODUCTS // PixelReader(among.data).width
    count = min(len(asked), max(FEWEST_ASKED, min(ASKED, products // len(among))))
    indices = spread(len(asked), count)
    chosen = spread(len(among), max(FEWEST_ASKED, products // len(indices)))
    nearest, squares = _nearest(asked, indices, among, chosen, check, advance)
    predicted = among.labels[nearest]
    near = _near_copies(asked, indices, among, nearest, squares)
    return Baseline(
        asked.part,
        indices,
        len(asked),
        len(chosen),
        len(among),
        predicted,
        predicted == asked.labels[indices],
        near,
    )


def _nearest(
    asked: ExploredPart,
    indices: IntArray,
    among: ExploredPart,
    chosen: IntArray,
    check: Callable[[], object],
    advance: Callable[[float], object],
) -> tuple[IntArray, FloatArray]:
    """Return the nearest of each, whatever its label, and the squared distances."""
    best: list[IntArray] = []
    squares: list[FloatArray] = []
    for first in range(0, len(indices), BLOCK):
        block = indices[first : first + BLOCK]
        found = nearest_labels(asked, block, among, chosen, check)
        # among equals the first image counts, whatever its label
        is_own = (found.own_squares < found.other_squares) | (
            (found.own_squares == found.other_squares) & (found.own < found.other)
        )
        best.append(np.where(is_own, found.own, found.other))
        squares.append(np.minimum(found.own_squares, found.other_squares))
        advance(min(1.0, (first + len(block)) / len(indices)))
    return np.concatenate(best), np.concatenate(squares)


def _near_copies(
    asked: ExploredPart,
    indices: IntArray,
    among: ExploredPart,
    nearest: IntArray,
    squares: FloatArray,
) -> tuple[tuple[Place, Place], ...]:
    reader = PixelReader(asked.data)
    found: list[tuple[Place, Place]] = []
    for first in range(0, len(indices), BLOCK):
        piece = slice(first, first + BLOCK)
        x = reader.read(asked.rows[indices[piece]])
        x -= x.mean(axis=1, keepdims=True)
        spans = np.einsum("nd,nd->n", x, x)
        is_near = (squares[piece] <= NEARLY_SAME**2 * spans) & (spans > 0)
        for at in (np.flatnonzero(is_near) + first).tolist():
            one, other = int(indices[at]), int(nearest[at])
            if not np.array_equal(asked.image(one), among.image(other)):
                found.append(((asked.part, one), (among.part, other)))
    return tuple(found)
