"""The batch of one step, as it went through the network."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.arrays import FloatArray, IntArray

#: Returns the samples of a batch from a place up to another, as numbers.
Cut = Callable[[int, int], FloatArray]


@dataclass(frozen=True, slots=True, eq=False)
class StepBatch:
    """The N samples of a step, and what is known of how it was taken.

    Attributes
    ----------
    cut : callable
        Returns samples ``start`` to ``stop``, of shape (n, H, W, C) or (n, features).
    target : ndarray of int, shape (N,)
    numbers : ndarray of int, shape (N,), or None
        What to call the samples: their places among the training images.
    clip_factor : float
        What clipping multiplied all gradients by.
    shard : int or None
        Samples that go through the network together, which matters for layers that draw at
        random; None is as in training.
    notes : sequence of str
        Sentences to show with it.
    """

    cut: Cut
    target: IntArray
    numbers: IntArray | None = None
    clip_factor: float = 1.0
    shard: int | None = None
    notes: Sequence[str] = ()
