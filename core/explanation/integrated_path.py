"""The way of integrated gradients: from no ink to the image, step by step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray
from core.errors import SpecError
from core.explanation.class_score import ClassScore
from core.explanation.explained_image import NOT_FINITE
from core.explanation.integrated_gradients import STEPS, path_shares

#: Maps that are kept of a path.
MAPS = 9


@dataclass(frozen=True, slots=True, eq=False)
class IntegratedPath:
    """What the score does while an image fades in; no array can be written to.

    Attributes
    ----------
    shares : ndarray of shape (steps + 1,)
        How much of the ink is there: 0 … 1.
    scores : ndarray of shape (steps + 1,)
        Of the image with that share of its ink.
    collected : ndarray of shape (steps + 1,)
        What all pixels have added so far: gradient times ink, step by step.
    map_steps : tuple of int
        The steps of which maps are kept: the first, the last, and some between.
    maps : ndarray of shape (len(map_steps), H, W)
        What each pixel has added until then; channels are added up.  The last one is the map
        of integrated gradients.
    """

    shares: FloatArray
    scores: FloatArray
    collected: FloatArray
    map_steps: tuple[int, ...]
    maps: FloatArray

    @property
    def delta(self) -> float:
        """How much the ink changed the score."""
        return float(self.scores[-1] - self.scores[0])

    @property
    def total(self) -> float:
        """What all pixels add up to."""
        return float(self.collected[-1])

    @property
    def missed(self) -> float:
        """By which share of `delta` the sum misses it; infinity if that is 0."""
        away = abs(self.total - self.delta)
        return away / abs(self.delta) if self.delta else (np.inf if away else 0.0)


def integrated_path(
    score: ClassScore, x: FloatArray, check: Callable[[], object], steps: int = STEPS
) -> IntegratedPath:
    r"""Fade an image in and collect what its pixels add to the score.

    In step k the ink goes from k/n to (k + 1)/n of itself, and pixel i adds

    .. math:: \frac{x_i}{n} \frac{\partial s}{\partial x_i}\Bigl(\tfrac{k + 1/2}{n} x\Bigr).

    Parameters
    ----------
    score : ClassScore
    x : ndarray of shape (H, W, C)
        0 is no ink, 1 full ink.
    check : callable
        Called between two parts; raises `Cancelled` to end.
    steps : int
        As many as `IntegratedGradients` takes.

    Raises
    ------
    SpecError
        If the scores are not finite.
    """
    shares = np.linspace(0.0, 1.0, steps + 1)
    with np.errstate(all="ignore"):  # what is not finite is refused in words
        scores = score.values(shares[:, None, None, None] * x)
        check()
        slopes = score.gradients(path_shares(steps)[:, None, None, None] * x)
    if not (np.isfinite(scores).all() and np.isfinite(slopes).all()):
        raise SpecError(NOT_FINITE)
    added = (x * slopes).sum(axis=3) / steps  # (steps, H, W)
    collected = np.zeros(steps + 1)
    np.cumsum(added.sum(axis=(1, 2)), out=collected[1:])
    kept = tuple(round(steps * at / (MAPS - 1)) for at in range(MAPS))
    maps = np.stack([added[:step].sum(axis=0) for step in kept])
    for array in (shares, scores, collected, maps):
        array.flags.writeable = False
    return IntegratedPath(shares, scores, collected, kept, maps)
