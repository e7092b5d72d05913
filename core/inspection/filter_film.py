"""How filters came to be what they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray, IntArray

#: Steps that a film shows if it can: 0, 1, 2, 5, 10, 20, 50 …
MANTISSAS = (1, 2, 5)


@dataclass(frozen=True, slots=True, eq=False)
class FilterFilm:
    """The filters of one bank at some steps.

    Attributes
    ----------
    steps : tuple of int
        Rising.
    weights : ndarray of shape (T, rows, columns, outputs)
        Of one input channel, at each of the T steps.
    """

    steps: tuple[int, ...]
    weights: FloatArray

    @property
    def largest(self) -> float:
        """The largest absolute value there is, or 0 if none is finite."""
        finite = self.weights[np.isfinite(self.weights)]
        return float(np.abs(finite).max()) if finite.size else 0.0


def film_steps(stored: IntArray, last: int, count: int) -> list[int]:
    """Return at most `count` steps that tell the story of a run from 0 to `last`.

    They are near 0, 1, 2, 5, 10, 20 …, so most of them stay the same while the run goes on:
    filters change most at the beginning.

    Parameters
    ----------
    stored : ndarray of int, shape (S,)
        Steps there is a state of, rising.
    last : int
        Always among the steps returned, as 0 is.
    count : int
        At least 2.

    Returns
    -------
    list of int
        Rising.
    """
    known = stored[(stored > 0) & (stored < last)]
    wanted: list[int] = []
    decade = 1
    while decade < last:
        wanted += [m * decade for m in MANTISSAS if m * decade < last]
        decade *= 10
    middle: list[int] = []
    if len(known):
        middle = sorted({int(known[np.abs(known - step).argmin()]) for step in wanted})
    room = max(0, count - 2)
    if len(middle) > room:
        chosen = np.unique(np.linspace(0, len(middle) - 1, room + 2).round()[1:-1].astype(int))
        middle = [middle[place] for place in chosen]
    return [0, *middle, last] if last else [0]


def cosine_to_start(weight: FloatArray, start: FloatArray) -> FloatArray:
    r"""Return how much each filter still points where it began.

    .. math:: \cos_k = \frac{w_k \cdot s_k}{|w_k| \, |s_k|}

    1 is the same direction, 0 has nothing in common with it, -1 is the opposite.

    Parameters
    ----------
    weight, start : ndarray of shape (rows, columns, channels, outputs)
        Now, and at step 0.

    Returns
    -------
    ndarray of float64, shape (outputs,)
        NaN where a filter is all zeros or broken.
    """
    now = weight.reshape(-1, weight.shape[-1]).astype(np.float64)  # (numbers, outputs)
    then = start.reshape(-1, start.shape[-1]).astype(np.float64)
    with np.errstate(invalid="ignore", over="ignore", divide="ignore"):
        lengths = np.sqrt((now * now).sum(0) * (then * then).sum(0))
        cosine: FloatArray = np.where(lengths > 0, (now * then).sum(0) / lengths, np.nan)
    return np.clip(cosine, -1.0, 1.0)


def make_film(frames: Sequence[tuple[int, FloatArray]], channel: int) -> FilterFilm:
    """Return the film of one input channel.

    Parameters
    ----------
    frames : sequence of (int, ndarray of shape (rows, columns, channels, outputs))
        Steps, rising, and the bank's weights then.
    channel : int
    """
    weights = np.stack([weight[:, :, channel] for _, weight in frames])  # (T, H, W, outputs)
    return FilterFilm(tuple(step for step, _ in frames), weights)
