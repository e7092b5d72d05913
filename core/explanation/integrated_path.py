"""The way of integrated gradients: from no ink to the image, step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray
from core.errors import SpecError
from core.explanation.class_score import SHARD, ClassScore
from core.explanation.explained_image import NOT_FINITE
from core.explanation.integrated_gradients import integral, missed_share, path_shares

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
        return missed_share(self.total, self.delta)

    @property
    def steps(self) -> int:
        """Parts of the way."""
        return len(self.shares) - 1


def integrated_path(
    score: ClassScore, x: FloatArray, check: Callable[[], object], steps: int | None = None
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
    steps : int, optional
        As many as `IntegratedGradients` takes, if this is not given.

    Raises
    ------
    SpecError
        If the scores are not finite.
    """
    with np.errstate(all="ignore"):  # what is not finite is refused in words
        if steps is None:
            steps = integral(score, x, lambda _share: check()).steps
        shares = np.linspace(0.0, 1.0, steps + 1)
        scores = np.concatenate([score.values(part) for part in _faded(x, shares, check)])
        kept = tuple(round(steps * at / (MAPS - 1)) for at in range(MAPS))
        collected, maps = _collected(score, x, steps, kept, check)
    if not (np.isfinite(scores).all() and np.isfinite(collected).all()):
        raise SpecError(NOT_FINITE)
    for array in (shares, scores, collected, maps):
        array.flags.writeable = False
    return IntegratedPath(shares, scores, collected, kept, maps)


def _faded(
    x: FloatArray, shares: FloatArray, check: Callable[[], object]
) -> Iterator[FloatArray]:
    """Yield the image with each share of its ink, so many at a time that memory is small."""
    for start in range(0, len(shares), SHARD):
        check()
        yield shares[start : start + SHARD, None, None, None] * x


def _collected(
    score: ClassScore,
    x: FloatArray,
    steps: int,
    kept: tuple[int, ...],
    check: Callable[[], object],
) -> tuple[FloatArray, FloatArray]:
    """Return what all pixels have added after each step, and what each has after some."""
    so_far: FloatArray = np.zeros(x.shape[:2])
    collected, maps = [0.0], {0: so_far}
    for faded in _faded(x, path_shares(steps), check):
        for added in (x * score.gradients(faded)).sum(axis=3) / steps:  # (H, W)
            so_far = so_far + added
            collected.append(float(so_far.sum()))
            if len(collected) - 1 in kept:
                maps[len(collected) - 1] = so_far
    return np.array(collected), np.stack([maps[step] for step in kept])
