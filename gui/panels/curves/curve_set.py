"""What a plot of curves shows at one time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from core.arrays import FloatArray
from gui.panels.curves.series import CurveSeries

Points = tuple[FloatArray, FloatArray]
NO_POINTS: Points = (np.empty(0), np.empty(0))


@dataclass(frozen=True, slots=True, eq=False)
class CurveSet:
    """What a plot shows at one time.

    Attributes
    ----------
    points : mapping of CurveSeries to (x, y)
        Decimated already; NaN makes a gap.
    broken_at : sequence of (x, y)
        Where a curve stopped being finite, and the height it had before, if any.
    """

    points: Mapping[CurveSeries, Points]
    broken_at: Sequence[tuple[float, float | None]] = field(default=())

    def before(self, parent: Points) -> CurveSet:
        """Return the same in front of the curve of another run."""
        return replace(self, points={CurveSeries.PARENT: parent, **self.points})
