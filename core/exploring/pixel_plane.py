"""Images as points of a plane by their raw pixels alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray, IntArray
from core.data_map.principal_axes import principal_axes
from core.exploring.parts import ExploredPart, spread
from core.exploring.pixel_reader import PixelReader

#: Images on the plane, if there are as many.
IMAGES = 2_000
FEWEST = 3


@dataclass(frozen=True, slots=True, eq=False)
class PixelPlane:
    """Where images lie along the two directions in which their pixels differ most.

    Attributes
    ----------
    part : ExploredPart
    indices : ndarray of int, shape (N,)
        Which of its images.
    layout : ndarray of float64, shape (N, 2)
        x to the right, y upwards.
    labels : ndarray of int, shape (N,)
    shares : tuple of float
        Of the whole variance, along and up.
    """

    part: ExploredPart
    indices: IntArray
    layout: FloatArray
    labels: IntArray
    shares: tuple[float, float]


def pixel_plane(part: ExploredPart, check: Callable[[], object]) -> PixelPlane | None:
    """Return the plane of a part's images; None if there are too few to differ.

    Parameters
    ----------
    part : ExploredPart
    check : callable
        Called before it is computed; raises `Cancelled` to end.
    """
    if len(part) < FEWEST:
        return None
    indices = spread(len(part), IMAGES)
    x = PixelReader(part.data).read(part.rows[indices])
    check()
    axes = principal_axes(x, 2)
    layout = np.zeros((len(indices), 2))
    layout[:, : axes.places.shape[1]] = axes.places
    along, up = (*axes.shares.tolist(), 0.0)[:2]
    layout.flags.writeable = False
    return PixelPlane(part, indices, layout, part.labels[indices], (along, up))
