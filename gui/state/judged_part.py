"""What a network said of a whole part of the data."""

from __future__ import annotations

from dataclasses import dataclass

from core.arrays import IntArray
from core.datasets.sample import Part


@dataclass(frozen=True, slots=True, eq=False)
class JudgedPart:
    """The class that one run gave at one step to every image of a part.

    Attributes
    ----------
    part : Part
    predicted : ndarray of int, shape (n,)
        In sample order.
    run_id : str
        Of the run whose network said so.
    step : int
    """

    part: Part
    predicted: IntArray
    run_id: str
    step: int
