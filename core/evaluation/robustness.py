"""How well networks do on images that are made worse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from core.arrays import ByteArray, IntArray, Shape
from core.errors import LoadError
from core.evaluation.disturbance import DISTURBANCES, Disturbance, disturbed
from core.inspection.predictions import predict_labels
from core.network import Network
from core.random_streams import random_stream

#: Images that are made worse, at most: enough to tell curves apart, few enough to wait for.
MOST_IMAGES = 2000
#: Images that are judged between two looks whether that is still wanted.
AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class RobustnessPoint:
    """How many images are right at one strength.

    Attributes
    ----------
    kind : Disturbance
    level : float
        In the unit of the kind; 0 for images as they are.
    images : int
    right : tuple of int
        With each of the networks.
    """

    kind: Disturbance
    level: float
    images: int
    right: tuple[int, ...]

    def share(self, network: int) -> float:
        """Return the share that is right with one of the networks."""
        return self.right[network] / self.images


@dataclass(frozen=True, slots=True)
class Robustness:
    """Curves of some networks over the strength of six disturbances.

    Attributes
    ----------
    points : tuple of RobustnessPoint
        Of each kind with rising strength; the first of a kind is of images as they are.
    share : float
        How much of it is done, from 0 to 1.
    """

    points: tuple[RobustnessPoint, ...] = ()
    share: float = 0.0

    def curve(self, kind: Disturbance) -> tuple[RobustnessPoint, ...]:
        """Return the points of one kind."""
        return tuple(point for point in self.points if point.kind is kind)


def some_rows(rows: IntArray, at_most: int = MOST_IMAGES) -> IntArray:
    """Return so many of `rows`, drawn by chance but always the same, in their order."""
    if len(rows) <= at_most:
        return rows
    rng = random_stream(0, "robustness")
    chosen: IntArray = rows[np.sort(rng.choice(len(rows), at_most, replace=False))]
    return chosen


def robustness(
    networks: Sequence[tuple[Network, Shape]],
    images: ByteArray,
    labels: IntArray,
    *,
    advance: Callable[[Robustness], object] | None = None,
    check: Callable[[], object] = bool,
) -> Robustness:
    """Return how many images are right, with every network and at every strength.

    Parameters
    ----------
    networks : sequence of (Network, tuple)
        With the shape of their inputs.
    images : ndarray of uint8, shape (N, H, W, C)
    labels : ndarray of int, shape (N,)
    advance : callable, optional
        Called with what is known so far, after every strength.
    check : callable, optional
        Called often; what it raises ends it.

    Raises
    ------
    LoadError
        If there is no image.
    """
    if not len(images):
        raise LoadError("there is no image to judge")
    height, width = images.shape[1:3]
    steps = [
        (kind, at, level)
        for kind, known in DISTURBANCES.items()
        for at, level in enumerate(known.levels_for(height, width))
    ]
    plain = _right(networks, images, labels, check)
    points: list[RobustnessPoint] = []
    for done, (kind, at, level) in enumerate(steps, start=1):
        check()
        if not at:
            points.append(RobustnessPoint(kind, 0.0, len(images), plain))
        worse = disturbed(images, kind, level, at)
        right = _right(networks, worse, labels, check)
        points.append(RobustnessPoint(kind, level, len(images), right))
        if advance is not None:
            advance(Robustness(tuple(points), done / len(steps)))
    return Robustness(tuple(points), 1.0)


def _right(
    networks: Sequence[tuple[Network, Shape]],
    images: ByteArray,
    labels: IntArray,
    check: Callable[[], object],
) -> tuple[int, ...]:
    return tuple(
        sum(
            _right_among(network, shape, images, labels, start, check)
            for start in range(0, len(images), AT_A_TIME)
        )
        for network, shape in networks
    )


def _right_among(
    network: Network,
    shape: Shape,
    images: ByteArray,
    labels: IntArray,
    start: int,
    check: Callable[[], object],
) -> int:
    check()
    rows = np.arange(start, min(start + AT_A_TIME, len(images)))
    with np.errstate(all="ignore"):  # a diverged network has an opinion too
        said = predict_labels(network, images, rows, shape)
    return int(np.count_nonzero(said == labels[rows]))
