"""Images whose label may be wrong, the likeliest first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray, IntArray
from core.evaluation.verdicts import Verdicts
from core.exploring.nearest_images import BLOCK, nearest_labels
from core.exploring.parts import ExploredPart, spread
from core.exploring.pixel_reader import PixelReader

#: Products of two numbers that are added up at most: some minutes on one core.
MOST_PRODUCTS = 4_000_000_000_000
#: Suspects that are kept.
MOST = 1_000


@dataclass(frozen=True, slots=True, eq=False)
class Suspects:
    """Images of a part that seem to be of another class, the most suspect first.

    Attributes
    ----------
    indices : ndarray of int, shape (S,)
        In the order of the part.
    said : ndarray of int, shape (S,)
        The class they seem to be of.
    weights : ndarray of float64, shape (S,)
        How suspect each is: for neighbours how many times as far the nearest image of its own
        label is as the nearest of another, from 1 on; for a network the loss.
    looked_at, of : int
        How many images were looked at, and how many the part has.
    """

    indices: IntArray
    said: IntArray
    weights: FloatArray
    looked_at: int
    of: int

    def __len__(self) -> int:
        return len(self.indices)


def neighbour_suspects(
    part: ExploredPart,
    among: ExploredPart,
    check: Callable[[], object],
    advance: Callable[[float, Suspects], object],
) -> Suspects:
    """Return the images of a part whose nearest neighbour is called something else.

    Parameters
    ----------
    part : ExploredPart
    among : ExploredPart
        Where neighbours are looked for; if it is the same part, an image is not its own.
    check : callable
        Called between two pieces of work; raises `Cancelled` to end.
    advance : callable
        Called with the share that is done, and what was found so far.
    """
    products = len(among) * PixelReader(part.data).width
    indices = spread(len(part), max(1, MOST_PRODUCTS // products))
    everything = np.arange(len(among))
    labels = among.labels
    found = _ranked(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0), 0, len(part))
    for first in range(0, len(indices), BLOCK):
        block = indices[first : first + BLOCK]
        near = nearest_labels(part, block, among, everything, check)
        is_suspect = (near.other_squares < near.own_squares) & (near.other >= 0)
        places = np.flatnonzero(is_suspect)
        with np.errstate(divide="ignore"):
            weights = np.sqrt(
                near.own_squares[places].astype(np.float64) / near.other_squares[places]
            )
        looked_at = first + len(block)
        found = _ranked(
            np.concatenate([found.indices, block[places]]),
            np.concatenate([found.said, labels[near.other[places]]]),
            np.concatenate([found.weights, weights]),
            looked_at,
            len(part),
        )
        advance(looked_at / len(indices), found)
    return found


def network_suspects(verdicts: Verdicts) -> Suspects:
    """Return the images that a network takes for something else, the largest loss first.

    Parameters
    ----------
    verdicts : Verdicts
        Of all images of a part, in its order.
    """
    places = np.flatnonzero(~verdicts.is_right)
    losses = verdicts.losses[places].astype(np.float64)
    losses = np.where(np.isnan(losses), np.inf, losses)
    count = len(verdicts.true)
    return _ranked(places, verdicts.predicted[places], losses, count, count)


def _ranked(
    indices: IntArray, said: IntArray, weights: FloatArray, looked_at: int, of: int
) -> Suspects:
    order = np.lexsort((indices, -weights))[:MOST]
    return Suspects(indices[order], said[order], weights[order], looked_at, of)
