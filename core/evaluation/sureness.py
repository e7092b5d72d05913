"""How sure a network is of many images, in all the ways in which that is looked at."""

from __future__ import annotations

from dataclasses import dataclass

from core.arrays import BoolArray, FloatArray
from core.evaluation.answered import Answered, CoverageCurve, answered_above, coverage_curve
from core.evaluation.calibration import error_of_bins
from core.evaluation.reliability import ReliabilityBin, reliability


@dataclass(frozen=True, slots=True, eq=False)
class Sureness:
    """How sure it is, and what follows.

    Attributes
    ----------
    confidence : ndarray of float, shape (N,)
    is_right : ndarray of bool, shape (N,)
    bins : tuple of ReliabilityBin
    error : float
        The expected calibration error.
    curve : CoverageCurve
    """

    confidence: FloatArray
    is_right: BoolArray
    bins: tuple[ReliabilityBin, ...]
    error: float
    curve: CoverageCurve

    def answered(self, threshold: float) -> Answered:
        """Return what is answered if it has to be at least so sure."""
        return answered_above(self.confidence, self.is_right, threshold)


def sureness(confidence: FloatArray, is_right: BoolArray) -> Sureness | None:
    """Return how sure a network is of each image; None if a probability is no number."""
    bins = reliability(confidence, is_right)
    if bins is None:
        return None
    curve = coverage_curve(confidence, is_right)
    return Sureness(confidence, is_right, bins, error_of_bins(bins), curve)
