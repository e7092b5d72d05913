"""What a network said of a whole part of the data."""

from __future__ import annotations

from dataclasses import dataclass

from core.arrays import IntArray
from core.datasets.sample import Part
from core.what_if.edits import NO_EDITS, Edits


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
    edits : Edits
        What had been changed in that network.
    """

    part: Part
    predicted: IntArray
    run_id: str
    step: int
    edits: Edits = NO_EDITS

    @property
    def weights_key(self) -> tuple[str, int, Edits]:
        """The same as that of the moments of these weights."""
        return self.run_id, self.step, self.edits
