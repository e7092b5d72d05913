"""What a layer lays out in memory to work with."""

from __future__ import annotations

from typing import NamedTuple


class WorkingMemory(NamedTuple):
    """How many numbers of 4 bytes a layer keeps besides its weights, once they were needed.

    Attributes
    ----------
    there : float
        For each sample of a shard, on the way there and for the gradients of its own weights.
    back : float
        For each sample besides, on the way back to its input.
    fixed : int
        However many samples there are.
    judging : float
        For each sample that is judged, without training.
    """

    there: float
    back: float
    fixed: int = 0
    judging: float = 0.0
